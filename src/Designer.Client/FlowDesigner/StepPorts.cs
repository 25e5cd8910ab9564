using System.Collections.Immutable;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner;

/// <summary>The outcomes that a step has on the canvas. Of a type that nobody here knows, only Elsa's default is certain.</summary>
public static class StepPorts
{
    private static readonly ImmutableArray<string> DoneOnly = ["Done"];

    public static ImmutableArray<string> Of(Activity activity, ActivityDescriptor? descriptor)
    {
        if (descriptor is null)
            return DoneOnly;
        if (descriptor.IsTerminal)
            return [];
        return descriptor.OutcomesOf(activity) is { IsEmpty: false } outcomes ? outcomes : DoneOnly;
    }
}
