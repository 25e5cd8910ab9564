using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Running;

namespace Workflows.Tests.Running;

/// <summary>Small flows in one line: Flow.Of("t:Trigger a:Each b:Once", "t-Done-a a-A-b").</summary>
internal static class Flow
{
    private static readonly string[] Outcomes = ["A", "B", "Done"];

    private static readonly Dictionary<string, ActivityDescriptor> Types = new[]
    {
        Type("Trigger", Grain.OncePerRun) with { IsTrigger = true, Outcomes = ["Done"] },
        Type("Each", Grain.PerContact),
        Type("Once", Grain.OncePerRun),
        Type("Elsa.FlowJoin", Grain.PerContact) with { Outcomes = ["Done"] },
        Type("Finish", Grain.OncePerRun) with { IsTerminal = true },
        Type("Elsa.Finish", Grain.PerContact) with { IsTerminal = true },
    }.ToDictionary(t => t.Type);

    public static FlowPlan Of(string activities, string connections) => FlowPlan.Compile(Definition(activities, connections), Describe);

    public static FlowPlan Of(RandomFlow flow) => FlowPlan.Compile(Definition(flow.Activities, flow.Connections), Describe, mostVisits: 5);

    public static WorkflowDefinition Definition(string activities, string connections)
    {
        var parts = activities.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => a.Split(':'));
        var lines = connections.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split('-'));
        return new WorkflowDefinition
        {
            DefinitionId = "test",
            Root = new Activity
            {
                Id = "flow", Type = "Elsa.Flowchart",
                Container = new Container([.. parts.Select(p => Activity(p[0], p[1]))], [.. lines.Select(l => new Connection(l[0], l[1], l[2]))], []),
            },
        };
    }

    private static Activity Activity(string id, string type) => type.StartsWith("Wait", StringComparison.Ordinal)
        ? new Activity { Id = id, Type = "Elsa.FlowJoin", Inputs = ImmutableDictionary<string, ActivityInput>.Empty.Add("mode", ActivityInput.Literal("String", type)) }
        : new Activity { Id = id, Type = type, CustomProperties = type == "Trigger" ? CanStart : ImmutableDictionary<string, JsonElement>.Empty };

    private static ImmutableDictionary<string, JsonElement> CanStart { get; } =
        ImmutableDictionary<string, JsonElement>.Empty.Add("canStartWorkflow", JsonSerializer.SerializeToElement(true));

    private static ActivityDescriptor Type(string type, Grain grain) => new()
    {
        Type = type, Title = type, Summary = type, Category = Category.Flow, Icon = Icon.Text, Grain = grain, Outcomes = [.. Outcomes],
    };

    public static ActivityDescriptor? Describe(string type) => Types.GetValueOrDefault(type);
}
