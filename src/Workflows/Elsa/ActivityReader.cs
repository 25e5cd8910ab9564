using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Elsa;

/// <summary>One activity and what is inside it. Which of its properties are inputs is told by their shape: {expression} or a bare value, {memoryReference}, {type: "Namespace.Name"}.</summary>
internal static class ActivityReader
{
    private static readonly string[] Own = ["id", "nodeId", "name", "type", "version", "customProperties", "metadata"];

    private static readonly JsonElement Null = JsonSerializer.SerializeToElement<object?>(null);

    /// <summary>Studio writes 16 hex digits and names such as WriteLine1. A nodeId repeats the ids of all that it is in, so one long id would be written thousands of times.</summary>
    private const int LongestId = 200;

    public static Activity ReadRoot(Place place) => Read(place, "root");

    public static Activity Read(Place place, string idIfAbsent)
    {
        place.Trail.Budget.Count(place.Trail);
        if (place.Trail.Depth > ElsaJson.DeepestActivity)
            throw new ElsaJsonException($"{place.Path} is an activity {place.Trail.Depth} levels deep in the file; at most {ElsaJson.DeepestActivity} are allowed.");
        var type = TypeOf(place.Object());
        if (type == NotFound.Type && NotFound.Unwrap(place) is { } original)
            return Read(original, place["id"].OptionalText() ?? idIfAbsent);

        var activity = new Activity
        {
            Id = Id(place["id"]) is { Length: > 0 } id ? id : idIfAbsent.Length <= LongestId ? idIfAbsent : throw place["id"].Wrong("an id, because the one that the file's names would give it is too long"),
            Type = type,
            Name = place["name"].OptionalText(),
            Version = place["version"].Value.ValueKind == JsonValueKind.String ? throw place["version"].Wrong("a whole number") : place["version"].Whole(1),
            CustomProperties = CustomProperties(place),
            Metadata = place["metadata"].Dictionary(),
            Container = ContainerReader.IsContainer(place, type) ? ContainerReader.Read(place) : null,
        };
        if (activity.Container is { } container && activity.CustomProperties.ContainsKey(NotFound.ConnectionsKey))
            activity = NotFound.MergeConnections(activity, container, place["customProperties"][NotFound.ConnectionsKey]);
        activity = ReadProperties(place, activity);
        return type == "Elsa.Cron" ? CronWeekdays.FromElsa(activity) : activity;
    }

    /// <summary>The stores of facts end a text at U+0000, and two ids would be one.</summary>
    private static string? Id(Place place) => place.OptionalText() is { } id && (id.Length > LongestId || id.Contains('\0', StringComparison.Ordinal)) ? throw place.Wrong($"an id of at most {LongestId} characters without U+0000") : place.OptionalText();

    private static string TypeOf(Place place)
    {
        var type = place["type"].Text();
        return type.Length is > 0 and <= LongestId ? type : throw place["type"].Wrong("an activity's type such as Elsa.WriteLine");
    }

    private static ImmutableDictionary<string, JsonElement> CustomProperties(Place place)
    {
        var custom = place["customProperties"].Dictionary();
        // Files of 2023 have these two beside the inputs; Elsa still reads them there.
        foreach (var flag in new[] { "canStartWorkflow", "runAsynchronously" })
        {
            if (place[flag] is { IsNothing: false } old && !custom.ContainsKey(flag))
                custom = custom.Add(flag, old.Value.Clone());
        }

        return custom;
    }

    private static Activity ReadProperties(Place place, Activity activity)
    {
        var inputs = activity.Inputs.ToBuilder();
        var outputs = activity.Outputs.ToBuilder();
        var bodies = activity.Bodies.ToBuilder();
        var properties = activity.Properties.ToBuilder();
        foreach (var (name, at) in place.Properties())
        {
            var isRead = Own.Contains(name) || name is "canStartWorkflow" or "runAsynchronously" || (activity.Container is not null && name is "activities" or "connections" or "variables");
            if (isRead)
                continue;
            // Names of inputs and outputs are matched whatever their first letter, as Elsa does; the last one counts.
            if (IsInput(at))
                inputs[Camel(name)] = ReadInput(at);
            else if (IsOutput(at))
                outputs[Camel(name)] = new OutputBinding(at["typeName"].OptionalText(), at["memoryReference"]["id"].Text());
            else if (IsActivity(at))
                bodies[name] = Read(at, $"{activity.Id}-{name}");
            else if (at.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                inputs[name] = new ActivityInput(null, new Expression(ExpressionTypes.Literal, at.Value.Clone())) { IsBare = true };
            else
                properties[name] = IsUnbound(at) ? Null : Plain(at, activity.Id, name);
        }

        return activity with { Inputs = inputs.ToImmutable(), Outputs = outputs.ToImmutable(), Bodies = bodies.ToImmutable(), Properties = properties.ToImmutable() };
    }

    /// <summary>A list may have activities in its items (Switch's cases). They stay as they are in the file, but have to be readable when they are run.</summary>
    private static JsonElement Plain(Place at, string id, string name)
    {
        if (at.Value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (item, number) in at.Items().Select((item, i) => (item, i + 1)).Where(i => i.item["activity"].Value.ValueKind == JsonValueKind.Object))
                Read(item["activity"], $"{id}-{name}-{number}");
        }
        return at.Value.Clone();
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static bool IsInput(Place at) => at["expression"].Value.ValueKind is JsonValueKind.Object or JsonValueKind.Null;

    private static bool IsOutput(Place at) => at["memoryReference"]["id"].Value.ValueKind == JsonValueKind.String && at["expression"].Value.ValueKind == JsonValueKind.Undefined;

    /// <summary>An output that is captured nowhere: Elsa writes null, and rejects a whole file for this.</summary>
    private static bool IsUnbound(Place at) =>
        at.Value.ValueKind == JsonValueKind.Object && at["typeName"].Value.ValueKind == JsonValueKind.String && at.Value.EnumerateObject().All(p => p.Name is "typeName" or "memoryReference");

    private static bool IsActivity(Place at) => at["type"].Value.ValueKind == JsonValueKind.String && at["type"].Text().Contains('.', StringComparison.Ordinal);

    private static ActivityInput ReadInput(Place at)
    {
        var expression = at["expression"];
        return new ActivityInput(at["typeName"].OptionalText(), expression.IsNothing ? null : new Expression(expression["type"].Text(), expression["value"].Value is { ValueKind: not JsonValueKind.Undefined } value ? value.Clone() : null))
        {
            MemoryReferenceId = at["memoryReference"].IsNothing ? null : at["memoryReference"]["id"].OptionalText(),
            Unknown = at.Others(["typeName", "expression", "memoryReference"]),
        };
    }
}
