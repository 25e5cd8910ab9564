namespace Activities.Contacts;

/// <summary>A part of a person's story; each feature that keeps something about people registers one. The profile and the export put them together.</summary>
public interface ITimelineSource
{
    /// <returns>Newest first.</returns>
    Task<IReadOnlyList<TimelineItem>> ForAsync(long contact, int limit, CancellationToken cancellationToken);
}

/// <param name="Kind">event, message, score, run or consent.</param>
/// <param name="Text">What happened, in data (an event's name, a subject), not a sentence.</param>
public sealed record TimelineItem(DateTimeOffset At, string Kind, string Text)
{
    public string? RunId { get; init; }
    public string? MessageId { get; init; }
    public IReadOnlyDictionary<string, object?>? Properties { get; init; }
}
