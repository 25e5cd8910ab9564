using System.Text.Json;
using Workflows.Definitions;
using Workflows.Elsa;

namespace Workflows.Running.Ordinary;

/// <summary>
/// What hangs inside an activity that is no flowchart or sequence: If's then and else, a loop's body, and the activities inside a list (the cases of
/// Switch by their label, the answers of SendHttpRequest by their status code), which stand in the file as plain values.
/// </summary>
public static class EmbeddedActivities
{
    public static IEnumerable<(string Port, Activity Activity)> Of(Activity activity)
    {
        foreach (var (port, body) in activity.Bodies.OrderBy(b => b.Key, StringComparer.Ordinal))
            yield return (port, body);
        foreach (var (name, list) in activity.Properties.Where(p => p.Value.ValueKind == JsonValueKind.Array))
        {
            var number = 0;
            foreach (var item in list.EnumerateArray())
            {
                number++;
                if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("activity", out var inside) && inside.ValueKind == JsonValueKind.Object && Port(item) is { } port)
                    yield return (port, ActivityReader.Read(new Place(Trail.From($"{activity.Id}.{name}[{number - 1}].activity"), inside), $"{activity.Id}-{name}-{number}"));
            }
        }
    }

    /// <summary>Everything inside an activity, flowcharts included, at every depth.</summary>
    public static IEnumerable<Activity> Inside(Activity activity)
    {
        var next = new Stack<Activity>([activity]);
        while (next.TryPop(out var at))
        {
            if (at != activity)
                yield return at;
            foreach (var inner in (at.Container?.Activities ?? []).Concat(Of(at).Select(e => e.Activity)).Reverse())
                next.Push(inner);
        }
    }

    private static string? Port(JsonElement item) =>
        item.TryGetProperty("label", out var label) && label.ValueKind == JsonValueKind.String ? label.GetString()
        : item.TryGetProperty("statusCode", out var code) ? code.ToString() : null;
}
