using Activities.Contacts;
using Workflows.Segments;

namespace Activities.Segments;

/// <summary>Answers rules inside the fact store.</summary>
public interface ISegmentQueries
{
    /// <param name="now">What "within the last days" is counted back from.</param>
    /// <exception cref="SegmentRuleException">A rule names an attribute, a segment or a comparison that does not fit; the message names it.</exception>
    Task<long> CountAsync(SegmentRule rule, DateTimeOffset now, CancellationToken cancellationToken);

    Task<IReadOnlyList<Contact>> SampleAsync(SegmentRule rule, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>All members' ids, ascending.</summary>
    Task<IReadOnlyList<long>> MembersAsync(SegmentRule rule, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whether one contact matches.</summary>
    Task<bool> MatchesAsync(SegmentRule rule, long contact, DateTimeOffset now, CancellationToken cancellationToken);
}

public sealed class SegmentRuleException(string message) : Exception(message);
