using System.Collections.Immutable;
using Workflows.Descriptors;

namespace Workflows.Running;

/// <summary>How the runner itself treats an activity; everything else is the activity's own business.</summary>
public enum NodeKind { Ordinary, Trigger, JoinAll, JoinAllActive, JoinAny, Finish }

/// <summary>An activity of a compiled flow.</summary>
/// <param name="Index">Its place in the file.</param>
public sealed record PlanNode(int Index, string Id, string Type, NodeKind Kind, Grain Grain, ImmutableArray<string> Outcomes)
{
    /// <summary>In the file's order.</summary>
    public ImmutableArray<PlanEdge> Outgoing { get; init; } = [];

    /// <summary>Connections that lead here without closing a loop, in the file's order; their positions are the bits of a join.</summary>
    public ImmutableArray<PlanEdge> Incoming { get; init; } = [];

    /// <summary>Every activity from which a contact can still get here, loops included.</summary>
    public ImmutableArray<string> Upstream { get; init; } = [];

    /// <summary>Every activity from which this one is reached without a loop.</summary>
    public ImmutableArray<string> Ancestors { get; init; } = [];

    public bool Holds => Kind is NodeKind.JoinAll or NodeKind.JoinAllActive;

    /// <summary>One bit per incoming connection.</summary>
    public long AllBits => Incoming.Length >= 63 ? long.MaxValue : (1L << Incoming.Length) - 1;
}

/// <summary>A connection of a compiled flow.</summary>
/// <param name="IsBack">It closes a loop: what passes begins the next visit.</param>
public sealed record PlanEdge(string Source, string Port, string Target, bool IsBack)
{
    /// <summary>The port of a sequence's implicit connections: followed whatever the outcome.</summary>
    public const string AnyPort = "*";

    public bool Follows(ImmutableArray<string> outcomes) => Port == AnyPort || outcomes.Contains(Port);
}
