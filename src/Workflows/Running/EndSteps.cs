namespace Workflows.Running;

/// <summary>
/// Finish ends the run of the contacts who reach it: wherever else they were queued or held, they are dropped. Elsa's Finish ends a run of one
/// token; here every contact has a way of their own, and a branch that is quicker must not end it for the others.
/// </summary>
internal static class EndSteps
{
    public static RunState End(RunState state, Work work, ISets sets)
    {
        if (work.Part == RunState.Everyone)
            return EndEveryone(state, work, sets);
        state = WriteOut(state, work, sets);
        foreach (var ended in sets.End(work.Activity, work.Visit, work.Part))
            state = Drop(state, ended);
        var part = state.NextPart;
        var count = sets.Leave(work.Activity, work.Visit, work.Part, "Done", part);
        var node = state.Node(work.Activity, work.Visit);
        return AudienceSteps.Numbered(state.Remove(work), part)
            .With((node with { Queued = node.Queued - work.Count, Dropped = node.Dropped + work.Count - count }).Left("Done", count));
    }

    private static RunState EndEveryone(RunState state, Work work, ISets sets)
    {
        sets.Cancel();
        var node = state.Node(work.Activity, work.Visit);
        return RunMachine.DropAll(state.With((node with { Queued = node.Queued - work.Count }).Left("Done", work.Count)));
    }

    /// <summary>Nobody can be taken out of a part that has no rows.</summary>
    private static RunState WriteOut(RunState state, Work ending, ISets sets)
    {
        foreach (var work in state.Queue.Where(w => w.Part == RunState.Everyone && w.Id != ending.Id))
        {
            var part = state.NextPart;
            var count = sets.Enter(work.Activity, work.Visit, RunState.Everyone, part).Accepted;
            var node = state.Node(work.Activity, work.Visit);
            var gone = work.Count - count;
            state = AudienceSteps.Numbered(state, part).Replace(work with { Part = part, Count = count })
                .With(node with { Queued = node.Queued - gone, Dropped = node.Dropped + gone });
        }
        return state;
    }

    private static RunState Drop(RunState state, Ended ended)
    {
        var node = state.Node(ended.Activity, ended.Visit);
        node = node with { Dropped = node.Dropped + ended.Count };
        if (ended.Part is not { } part)
            return state.With(node with { Waiting = node.Waiting - ended.Count });
        var work = state.Queue.First(w => w.Activity == ended.Activity && w.Visit == ended.Visit && w.Part == part);
        node = work.Begun ? node with { InWork = node.InWork - ended.Count } : node with { Queued = node.Queued - ended.Count };
        var rest = work with { Count = work.Count - ended.Count };
        return (rest.Count == 0 && !work.Begun ? state.Remove(work) : state.Replace(rest)).With(node);
    }
}
