using System.Collections.Immutable;
using Workflows.Definitions;

namespace Designer.Client.FlowDesigner.Values;

/// <summary>What a flow is given, or what it gives.</summary>
public enum FlowSide { Input, Output }

/// <summary>Changes of a flow's inputs and outputs. They are told apart by their place: while a name is typed two may have the same.</summary>
public static class ArgumentEdits
{
    public static ImmutableArray<Argument> Of(WorkflowDefinition definition, FlowSide side) => side == FlowSide.Input ? definition.Inputs : definition.Outputs;

    public static WorkflowDefinition Add(WorkflowDefinition definition, FlowSide side, string name)
    {
        var all = Of(definition, side);
        var free = name;
        for (var number = 2; all.Any(a => a.Name == free); number++)
            free = $"{name}{number}";
        return With(definition, side, all.Add(new Argument(free, "String") { UiHint = side == FlowSide.Input ? "singleline" : null }));
    }

    public static WorkflowDefinition Remove(WorkflowDefinition definition, FlowSide side, int index)
    {
        var all = Of(definition, side);
        var next = With(definition, side, all.RemoveAt(index));
        return side == FlowSide.Input ? next.WithDefault(all[index].Name, null) : next;
    }

    /// <summary>An input's default follows its name.</summary>
    public static WorkflowDefinition Rename(WorkflowDefinition definition, FlowSide side, int index, string name)
    {
        var was = Of(definition, side)[index];
        var renamed = Change(definition, side, index, a => a with { Name = name });
        return side == FlowSide.Input && definition.DefaultOf(was) is { } value ? renamed.WithDefault(was.Name, null).WithDefault(name, value) : renamed;
    }

    public static WorkflowDefinition Change(WorkflowDefinition definition, FlowSide side, int index, Func<Argument, Argument> change)
    {
        var all = Of(definition, side);
        return With(definition, side, all.SetItem(index, change(all[index])));
    }

    public static WorkflowDefinition WithDefault(WorkflowDefinition definition, int index, string? text) =>
        definition.WithDefault(definition.Inputs[index].Name, string.IsNullOrEmpty(text) ? null : ValueTypes.Parse(definition.Inputs[index].Type, text));

    private static WorkflowDefinition With(WorkflowDefinition definition, FlowSide side, ImmutableArray<Argument> all) => side == FlowSide.Input ? definition with { Inputs = all } : definition with { Outputs = all };
}
