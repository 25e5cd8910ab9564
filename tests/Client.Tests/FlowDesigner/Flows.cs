using System.Collections.Immutable;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Client.Tests.FlowDesigner;

/// <summary>A small flow and the descriptors it needs: when -> who -> mail.</summary>
internal static class Flows
{
    public static ImmutableArray<ActivityDescriptor> Descriptors { get; } =
    [
        Type("Elsa.Cron", "Schedule", Category.Triggers, Icon.Schedule, new InputDescriptor("cronExpression", "When", "String", Editor.Cron) { IsRequired = true }) with { IsTrigger = true, Outcomes = ["Done"] },
        Type("Marketing.Segment", "Segment", Category.Audience, Icon.Segment, new InputDescriptor("rule", "Who", "Object", Editor.Rule)) with { Outcomes = ["Matched", "Others"] },
        Type("Marketing.SendEmail", "Send email", Category.Channels, Icon.Mail, new InputDescriptor("subject", "Subject", "String", Editor.Template) { MaxLength = 200 }) with { Outcomes = ["Sent", "Held", "Failed"] },
        Type("Elsa.FlowSwitch", "Switch", Category.Flow, Icon.Switch, new InputDescriptor("cases", "Cases", "Object", Editor.Cases) { IsPlain = true }) with { OutcomesFrom = "cases", Outcomes = ["Default"] },
        Type("Elsa.Finish", "Finish", Category.Flow, Icon.Finish) with { IsTerminal = true },
    ];

    public static WorkflowDefinition WinBack { get; } = Of(
        [Step("when", "Elsa.Cron"), Step("who", "Marketing.Segment"), Step("mail", "Marketing.SendEmail")],
        [new Connection("when", "Done", "who"), new Connection("who", "Matched", "mail")]);

    public static Activity Step(string id, string type) => new() { Id = id, Type = type };

    public static WorkflowDefinition Of(ImmutableArray<Activity> activities, ImmutableArray<Connection> connections) => new()
    {
        DefinitionId = "win-back",
        Name = "Win back",
        Root = new Activity { Id = "flow", Type = "Elsa.Flowchart", Container = new Container(activities, connections, []) },
    };

    private static ActivityDescriptor Type(string type, string title, Category category, Icon icon, params InputDescriptor[] inputs) => new()
    {
        Type = type,
        Title = title,
        Summary = $"{title}.",
        Category = category,
        Icon = icon,
        Grain = Grain.PerContact,
        Inputs = [.. inputs],
    };
}
