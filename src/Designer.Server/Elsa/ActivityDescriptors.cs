using System.Text.Json;
using System.Text.Json.Nodes;
using Activities;
using Designer.Server.Flows;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Server.Elsa;

/// <summary>The catalogue in the shape that Elsa Studio's palette and inspector read: names in PascalCase, ports and editors by Elsa's words.</summary>
internal sealed class ActivityDescriptors
{
    private readonly IReadOnlyList<ElsaActivity> _types;
    private readonly UsableFlows _usable;

    public ActivityDescriptors(ActivityCatalog catalog, UsableFlows usable)
    {
        _usable = usable;
        var ours = catalog.Descriptors.Select(d => Of(d, catalog.Find(d.Type)!.ClrType));
        _types = [.. ours.Concat(Grounds).DistinctBy(d => d.TypeName)];
    }

    /// <summary>The types there are, and the flows that may be used like one.</summary>
    public IReadOnlyList<ElsaActivity> All => [.. _types, .. _usable.Offered.Select(o => Of(o.Definition, o.Descriptor))];

    /// <summary>What a definition stands on without being a step of it: Studio draws a flowchart only if it knows the type.</summary>
    private static IEnumerable<ElsaActivity> Grounds =>
    [
        Ground("Elsa.Flowchart", "A flowchart is a collection of activities and connections between them."),
        Ground("Elsa.Sequence", "Executes its activities one after the other."),
        Ground("Elsa.Workflow", "The whole workflow."),
        Ground("Elsa.NotFoundActivity", "Stands for an activity whose type this server does not have."),
    ];

    /// <summary>Studio writes the construction properties into the step that it makes.</summary>
    private static ElsaActivity Of(WorkflowDefinition definition, ActivityDescriptor descriptor)
    {
        var category = definition.Options.TryGetValue("activityCategory", out var given) && given.ValueKind == JsonValueKind.String && given.GetString() is { Length: > 0 } named ? named : "Workflows";
        var id = definition.Id ?? "";
        return new ElsaActivity(descriptor.Type, "Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity.WorkflowDefinitionActivity, Elsa.Workflows.Management", category, descriptor.Title, descriptor.Summary)
        {
            Version = descriptor.Version,
            Ports = Ports(descriptor),
            Inputs = [.. descriptor.Inputs.Where(i => i.Name != Activity.UsedFlowKey).Select((input, i) => ActivityInputs.Of(input, i) with { IsSynthetic = true })],
            Outputs = [.. descriptor.Outputs.Select((output, i) => new ElsaOutput(ActivityInputs.Pascal(output.Name), output.TypeName, output.Title, i) { IsSynthetic = true })],
            CustomProperties = new Dictionary<string, string> { ["RootType"] = "WorkflowDefinitionActivity", ["WorkflowDefinitionId"] = definition.DefinitionId, ["WorkflowDefinitionVersionId"] = id },
            ConstructionProperties = new JsonObject
            {
                ["WorkflowDefinitionId"] = definition.DefinitionId, ["WorkflowDefinitionVersionId"] = id, ["Version"] = definition.Version, ["LatestAvailablePublishedVersion"] = definition.Version, ["LatestAvailablePublishedVersionId"] = id,
            },
        };
    }

    private static ElsaActivity Of(ActivityDescriptor descriptor, Type clrType)
    {
        var type = $"{clrType.FullName}, {clrType.Assembly.GetName().Name}";
        var isGround = descriptor.Type is "Elsa.Flowchart" or "Elsa.Sequence";
        return new ElsaActivity(descriptor.Type, type, descriptor.Category.ToString(), descriptor.Title, descriptor.Summary)
        {
            Version = descriptor.Version,
            Kind = descriptor.IsTrigger ? "Trigger" : "Action",
            Ports = Ports(descriptor),
            Inputs = [.. descriptor.Inputs.Where(i => !i.InCustomProperties).Select((input, i) => ActivityInputs.Of(input, i))],
            Outputs = [.. descriptor.Outputs.Select((output, i) => new ElsaOutput(ActivityInputs.Pascal(output.Name), output.TypeName, output.Title, i))],
            IsContainer = isGround,
            IsBrowsable = !isGround,
            IsStart = descriptor.Type == "Elsa.Start",
            IsTerminal = descriptor.IsTerminal,
        };
    }

    /// <summary>Studio adds Done by itself where a type names no port. What hangs inside has ports too, named as its property.</summary>
    private static IReadOnlyList<ElsaPort> Ports(ActivityDescriptor descriptor)
    {
        var outcomes = descriptor.OutcomesOf(new Activity { Id = "", Type = descriptor.Type });
        var flow = outcomes is ["Done"] || descriptor.IsTerminal ? [] : outcomes.Select(o => new ElsaPort(o, o, "Flow"));
        return [.. flow.Concat(descriptor.Bodies.Select(b => new ElsaPort(ActivityInputs.Pascal(b), ActivityInputs.Pascal(b), "Embedded")))];
    }

    private static ElsaActivity Ground(string type, string summary) => new(type, type, "System", type[5..], summary) { IsContainer = type is "Elsa.Flowchart" or "Elsa.Sequence", IsBrowsable = false };
}

/// <summary>A row of GET /descriptors/activities.</summary>
internal sealed record ElsaActivity(string TypeName, string ClrType, string Category, string DisplayName, string Description)
{
    public string Namespace => TypeName[..Math.Max(0, TypeName.LastIndexOf('.'))];
    public string Name => TypeName[(TypeName.LastIndexOf('.') + 1)..];
    public int Version { get; init; } = 1;
    public string Kind { get; init; } = "Action";
    public bool RunAsynchronously { get; }
    public IReadOnlyList<ElsaPort> Ports { get; init; } = [];
    public IReadOnlyList<ElsaInput> Inputs { get; init; } = [];
    public IReadOnlyList<ElsaOutput> Outputs { get; init; } = [];
    public IReadOnlyDictionary<string, string> CustomProperties { get; init; } = new Dictionary<string, string> { ["Type"] = ClrType };
    public JsonObject ConstructionProperties { get; init; } = [];
    public bool IsContainer { get; init; }
    public bool IsBrowsable { get; init; } = true;
    public bool IsStart { get; init; }
    public bool IsTerminal { get; init; }
}

internal sealed record ElsaPort(string Name, string DisplayName, string Type)
{
    public bool IsBrowsable { get; } = true;
}

internal sealed record ElsaOutput(string Name, string TypeName, string DisplayName, int Order)
{
    public bool IsBrowsable { get; } = true;
    public bool IsSerializable { get; } = true;
    public bool IsSynthetic { get; init; }
}
