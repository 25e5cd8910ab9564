using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Elsa;

/// <summary>The document around the root activity. Names are matched whatever their case, as Elsa does at this level.</summary>
internal static class DefinitionReader
{
    public const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    private static readonly string[] Names =
    [
        "$schema", "id", "definitionId", "name", "description", "createdAt", "version", "toolVersion", "variables", "inputs", "outputs", "outcomes", "customProperties",
        "isLatest", "isPublished", "options", "root",
    ];

    public static WorkflowDefinition Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new ElsaJsonException($"A workflow definition is a JSON object, but this is {json.ValueKind switch { JsonValueKind.Array => "a list", JsonValueKind.Undefined => "nothing", _ => "a single value" }}.");
        var budget = new ReadingBudget();
        var known = new Dictionary<string, Place>();
        var unknown = ImmutableDictionary.CreateBuilder<string, JsonElement>();
        foreach (var property in json.EnumerateObject())
        {
            if (Array.Find(Names, n => n.Equals(property.Name, StringComparison.OrdinalIgnoreCase)) is { } name)
                known[name] = new Place(Trail.From(name, budget), property.Value);
            else
                unknown[property.Name] = property.Value.Clone();
        }

        RefuseForeign(known, unknown);
        Place At(string name) => known.GetValueOrDefault(name, new Place(Trail.From(name, budget), default));
        return new WorkflowDefinition
        {
            Id = Blank(At("id").OptionalText()),
            DefinitionId = At("definitionId").OptionalText() ?? "",
            Name = At("name").OptionalText()?.Trim() ?? "",
            Description = At("description").OptionalText()?.Trim(),
            CreatedAt = Instant(At("createdAt")),
            Version = At("version").Whole(1),
            ToolVersion = Version.TryParse(At("toolVersion").OptionalText(), out _) ? At("toolVersion").Text() : "3.7.1.0",
            IsLatest = At("isLatest").Flag(true),
            IsPublished = At("isPublished").Flag(false),
            Variables = [.. At("variables").Items().Select(ReadVariable)],
            Inputs = [.. At("inputs").Items().Select(ReadArgument)],
            Outputs = [.. At("outputs").Items().Select(ReadArgument)],
            Outcomes = [.. At("outcomes").Items().Select(o => o.Text())],
            CustomProperties = At("customProperties").Dictionary(),
            Options = At("options").Dictionary(),
            Root = At("root").IsNothing ? new Activity { Id = "flowchart", Type = "Elsa.Flowchart", Container = Container.Empty } : ActivityReader.ReadRoot(At("root")),
            Unknown = unknown.ToImmutable(),
        };
    }

    public static Variable ReadVariable(Place place)
    {
        // Elsa takes one without a name, too; here it is called by its id, so that it can be seen and mended.
        var name = place.Object()["name"].OptionalText() ?? place["id"].OptionalText() ?? "Variable";
        return new Variable(
            place["id"].OptionalText() ?? name,
            name,
            place["typeName"].OptionalText() ?? "Object",
            place["isArray"].Flag(false),
            place["value"].AsText(),
            place["storageDriverTypeName"].OptionalText() ?? Variable.InstanceDriver)
        {
            Unknown = place.Others(["id", "name", "typeName", "isArray", "value", "storageDriverTypeName"]),
        };
    }

    private static Argument ReadArgument(Place place) =>
        new(place.Object()["name"].OptionalText() ?? "Unnamed", place["type"].OptionalText() ?? "Object", place["displayName"].OptionalText(), place["description"].OptionalText(), place["category"].OptionalText())
        {
            UiHint = place["uiHint"].OptionalText(),
            StorageDriverType = place["storageDriverType"].OptionalText(),
            // Elsa 3.7.1 drops isArray here.
            Unknown = place.Others(["name", "type", "displayName", "description", "category", "uiHint", "storageDriverType", "isArray"]),
        };

    /// <summary>Elsa takes any object and makes an empty workflow of it; a marketer who picked the wrong file should hear so.</summary>
    private static void RefuseForeign(Dictionary<string, Place> known, ImmutableDictionary<string, JsonElement>.Builder unknown)
    {
        if (known.ContainsKey("root"))
            return;
        if (unknown.ContainsKey("activities") && unknown.ContainsKey("connections"))
            throw new ElsaJsonException("This has activities and connections at the top and no root: it looks like a workflow of Elsa 1 or 2. Elsa 3 definitions can be read.");
        if (!known.ContainsKey("definitionId") && !known.ContainsKey("$schema"))
            throw new ElsaJsonException("This is JSON but no Elsa 3 workflow definition: it has neither root nor definitionId.");
    }

    private static DateTimeOffset? Instant(Place place)
    {
        if (place.IsNothing)
            return null;
        return DateTimeOffset.TryParse(place.Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : throw place.Wrong("an instant such as 2026-05-01T09:00:00Z");
    }

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
