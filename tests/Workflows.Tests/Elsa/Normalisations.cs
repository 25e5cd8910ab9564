using System.Globalization;
using System.Text.Json.Nodes;

namespace Workflows.Tests.Elsa;

/// <summary>
/// Everything in which a file that was read and written differs from the file, ignoring order: elsa-format.md 1.9, each by name. They are applied to the original only, so
/// that the comparison says that nothing else changed.
/// </summary>
internal static class Normalisations
{
    public static JsonObject Apply(string json)
    {
        var document = JsonNode.Parse(json.TrimStart('\uFEFF'))!.AsObject();
        Schema_stands_first_in_every_export(document);
        Document_has_all_its_lists_and_objects(document);
        Nulls_of_the_document_are_left_out(document);
        Created_at_is_written_with_an_offset(document);
        Variables_have_a_driver_and_say_whether_they_are_lists(document["variables"]!.AsArray());
        Arguments_lose_is_array_and_nulls(document);
        A_root_without_an_id_is_called_root(document["root"]!.AsObject());
        Activity(document["root"]!.AsObject(), "Workflow1");
        return document;
    }

    private static void Activity(JsonObject activity, string parent)
    {
        Version_custom_properties_and_metadata_are_always_there(activity);
        Flags_of_2023_move_to_custom_properties(activity);
        Node_id_is_recomputed(activity, parent);
        Null_names_are_left_out(activity);
        Inputs_lose_an_empty_memory_reference(activity);
        Cron_has_weekday_names_and_one_question_mark(activity);
        if (activity["type"]!.GetValue<string>() is "Elsa.Flowchart" or "Elsa.Sequence")
            Containers_have_their_lists(activity);
        var nodeId = activity["nodeId"]!.GetValue<string>();
        foreach (var inner in Inside(activity))
            Activity(inner, nodeId);
    }

    private static void Schema_stands_first_in_every_export(JsonObject document) => document["$schema"] = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    private static void Document_has_all_its_lists_and_objects(JsonObject document)
    {
        foreach (var list in new[] { "variables", "inputs", "outputs", "outcomes" })
            document[list] ??= new JsonArray();
        foreach (var name in new[] { "customProperties", "options" })
            document[name] ??= new JsonObject();
        document["name"] ??= "";
        document["version"] ??= 1;
        document["toolVersion"] ??= "3.7.1.0";
        document["isLatest"] ??= true;
        document["isPublished"] ??= false;
    }

    private static void Nulls_of_the_document_are_left_out(JsonObject document)
    {
        foreach (var name in document.Where(p => p.Value is null).Select(p => p.Key).ToList())
            document.Remove(name);
    }

    private static void Created_at_is_written_with_an_offset(JsonObject document)
    {
        if (document["createdAt"] is { } createdAt)
            document["createdAt"] = JsonValue.Create(DateTimeOffset.Parse(createdAt.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }

    private static void Variables_have_a_driver_and_say_whether_they_are_lists(JsonArray variables)
    {
        foreach (var variable in variables.Select(v => v!.AsObject()))
        {
            variable["isArray"] ??= false;
            variable["storageDriverTypeName"] ??= "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core";
            if (variable["value"] is null)
                variable.Remove("value");
        }
    }

    private static void Arguments_lose_is_array_and_nulls(JsonObject document)
    {
        foreach (var argument in document["inputs"]!.AsArray().Concat(document["outputs"]!.AsArray()).Select(a => a!.AsObject()))
        {
            argument.Remove("isArray");
            Nulls_of_the_document_are_left_out(argument);
        }
    }

    private static void Version_custom_properties_and_metadata_are_always_there(JsonObject activity)
    {
        activity["version"] ??= 1;
        activity["customProperties"] ??= new JsonObject();
        activity["metadata"] ??= new JsonObject();
    }

    private static void Flags_of_2023_move_to_custom_properties(JsonObject activity)
    {
        foreach (var flag in new[] { "canStartWorkflow", "runAsynchronously" })
        {
            if (activity[flag] is not { } old)
                continue;
            activity.Remove(flag);
            activity["customProperties"]![flag] ??= old;
        }
    }

    private static void A_root_without_an_id_is_called_root(JsonObject root) => root["id"] ??= "root";

    private static void Node_id_is_recomputed(JsonObject activity, string parent) => activity["nodeId"] = $"{parent}:{activity["id"]!.GetValue<string>()}";

    private static void Null_names_are_left_out(JsonObject activity)
    {
        if (activity["name"] is null)
            activity.Remove("name");
    }

    private static void Inputs_lose_an_empty_memory_reference(JsonObject activity)
    {
        foreach (var input in activity.Select(p => p.Value).OfType<JsonObject>().Where(v => v.ContainsKey("expression") && v["memoryReference"]?["id"] is null))
            input.Remove("memoryReference");
    }

    private static void Cron_has_weekday_names_and_one_question_mark(JsonObject activity)
    {
        if (activity["cronExpression"]?["expression"] is not { } expression)
            return;
        var known = new Dictionary<string, string> { ["0 0 9 * * MON"] = "0 0 9 ? * MON", ["0 0 * * * *"] = "0 0 * * * ?", ["0 */1 * * * *"] = "0 */1 * * * ?", ["*/5 * * * * *"] = "*/5 * * * * ?" };
        if (known.TryGetValue(expression["value"]!.GetValue<string>(), out var mapped))
            expression["value"] = mapped;
    }

    private static void Containers_have_their_lists(JsonObject container)
    {
        container["activities"] ??= new JsonArray();
        container["variables"] ??= new JsonArray();
        Variables_have_a_driver_and_say_whether_they_are_lists(container["variables"]!.AsArray());
        if (container["type"]!.GetValue<string>() == "Elsa.Flowchart")
            container["connections"] ??= new JsonArray();
        foreach (var connection in (container["connections"] as JsonArray ?? []).Select(c => c!.AsObject()))
            Connections_are_objects_with_vertices(connection);
    }

    private static void Connections_are_objects_with_vertices(JsonObject connection)
    {
        connection["vertices"] ??= new JsonArray();
        if (connection["source"] is not JsonValue flat)
            return;
        connection["source"] = new JsonObject { ["activity"] = flat.GetValue<string>(), ["port"] = connection["sourcePort"]!.GetValue<string>() };
        connection["target"] = new JsonObject { ["activity"] = connection["target"]!.GetValue<string>(), ["port"] = connection["targetPort"]!.GetValue<string>() };
        connection.Remove("sourcePort");
        connection.Remove("targetPort");
    }

    private static IEnumerable<JsonObject> Inside(JsonObject activity)
    {
        var bodies = activity.Select(p => p.Value).OfType<JsonObject>().Where(v => v["type"] is JsonValue type && type.GetValue<string>().Contains('.', StringComparison.Ordinal));
        return [.. (activity["activities"] as JsonArray ?? []).Select(a => a!.AsObject()), .. bodies];
    }
}
