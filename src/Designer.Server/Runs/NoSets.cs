using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>For events that move nobody.</summary>
internal sealed class NoSets : ISets
{
    public static NoSets Instance { get; } = new();

    public Arrival Enter(string activity, int visit, long from, long into) => throw Moves();
    public Arrival Hold(string activity, int visit, long from, long bits, long into) => throw Moves();
    public Settlement Settle(Join join, long into) => throw Moves();
    public long Leave(string activity, int visit, long part, string outcome, long into) => throw Moves();
    public long Fault(string activity, int visit, long part, string message) => throw Moves();
    public long Requeue(string activity, int visit, long into) => throw Moves();
    public IReadOnlyList<Ended> End(string activity, int visit, long part) => throw Moves();
    public void Cancel() => throw Moves();

    private static InvalidOperationException Moves() => new("An event that was to be committed later moves contacts.");
}
