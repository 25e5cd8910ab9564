using System.Collections.Immutable;

namespace Workflows.Running.Ordinary;

/// <summary>Which steps run, what holds them, how often each was where, and what happened: everything of a run that is counted or told.</summary>
internal sealed class StepLedger(OrdinaryPlan plan)
{
    private readonly StepCount?[] _counts = new StepCount?[plan.Steps.Length];

    public Dictionary<long, StepContext> Live { get; } = [];
    public SortedDictionary<long, Bookmark> Bookmarks { get; } = [];
    public List<StepNote> Notes { get; } = [];

    /// <summary>Steps that failed for good where that stops the run, and that could be tried again.</summary>
    public List<StepContext> Faulted { get; } = [];

    /// <summary>First in, first out.</summary>
    public Queue<QueuedStep> Queue { get; } = new();

    /// <summary>By the step's index; null: it was never reached.</summary>
    public IReadOnlyList<StepCount?> Counts => _counts;

    public StepCount Count(PlanStep step) => _counts[step.Index] ??= new StepCount();

    public void Restore(PlanStep step, StepCount count) => _counts[step.Index] = count;

    public void Note(StepEvent happened, StepContext step, string message, ImmutableArray<string> outcomes = default) =>
        Notes.Add(new StepNote(happened, step.Step, step.Id, message) { Outcomes = outcomes.IsDefault ? [] : outcomes });

    public void Schedule(QueuedStep queued)
    {
        var count = Count(queued.Step);
        (count.Entered, count.Queued) = (count.Entered + 1, count.Queued + 1);
        if (queued.Owner is { } owner)
            owner.Queued++;
        if (queued.Owner?.Flow is { } flow)
            flow.Active[queued.Step.Place]++;
        Queue.Enqueue(queued);
    }

    /// <returns>False: what it belongs to was cancelled meanwhile.</returns>
    public bool Take(QueuedStep queued)
    {
        var count = Count(queued.Step);
        count.Queued--;
        if (queued.Owner is not { } owner)
            return true;
        owner.Queued--;
        if (owner.Status != StepStatus.Canceled && !owner.IsBroken)
            return true;
        count.Dropped++;
        return false;
    }

    public void Enter(StepContext step)
    {
        Count(step.Step).InWork++;
        Live.Add(step.Id, step);
        if (step.Parent is { IsRunning: true } container)
            container.Enter(step);
        Note(StepEvent.Started, step, "");
    }

    /// <summary>The count still lacks where it went.</summary>
    public StepCount Leave(StepContext step, StepStatus status)
    {
        step.Status = status;
        Live.Remove(step.Id);
        step.Parent?.Inside?.Remove(step.Id);
        if (step.Parent?.Flow is { } flow)
            flow.Active[step.Step.Place]--;
        var count = Count(step.Step);
        if (step.Waits)
        {
            count.Waiting--;
            Burn(step);
        }
        else
        {
            count.InWork--;
        }
        return count;
    }

    public void Wait(StepContext step)
    {
        var count = Count(step.Step);
        (step.Waits, count.InWork, count.Waiting) = (true, count.InWork - 1, count.Waiting + 1);
        Note(StepEvent.Suspended, step, "");
    }

    public void Resume(StepContext step)
    {
        Burn(step);
        var count = Count(step.Step);
        (step.Waits, count.Waiting, count.InWork) = (false, count.Waiting - 1, count.InWork + 1);
        Note(StepEvent.Resumed, step, "");
    }

    /// <summary>A step that failed begins again where it stood.</summary>
    public void Revive(StepContext step)
    {
        var count = Count(step.Step);
        (count.Faulted, count.InWork) = (count.Faulted - 1, count.InWork + 1);
        count.Fault = count.Faulted == 0 ? null : count.Fault;
        (step.Status, step.Waits, step.Attempt) = (StepStatus.Running, false, 0);
        Faulted.Remove(step);
        Live.Add(step.Id, step);
        if (step.Parent is { } parent)
        {
            parent.Enter(step);
            parent.HasFault = Faulted.Any(other => other.Parent == parent);
        }
        if (step.Parent?.Flow is { } flow)
            flow.Active[step.Step.Place]++;
        Note(StepEvent.Retrying, step, "");
    }

    /// <summary>Everything that is left when the run ends: containers around the end have come to theirs, what waited has not.</summary>
    public void Close(bool isOrderly)
    {
        foreach (var queued in Queue)
        {
            var count = Count(queued.Step);
            (count.Queued, count.Dropped) = (count.Queued - 1, count.Dropped + 1);
        }
        Queue.Clear();
        foreach (var step in Live.Values.OrderByDescending(s => s.Id).ToList())
        {
            var count = Leave(step, StepStatus.Canceled);
            if (isOrderly && step.Step.Kind != StepKind.Leaf)
                count.Left("Done");
            else
                count.Dropped++;
        }
        Bookmarks.Clear();
    }

    private void Burn(StepContext step)
    {
        foreach (var bookmark in Bookmarks.Values.Where(b => b.Context == step.Id).ToList())
            Bookmarks.Remove(bookmark.Id);
    }
}
