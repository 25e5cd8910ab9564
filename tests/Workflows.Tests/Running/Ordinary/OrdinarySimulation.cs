using Workflows.Definitions;
using Workflows.Running;
using Workflows.Running.Ordinary;
using Xunit;

namespace Workflows.Tests.Running.Ordinary;

/// <summary>Drives the engine by hand: a leaf leaves through what the test says. Checks after every step that the counts add up.</summary>
internal sealed class OrdinarySimulation
{
    private readonly Func<StepContext, string> _fate;
    private RunState _state = new();

    public OrdinarySimulation(WorkflowDefinition definition, Func<StepContext, string>? fate = null, int mostSteps = 100_000)
    {
        _fate = fate ?? (_ => "Done");
        Run = OrdinaryRun.Begin(OrdinaryPlan.Compile(definition, Flow.Describe, null, mostSteps));
    }

    public OrdinarySimulation(string activities, string connections, Func<StepContext, string>? fate = null)
        : this(Flow.Definition(activities, connections), fate)
    {
    }

    public OrdinaryRun Run { get; private set; }
    public List<string> Order { get; } = [];

    /// <summary>The process dies after every step.</summary>
    public bool Chaos { get; init; }

    public RunState State => OrdinarySnapshot.Of(Run, _state);

    /// <summary>A fate of "Wait" suspends for an hour, "Fault" fails.</summary>
    public OrdinarySimulation ToRest()
    {
        while (Next() is { } step)
        {
            var fate = _fate(step);
            if (fate == "Wait")
                Run.Wait(step, id => new Bookmark(id, step.Step.Activity.Type, step.Id, null, DateTimeOffset.UnixEpoch.AddHours(1), "Done"));
            else if (fate == "Fault")
                Run.Fail(step, "broken");
            else
                Run.Complete(step, [fate]);
            Check();
        }
        Check();
        return this;
    }

    public void Restart()
    {
        var json = State.ToJson();
        _state = RunState.FromJson(json);
        Assert.Equal(json, _state.ToJson());
        Run = OrdinarySnapshot.Read(Run.Plan, _state, Run.Memory.Variables.Values);
    }

    private StepContext? Next()
    {
        if (Chaos)
            Restart();
        var step = Run.Next();
        Order.AddRange(Run.TakeNotes().Where(n => n.Event == StepEvent.Started && n.Step.Parent is not null).Select(n => n.Step.Key));
        if (step is null || !Chaos)
            return step;
        // Killed while the leaf was at work: it begins again.
        Restart();
        return Run.Next();
    }

    /// <summary>Somebody asks for what failed once more, long after the run has ended.</summary>
    public bool TryAgain(string? step = null)
    {
        if (OrdinarySnapshot.Standing(RunState.FromJson(State.ToJson())) is not { } stood)
            return false;
        var again = OrdinarySnapshot.Read(Run.Plan, stood, Run.Memory.Variables.Values);
        if (!again.TryAgain(step))
            return false;
        (_state, Run) = (stood, again);
        Check();
        return true;
    }

    private void Check() => Assert.All(State.Counts, n => Assert.True(n.IsBalanced, n.ToString()));
}
