using Activities.Runs;
using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>What changed between two states of an audience flow, as Elsa's journal tells it: Started, Suspended, Resumed, Completed, Faulted, Canceled; and Retrying, for a fault that is not final.</summary>
internal static class RunJournalLines
{
    public static IEnumerable<JournalLine> Between(FlowPlan plan, RunState before, RunState after, DateTimeOffset at)
    {
        foreach (var node in after.Nodes.Values.OrderBy(n => plan.Node(n.Activity).Index).ThenBy(n => n.Visit))
        {
            var was = before.Node(node.Activity, node.Visit);
            if (was == node)
                continue;
            JournalLine Line(string name, string message) => new(at, name, node.Activity, plan.Node(node.Activity).Type, message);
            if (was.Entered == 0 && node.Entered > 0)
                yield return Line("Started", $"{node.Entered} contacts arrived.");
            if (node.Faulted < was.Faulted)
                yield return Line("Retrying", $"{was.Faulted - node.Faulted} faulted contacts are tried again.");
            else if (node.Faulted == was.Faulted && Attempts(after, node) > Attempts(before, node))
                yield return Line("Retrying", node.Fault ?? "");
            else if (node.Faulted > was.Faulted || (node.Fault is not null && node.Fault != was.Fault))
                yield return Line("Faulted", node.Fault ?? "");
            if (node.Live == 0 && (was.Live > 0 || was.Entered == 0) && after.SubStatus != RunSubStatus.Cancelled && node.Outcomes.Values.Sum() > 0)
                yield return Line("Completed", string.Join(", ", node.Outcomes.Select(o => $"{o.Key}: {o.Value}")));
        }
        if (OfRun(before, after, at) is { } line)
            yield return line;
    }

    /// <summary>What became of the run as a whole.</summary>
    public static JournalLine? OfRun(RunState before, RunState after, DateTimeOffset at) =>
        Name(before, after) is { } changed ? new JournalLine(at, changed, null, null, after.Fault ?? after.SubStatus.ToString()) : null;

    private static int Attempts(RunState state, NodeState node) => state.Queue.Where(w => w.Activity == node.Activity && w.Visit == node.Visit).Sum(w => w.Attempt);

    private static string? Name(RunState before, RunState after) => after.SubStatus switch
    {
        _ when before.IsFinished && !after.IsFinished => "Resumed",
        RunSubStatus.Cancelled when !before.IsFinished => "Canceled",
        RunSubStatus.Faulted when !before.IsFinished => "Faulted",
        RunSubStatus.Finished when !before.IsFinished => "Completed",
        RunSubStatus.Suspended when before.SubStatus != RunSubStatus.Suspended => "Suspended",
        _ when after.Paused && !before.Paused => "Suspended",
        _ when before.Paused && !after.Paused => "Resumed",
        RunSubStatus.Executing when before.SubStatus == RunSubStatus.Suspended => "Resumed",
        RunSubStatus.Executing or RunSubStatus.Suspended when before.SubStatus == RunSubStatus.Pending => "Started",
        _ => null,
    };
}
