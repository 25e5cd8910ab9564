namespace Designer.Contracts.Runs;

/// <summary>Of a run of an ordinary flow, which has one token instead of people.</summary>
/// <param name="Name">As the flow set it.</param>
/// <param name="CorrelationId">To what the flow tied it.</param>
/// <param name="Incidents">Faults that nobody has tried again, oldest first.</param>
/// <param name="Waits">What holds it, oldest first.</param>
public sealed record RunToken(string? Name, string? CorrelationId, IReadOnlyList<RunIncident> Incidents, IReadOnlyList<RunWait> Waits);

/// <param name="Detail">Why, where the message does not say it.</param>
public sealed record RunIncident(string ActivityId, string ActivityType, string Message, string? Detail);

/// <param name="What">The event's name, the id of the run, or the request's method and path.</param>
/// <param name="Due">When it goes on by itself.</param>
public sealed record RunWait(string ActivityId, WaitKind Kind, string? What, DateTimeOffset? Due);

public enum WaitKind { Time, Event, Run, Request, Retry }
