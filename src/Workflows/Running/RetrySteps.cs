namespace Workflows.Running;

/// <summary>A second chance for those who were faulted: queued where they were, as new parts of their own.</summary>
internal static class RetrySteps
{
    /// <summary>A run that was cancelled or broken stays so.</summary>
    public static RunState Retry(RunState state, string? activity, ISets sets)
    {
        if (state.IsFinished && state.SubStatus != RunSubStatus.Finished)
            return state;
        foreach (var node in state.Nodes.Values.Where(n => n.Faulted > 0 && (activity is null || n.Activity == activity)).ToList())
        {
            var part = state.NextPart;
            var count = sets.Requeue(node.Activity, node.Visit, part);
            // Whoever is not there any more was erased.
            var after = node with { Faulted = 0, Fault = null, Queued = node.Queued + count, Dropped = node.Dropped + node.Faulted - count };
            state = (state with { NextPart = part + 1, NextWork = state.NextWork + 1, Status = RunStatus.Running }).With(after);
            if (count > 0)
                state = state with { Queue = state.Queue.Add(new Work(state.NextWork - 1, node.Activity, node.Visit, part, count)) };
        }
        return state;
    }
}
