namespace Activities.Contacts;

/// <summary>What a person did.</summary>
public sealed class EventTimeline(IEventStore events) : ITimelineSource
{
    public async Task<IReadOnlyList<TimelineItem>> ForAsync(long contact, int limit, CancellationToken cancellationToken) =>
        [.. (await events.TimelineAsync(contact, limit, cancellationToken)).Select(e => new TimelineItem(e.At, "event", e.Name) { Properties = e.Properties })];
}

/// <summary>What a person said to being written to.</summary>
public sealed class ConsentTimeline(IContactStore contacts) : ITimelineSource
{
    public async Task<IReadOnlyList<TimelineItem>> ForAsync(long contact, int limit, CancellationToken cancellationToken) =>
        [.. (await contacts.ConsentHistoryAsync(contact, cancellationToken)).Take(limit).Select(c => new TimelineItem(c.At, "consent", c.Channel)
        {
            Properties = new Dictionary<string, object?> { ["given"] = c.Given, ["source"] = c.Source },
        })];
}
