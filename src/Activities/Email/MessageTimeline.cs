using Activities.Contacts;

namespace Activities.Email;

/// <summary>The messages on a person's timeline: those they got and those that were held, with the reason.</summary>
public sealed class MessageTimeline(IMessageStore outbox) : ITimelineSource
{
    public async Task<IReadOnlyList<TimelineItem>> ForAsync(long contact, int limit, CancellationToken cancellationToken)
    {
        var messages = await outbox.ListAsync(new MessageQuery(null, contact, null, 0, limit), cancellationToken);
        return [.. messages.Items.Where(m => !m.Key.IsTest).Select(Item)];
    }

    private static TimelineItem Item(MessageStanding m)
    {
        var properties = new Dictionary<string, object?> { ["state"] = m.State.Name() };
        if (m.Code is not null)
            properties["code"] = m.Code;
        return new TimelineItem(m.At, "message", m.Subject ?? "") { RunId = m.Key.RunId, MessageId = m.Subject is null ? null : m.Id, Properties = properties };
    }
}
