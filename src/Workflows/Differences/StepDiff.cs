using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Differences;

/// <summary>Steps are the same step by their id.</summary>
internal static class StepDiff
{
    private static readonly string[] Containers = ["activities", "connections", "variables"];

    public static ImmutableArray<StepChange> Between(ImmutableArray<Activity> before, ImmutableArray<Activity> after)
    {
        // A file may give one id to two steps: the first is compared with the first.
        var (old, now) = (Keyed(before), Keyed(after));
        return [.. now.Select(p => Compare(old.GetValueOrDefault(p.Key), p.Value)), .. old.Where(p => !now.ContainsKey(p.Key)).Select(p => new StepChange(p.Value.Id, ChangeKind.Removed, p.Value, null, []))];
    }

    private static StepChange Compare(Activity? before, Activity after)
    {
        if (before is null)
            return new StepChange(after.Id, ChangeKind.Added, null, after, []);
        var parts = Parts(before, after).ToImmutableArray();
        return new StepChange(after.Id, parts.IsEmpty ? ChangeKind.Unchanged : ChangeKind.Changed, before, after, parts);
    }

    internal static IEnumerable<PartChange> Parts(Activity before, Activity after)
    {
        if (ReferenceEquals(before, after))
            yield break;
        foreach (var (name, old, now) in FileProperties.Changed(FileProperties.Of(before), FileProperties.Of(after)))
        {
            if (name is "id" or "nodeId")
                continue;
            if (name == "metadata")
            {
                foreach (var change in Metadata(old, now))
                    yield return change;
            }
            else if (name == "customProperties")
            {
                foreach (var (inner, was, becomes) in Inner(old, now))
                    yield return new PartChange(StepPart.Input, inner, was, becomes);
            }
            else
            {
                yield return new PartChange(PartOf(name, before, after), name, old, now);
            }
        }
    }

    private static IEnumerable<PartChange> Metadata(JsonElement? before, JsonElement? after) =>
        Inner(before, after).Where(p => p.Name != "designer").Select(p => new PartChange(p.Name == "displayText" ? StepPart.Title : StepPart.Other, p.Name, p.Before, p.After));

    private static IEnumerable<(string Name, JsonElement? Before, JsonElement? After)> Inner(JsonElement? before, JsonElement? after) =>
        FileProperties.Changed(FileProperties.Of(before ?? default), FileProperties.Of(after ?? default));

    private static StepPart PartOf(string name, Activity before, Activity after) => name switch
    {
        "type" or "version" => StepPart.Type,
        "name" => StepPart.Other,
        _ when before.Outputs.ContainsKey(name) || after.Outputs.ContainsKey(name) => StepPart.Output,
        _ when before.Bodies.ContainsKey(name) || after.Bodies.ContainsKey(name) => StepPart.Inside,
        _ when (before.Container is not null || after.Container is not null) && Containers.Contains(name) => StepPart.Inside,
        _ => StepPart.Input,
    };

    private static Dictionary<(string Id, int Time), Activity> Keyed(ImmutableArray<Activity> activities)
    {
        var times = new Dictionary<string, int>();
        return activities.ToDictionary(a => (a.Id, times[a.Id] = times.GetValueOrDefault(a.Id) + 1));
    }
}
