using System.Collections.Immutable;

namespace Workflows.Running;

/// <summary>What an event asks of the sets; the answer comes back as the next event. Part of the same commit.</summary>
internal abstract record RunEffect;

/// <summary>A part travels along a connection.</summary>
internal sealed record Travel(PlanEdge Edge, int Visit, long Part, long Count) : RunEffect;

/// <summary>A queued part passes an activity that has decided already.</summary>
internal sealed record Pass(long Work, ImmutableArray<string> Outcomes) : RunEffect;

/// <summary>A part has reached Finish.</summary>
internal sealed record EndContacts(long Work) : RunEffect;

/// <summary>The rest of a part is faulted.</summary>
internal sealed record FaultPart(long Work, string Message) : RunEffect;

