using Activities.Contacts;

namespace Storage.Facts.Contacts;

/// <summary>What models said of a person.</summary>
public sealed class ScoreTimeline(FactsDatabase facts) : ITimelineSource
{
    public async Task<IReadOnlyList<TimelineItem>> ForAsync(long contact, int limit, CancellationToken cancellationToken) =>
        await facts.ReadAsync(
            c => c.List(
                "SELECT \"at\", name, value, model FROM score WHERE contact_id = $contact ORDER BY \"at\" DESC LIMIT $limit",
                r => new TimelineItem(r.Instant(0), "score", r.GetString(1)) { Properties = new Dictionary<string, object?> { ["value"] = r.GetDouble(2), ["model"] = r.Text(3) } },
                ("contact", contact), ("limit", (long)limit)),
            cancellationToken);
}
