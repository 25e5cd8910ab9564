namespace Activities.Contacts;

/// <summary>What contacts did, append-only, idempotent by event id.</summary>
public interface IEventStore
{
    /// <returns>How many were new.</returns>
    Task<int> AppendAsync(IReadOnlyList<ContactEvent> events, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<ContactEvent>> TimelineAsync(long contact, int limit, CancellationToken cancellationToken);

    /// <summary>Event names that exist, most frequent first, each with the properties seen on it.</summary>
    Task<IReadOnlyList<EventKind>> KindsAsync(CancellationToken cancellationToken);

    Task<DateTimeOffset?> LatestAsync(CancellationToken cancellationToken);
}

public sealed record EventKind(string Name, long Count, IReadOnlyList<string> Properties);

public sealed class EventKindException(string message) : Exception(message);
