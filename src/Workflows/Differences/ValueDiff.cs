using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Differences;

/// <summary>The flow itself: its name, variables, inputs, outputs and settings.</summary>
internal static class ValueDiff
{
    /// <summary>Which version it is, not what it says.</summary>
    private static readonly string[] Kept = ["$schema", "id", "definitionId", "version", "createdAt", "toolVersion", "isLatest", "isPublished", "root"];

    private static readonly string[] Inside = ["id", "nodeId", "activities", "connections", "variables"];

    public static ImmutableArray<ValueChange> Between(WorkflowDefinition before, WorkflowDefinition after)
    {
        var top = FileProperties.Changed(FileProperties.Of(before), FileProperties.Of(after)).Where(p => !Kept.Contains(p.Name)).SelectMany(p => Changes(p.Name, p.Before, p.After));
        return [.. top, .. OfRoot(before.Root, after.Root)];
    }

    private static IEnumerable<ValueChange> Changes(string name, JsonElement? before, JsonElement? after) => name switch
    {
        "name" => [Change(FlowPart.Name, "", before, after)],
        "description" => [Change(FlowPart.Description, "", before, after)],
        "variables" => Items(FlowPart.Variable, "id", before, after),
        "inputs" => Items(FlowPart.Input, "name", before, after),
        "outputs" => Items(FlowPart.Output, "name", before, after),
        "outcomes" => [Change(FlowPart.Outcomes, "", before, after)],
        "options" => Inner(FlowPart.Option, before, after),
        "customProperties" => Inner(FlowPart.Other, before, after),
        _ => [Change(FlowPart.Other, name, before, after)],
    };

    /// <summary>A single activity as root is a step, and compared as one.</summary>
    private static IEnumerable<ValueChange> OfRoot(Activity before, Activity after)
    {
        if (before.Container is null && after.Container is null)
            return [];
        var (old, now) = (FileProperties.Of(before), FileProperties.Of(after));
        var shell = StepDiff.Parts(before, after).Where(p => !Inside.Contains(p.Name)).Select(p => Change(FlowPart.Other, p.Name, p.Before, p.After));
        return shell.Concat(Items(FlowPart.Variable, "id", Property(old, "variables"), Property(now, "variables")));
    }

    private static JsonElement? Property(ImmutableArray<(string Name, JsonElement Value)> properties, string name) =>
        properties.FirstOrDefault(p => p.Name == name) is { Value: { ValueKind: not JsonValueKind.Undefined } value } ? value : null;

    /// <summary>Things of a list, by what names them; their order says nothing.</summary>
    private static IEnumerable<ValueChange> Items(FlowPart part, string key, JsonElement? before, JsonElement? after) =>
        FileProperties.Changed(Keyed(before, key), Keyed(after, key)).Select(p => Change(part, NameOf(p.After ?? p.Before), p.Before, p.After));

    private static IEnumerable<ValueChange> Inner(FlowPart part, JsonElement? before, JsonElement? after) =>
        FileProperties.Changed(FileProperties.Of(before ?? default), FileProperties.Of(after ?? default)).Select(p => Change(part, p.Name, p.Before, p.After));

    private static List<(string, JsonElement)> Keyed(JsonElement? list, string key)
    {
        var times = new Dictionary<string, int>();
        return list is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray().Select(i => (Numbered(i.GetProperty(key).GetString() ?? "", times), i))] : [];
    }

    private static string Numbered(string name, Dictionary<string, int> times) => $"{name}\0{times[name] = times.GetValueOrDefault(name) + 1}";

    private static string NameOf(JsonElement? item) => item is { ValueKind: JsonValueKind.Object } named && named.TryGetProperty("name", out var name) ? name.GetString() ?? "" : "";

    private static ValueChange Change(FlowPart part, string name, JsonElement? before, JsonElement? after) =>
        new(part, name, before is null ? ChangeKind.Added : after is null ? ChangeKind.Removed : ChangeKind.Changed, before, after);
}
