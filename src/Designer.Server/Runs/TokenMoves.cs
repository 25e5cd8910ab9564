using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>What an activity of an ordinary flow said, for its one token.</summary>
internal static class TokenMoves
{
    public static Moved Of(Work work, Said said)
    {
        foreach (var op in said.Ops)
        {
            switch (op)
            {
                case LeavePartOp leave:
                    return new Moved(work.Id, [new Movement(leave.Outcomes, 0, 1)], Completed: true);
                case WaitPartOp wait:
                    return new Moved(work.Id, []) { WaitUntil = wait.Until, ThenLeave = wait.Outcome };
                default:
                    throw new InvalidOperationException($"'{work.Activity}' moved single contacts, but this flow has none.");
            }
        }
        return new Moved(work.Id, [new Movement("Done", 0, 1)], Completed: true);
    }
}

/// <summary>For events that move nobody.</summary>
internal sealed class NoSets : ISets
{
    public static NoSets Instance { get; } = new();

    public Arrival Enter(string activity, int visit, long from, long into) => throw Moves();
    public Arrival Hold(string activity, int visit, long from, long bits, long into) => throw Moves();
    public Settlement Settle(Join join, long into) => throw Moves();
    public long Leave(string activity, int visit, long part, string outcome, long into) => throw Moves();
    public long Fault(string activity, int visit, long part, string message) => throw Moves();
    public IReadOnlyList<Ended> End(string activity, int visit, long part) => throw Moves();
    public void Cancel() => throw Moves();

    private static InvalidOperationException Moves() => new("An event that was to be committed later moves contacts.");
}
