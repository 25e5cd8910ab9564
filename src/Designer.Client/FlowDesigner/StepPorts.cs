using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner;

/// <summary>The outcomes that a step has on the canvas: the labels of its own cases, then those of its type.</summary>
public static class StepPorts
{
    private static readonly ImmutableArray<string> DoneOnly = ["Done"];

    public static ImmutableArray<string> Of(Activity activity, ActivityDescriptor? descriptor)
    {
        if (descriptor is null)
            return DoneOnly;
        if (descriptor.IsTerminal)
            return [];
        var cases = descriptor.OutcomesFrom is { } input ? Labels(activity, input) : [];
        var all = cases.Concat(descriptor.Outcomes).Distinct().ToImmutableArray();
        return all.IsEmpty ? DoneOnly : all;
    }

    private static IEnumerable<string> Labels(Activity activity, string input)
    {
        if (StepValues.Plain(activity, input) is not { ValueKind: JsonValueKind.Array } items)
            return [];
        return items.EnumerateArray()
            .Select(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("label", out var label) ? label.GetString() : item.ValueKind == JsonValueKind.String ? item.GetString() : null)
            .OfType<string>()
            .Where(label => label.Length > 0);
    }
}
