using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Running.Ordinary;

/// <summary>Everything with activities inside but the flowchart: Sequence, If, Switch, the loops, and an activity that hangs at a leaf's outcome.</summary>
internal sealed class ContainerSteps(OrdinaryRun run)
{
    private static readonly ImmutableArray<string> Done = ["Done"];

    /// <summary>Elsa's names and ids for what a loop's body sees.</summary>
    private static readonly Variable Value = new("currentValueVariable", "CurrentValue", "Object");
    private static readonly Variable Index = new("currentIndexVariable", "CurrentIndex", "Int32");

    /// <summary>The variables of a container, and for a loop's body the turn's own.</summary>
    public static VariableScope? Declared(PlanStep step, LoopTurn? turn)
    {
        if (turn is null)
            return step.Variables.IsDefaultOrEmpty ? null : new VariableScope(step.Variables);
        var values = new Dictionary<string, JsonElement> { [Value.Id] = turn.Value };
        if (turn.Index is not { } index)
            return new VariableScope([.. step.Variables, Value], values);
        values[Index.Id] = JsonSerializer.SerializeToElement(index);
        return new VariableScope([.. step.Variables, Value, Index], values);
    }

    /// <summary>The same from what was stored.</summary>
    public static VariableScope? Restored(PlanStep step, IReadOnlyDictionary<string, JsonElement>? values)
    {
        if (values is null)
            return null;
        var declared = step.Variables;
        if (values.ContainsKey(Value.Id))
            declared = declared.Add(Value);
        if (values.ContainsKey(Index.Id))
            declared = declared.Add(Index);
        return new VariableScope(declared, values);
    }

    public void Proceed(StepContext step, IReadOnlyDictionary<string, JsonElement> inputs)
    {
        switch (step.Step.Kind)
        {
            case StepKind.If:
                var isTrue = ControlInputs.Flag(inputs, "condition");
                run.Memory.SetResult(step, "result", JsonSerializer.SerializeToElement(isTrue));
                Bodies(step, isTrue ? "then" : "else");
                break;
            case StepKind.Switch:
                Bodies(step, [.. ControlInputs.Texts(inputs, "matched").DefaultIfEmpty("default")]);
                break;
            case StepKind.While when ControlInputs.Flag(inputs, "condition"):
                Bodies(step, "body");
                break;
            case StepKind.While:
                run.End(step, Done);
                break;
            case StepKind.For:
                Count(step, inputs);
                break;
            case StepKind.ForEach:
                step.Items = ControlInputs.Items(inputs, "items");
                Turn(step);
                break;
            case StepKind.ParallelForEach:
                Parallel(step, ControlInputs.Items(inputs, "items"));
                break;
            case StepKind.Complete:
                run.End(step, [.. ControlInputs.Texts(inputs, "outcomes").DefaultIfEmpty("Done")]);
                break;
            default:
                throw new InvalidOperationException($"'{step.Step}' is no container.");
        }
    }

    /// <param name="child">Null: the container begins.</param>
    public void Ended(StepContext container, StepContext? child)
    {
        switch (container.Step.Kind)
        {
            case StepKind.Sequence when child is not { Step.IsTerminal: true } && container.Position < container.Step.Children.Length:
                run.Schedule(container.Step.Children[container.Position++], container);
                break;
            case StepKind.While:
                run.Again(container);
                break;
            case StepKind.For:
                Turn(container, container.Range!);
                break;
            case StepKind.ForEach:
                Turn(container);
                break;
            default:
                if (!container.IsBusy)
                    run.End(container, Done);
                break;
        }
    }

    /// <summary>Ends the loop around a Break.</summary>
    /// <returns>False: there is no loop around it.</returns>
    public bool Break(StepContext step)
    {
        var loop = step.Parent;
        while (loop is not null && !loop.Step.IsLoop)
            loop = loop.Parent;
        if (loop is not { IsRunning: true })
            return false;
        foreach (var child in loop.Inside?.Values.ToList() ?? [])
            run.CancelStep(child);
        loop.IsBroken = true;
        run.End(loop, Done);
        return true;
    }

    private void Bodies(StepContext step, params ReadOnlySpan<string> ports)
    {
        foreach (var port in ports)
        {
            if (step.Step.Bodies.TryGetValue(port, out var body))
                run.Schedule(body, step);
        }
        // Without a body a While would ask for ever; Elsa does.
        if (!step.IsBusy && step.IsRunning)
            run.End(step, Done);
    }

    private void Count(StepContext step, IReadOnlyDictionary<string, JsonElement> inputs)
    {
        var by = ControlInputs.Number(inputs, "step", 1);
        if (by == 0)
        {
            run.Fail(step, "The step of a For is 0, so it would never end.");
            return;
        }
        Turn(step, new ForRange(ControlInputs.Number(inputs, "start", 0), ControlInputs.Number(inputs, "end", 0), by, !inputs.ContainsKey("outerBoundInclusive") || ControlInputs.Flag(inputs, "outerBoundInclusive")));
    }

    private void Turn(StepContext step, ForRange range)
    {
        if (range.IsOver || !step.Step.Bodies.TryGetValue("body", out var body))
        {
            run.End(step, Done);
            return;
        }
        step.Range = range with { Next = range.Next + range.Step };
        var value = JsonSerializer.SerializeToElement(range.Next);
        run.Memory.SetResult(step, "currentValue", value);
        run.Schedule(body, step, turn: new LoopTurn(value, null));
    }

    private void Turn(StepContext step)
    {
        if (step.Position >= step.Items!.Length || !step.Step.Bodies.TryGetValue("body", out var body))
        {
            run.End(step, Done);
            return;
        }
        var (value, index) = (step.Items[step.Position], step.Position++);
        run.Memory.SetResult(step, "currentValue", value);
        run.Schedule(body, step, turn: new LoopTurn(value, index));
    }

    private void Parallel(StepContext step, JsonElement[] items)
    {
        if (step.Step.Bodies.TryGetValue("body", out var body))
        {
            for (var i = 0; i < items.Length; i++)
                run.Schedule(body, step, turn: new LoopTurn(items[i], i));
        }
        if (!step.IsBusy)
            run.End(step, Done);
    }
}
