using System.Collections.Immutable;
using System.Text.Json;

namespace Workflows.Running.Ordinary;

/// <summary>
/// An ordinary flow under way, as Elsa 3 runs it: a tree of activity contexts, one queue, first in, first out, one step at a time. No I/O and no clock:
/// whoever drives it evaluates the inputs and lets the leaves act, and says here what came of it. Mutable within a burst;
/// <see cref="OrdinarySnapshot"/> makes and reads what is stored.
/// </summary>
public sealed partial class OrdinaryRun
{
    private static readonly ImmutableArray<string> Done = ["Done"];
    private readonly Queue<StepContext> _again = new();
    private readonly FlowchartSteps _flowcharts;
    private readonly ContainerSteps _containers;

    internal OrdinaryRun(OrdinaryPlan plan, VariableScope variables)
    {
        (Plan, Memory, Ledger) = (plan, new RunMemory(plan, variables), new StepLedger(plan));
        (_flowcharts, _containers) = (new FlowchartSteps(this), new ContainerSteps(this));
    }

    public OrdinaryPlan Plan { get; }
    public RunMemory Memory { get; }
    public RunStatus Status { get; internal set; } = RunStatus.Running;
    public RunSubStatus SubStatus { get; internal set; } = RunSubStatus.Executing;
    public bool IsFinished => Status == RunStatus.Finished;

    /// <summary>The first fault, or what stopped the run.</summary>
    public string? Fault { get; internal set; }

    public List<Incident> Incidents { get; } = [];

    /// <summary>Where a run stood when a fault ended it, from where it can go on; null: it did not end so.</summary>
    internal OrdinaryState? Standing { get; set; }

    /// <summary>With which Complete ended the flow: the ports of the flow where it is used as an activity.</summary>
    public ImmutableArray<string> Outcomes { get; internal set; } = [];

    /// <summary>What holds the run, oldest first.</summary>
    public IReadOnlyCollection<Bookmark> Bookmarks => Ledger.Bookmarks.Values;

    internal StepLedger Ledger { get; }
    internal long LastContext { get; set; }

    /// <summary>How often the run has waited.</summary>
    public long LastBookmark { get; internal set; }

    /// <summary>Steps since the run last waited.</summary>
    internal int Steps { get; set; }

    public static OrdinaryRun Begin(OrdinaryPlan plan, IReadOnlyDictionary<string, JsonElement>? variables = null)
    {
        var run = new OrdinaryRun(plan, new VariableScope(plan.Definition.Variables, variables));
        run.Schedule(plan.Root, null);
        return run;
    }

    /// <summary>
    /// Goes on as far as the engine can by itself. The step it returns wants its inputs: then <see cref="Proceed"/> for a container, and for a leaf its
    /// work and <see cref="Complete"/>, <see cref="Wait"/> or <see cref="Fail"/>. Null: nothing is to be done now.
    /// </summary>
    public StepContext? Next()
    {
        while (!IsFinished)
        {
            if (_again.TryDequeue(out var again))
            {
                if (again.IsRunning)
                    return again;
            }
            else if (!Ledger.Queue.TryDequeue(out var queued))
            {
                Rest();
                return null;
            }
            else if (Begin(queued) is { } step && !Enter(step))
            {
                return step;
            }
        }
        return null;
    }

    public bool HasNotes => Ledger.Notes.Count > 0;

    /// <summary>What happened since somebody last took it.</summary>
    public IReadOnlyList<StepNote> TakeNotes()
    {
        StepNote[] taken = [.. Ledger.Notes];
        Ledger.Notes.Clear();
        return taken;
    }

    /// <summary>A container's inputs are there.</summary>
    public void Proceed(StepContext step, IReadOnlyDictionary<string, JsonElement> inputs)
    {
        if (step.IsRunning)
            _containers.Proceed(step, inputs);
    }

    /// <summary>A leaf is done. Where an activity hangs at the port of its outcome, that runs first.</summary>
    public void Complete(StepContext step, ImmutableArray<string> outcomes)
    {
        if (step.IsRunning && step.Step.Kind == StepKind.Leaf && outcomes is [var only] && step.Step.Bodies.TryGetValue(only, out var body))
            Schedule(body, step);
        else if (step.IsRunning)
            End(step, step.Step is { Kind: StepKind.Leaf, Descriptor.Bodies.Length: > 0 } ? Done : outcomes);
    }

    public void Cancel() => Finish(RunSubStatus.Cancelled);

    /// <summary>Something other than an activity stops the run for good.</summary>
    public void Break(string message) => Finish(RunSubStatus.Faulted, message);

    /// <summary>The engine looks at a step again before anything that is queued: While asks its condition; a leaf may not act while the run is paused; a restart finds it at work.</summary>
    public void Again(StepContext step) => _again.Enqueue(step);

    /// <summary>For the journal, in the name of a step.</summary>
    public void Say(StepContext step, string message) => Ledger.Note(StepEvent.Message, step, message);

    internal void Schedule(PlanStep step, StepContext? owner, bool byBackEdge = false, LoopTurn? turn = null) => Ledger.Schedule(new QueuedStep(step, owner, byBackEdge, turn));

    /// <summary>A step has ended; its container hears of it.</summary>
    internal void End(StepContext step, ImmutableArray<string> outcomes)
    {
        if (step.Step.Kind == StepKind.Complete)
            (Outcomes, outcomes) = (outcomes, Done);
        Ledger.Leave(step, StepStatus.Completed).Left(outcomes.IsEmpty ? "Done" : outcomes[0]);
        Ledger.Note(StepEvent.Completed, step, "", outcomes);
        foreach (var child in step.Inside?.Values.ToList() ?? [])
            CancelStep(child);
        switch (step.Step.Kind)
        {
            case StepKind.Finish:
                Finish(Incidents.Count == 0 || Plan.ContinuesWithIncidents ? RunSubStatus.Finished : RunSubStatus.Faulted);
                break;
            case StepKind.Complete:
                EndRoot(step);
                break;
            case StepKind.Break when _containers.Break(step):
                break;
            default:
                Told(step, outcomes);
                break;
        }
    }

    internal void CancelStep(StepContext step)
    {
        if (!step.IsRunning)
            return;
        foreach (var child in step.Inside?.Values.ToList() ?? [])
            CancelStep(child);
        Ledger.Leave(step, StepStatus.Canceled).Dropped++;
        Ledger.Note(StepEvent.Canceled, step, "");
    }

    private void Told(StepContext child, ImmutableArray<string> outcomes)
    {
        if (child.Parent is not { IsRunning: true } parent)
            return;
        if (parent.Step.Kind == StepKind.Flowchart)
            _flowcharts.Ended(parent, child, outcomes);
        else
            _containers.Ended(parent, child);
    }

    private void EndRoot(StepContext step)
    {
        var root = step;
        while (root.Parent is { } parent)
            root = parent;
        if (root.IsRunning)
            End(root, Done);
    }

    private StepContext? Begin(QueuedStep queued)
    {
        if (!Ledger.Take(queued))
            return null;
        if (++Steps > Plan.MostSteps)
        {
            Ledger.Count(queued.Step).Dropped++;
            Break($"The run ran {Plan.MostSteps} activities without waiting for anything, which is the limit; '{queued.Step.Key}' was next.");
            return null;
        }
        var step = new StepContext(++LastContext, queued.Step, queued.Owner, Ledger.Count(queued.Step).Begun) { ByBackEdge = queued.ByBackEdge };
        step.Variables = ContainerSteps.Declared(step.Step, queued.Turn);
        Ledger.Enter(step);
        return step;
    }

    /// <returns>True: the engine needs nothing from outside for it.</returns>
    private bool Enter(StepContext step)
    {
        if (step.Step.NeedsInputs && !step.Step.HasFired)
            return false;
        if (step.Step.Kind == StepKind.Flowchart)
            _flowcharts.Enter(step);
        else if (step.Step.Kind == StepKind.Sequence)
            _containers.Ended(step, null);
        else if (step.Step.Kind == StepKind.Unknown)
            Fail(step, $"Activity type '{step.Step.Activity.Type}' version '{step.Step.Activity.Version}' could not be found.");
        else
            Pass(step);
        return true;
    }

    private void Pass(StepContext step)
    {
        if (step.Step.Kind == StepKind.JoinAny)
            _flowcharts.CancelOthers(step);
        if (step.Step.HasFired)
            Memory.TakeFired(step);
        End(step, Done);
    }

    /// <summary>Nothing is queued any more: the run has ended, or waits.</summary>
    private void Rest()
    {
        if (Incidents.Count > 0 && !Plan.ContinuesWithIncidents)
        {
            Standing = Ledger.Faulted.Exists(IsReached) ? OrdinarySnapshot.State(this) : null;
            Finish(RunSubStatus.Faulted);
        }
        else if (Bookmarks.Count == 0)
            Finish(RunSubStatus.Finished);
        else
            SubStatus = RunSubStatus.Suspended;
    }

    private void Finish(RunSubStatus how, string? fault = null)
    {
        Ledger.Close(how == RunSubStatus.Finished);
        (Status, SubStatus, Fault) = (RunStatus.Finished, how, fault ?? Fault);
    }
}
