using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Workflows.Tests.Validation;

/// <summary>Flows in a line: <c>new FlowBuilder().Step("mail", "Marketing.SendEmail", ("subject", "Hi")).Wire("who.Matched>mail")</c>.</summary>
internal sealed class FlowBuilder
{
    private readonly List<Activity> _activities = [];
    private readonly List<Connection> _connections = [];
    private readonly List<Variable> _variables = [];

    public static ImmutableArray<ActivityDescriptor> Types { get; } =
    [
        Type("Elsa.Cron", Grain.OncePerRun, ["Done"], new("cronExpression", "When", "String", Editor.Cron) { IsRequired = true, Default = Json("0 0 9 ? * MON") }, new("timeZone", "Time zone", "String", Editor.TimeZone) { InCustomProperties = true, Default = Json("UTC") }) with { IsTrigger = true },
        Type("Elsa.Timer", Grain.OncePerRun, ["Done"], new InputDescriptor("interval", "Interval", "TimeSpan", Editor.Duration) { Default = Json("00:01:00") }) with { IsTrigger = true, IsOrdinaryOnly = true },
        Type("Elsa.Start", Grain.OncePerRun, ["Done"]),
        Type("Elsa.HttpEndpoint", Grain.OncePerRun, ["Done"], new InputDescriptor("path", "Path", "String", Editor.Text) { IsRequired = true }, new("supportedMethods", "Methods", "List<String>", Editor.Text) { Default = Json(new[] { "GET" }) },
            new("policy", "Policy", "String", Editor.Text), new("requestTimeout", "Within", "TimeSpan", Editor.Duration)) with { IsTrigger = true, IsOrdinaryOnly = true },
        Type("Marketing.Segment", Grain.PerContact, ["Matched", "Others"], new InputDescriptor("rule", "Who", "Object", Editor.Rule) { IsRequired = true }),
        Type("Marketing.Branch", Grain.PerContact, ["Yes", "No"], new InputDescriptor("rule", "Yes, if", "Object", Editor.Rule)),
        Type("Marketing.SendEmail", Grain.PerContact, ["Sent", "Held", "Failed"], new("subject", "Subject", "String", Editor.Template) { MaxLength = 20, RequiredUnless = "copy" }, new("copy", "Copy", "Object", Editor.Variable), new("tries", "Tries", "Int32", Editor.Number) { Minimum = 1, Maximum = 5, Default = Json(3) }),
        Type("Marketing.Wait", Grain.PerContact, ["Done"], new("duration", "For", "TimeSpan", Editor.Duration) { Default = Json("1.00:00:00") }, new("timeOfDay", "Then until", "String", Editor.TimeOfDay)),
        Type("Marketing.SplitRandom", Grain.PerContact, [], new InputDescriptor("variants", "Sides", "Object", Editor.Variants) { IsPlain = true, Default = Json(new[] { new { label = "A", weight = 50 }, new { label = "B", weight = 50 } }) }) with { OutcomesFrom = "variants" },
        Type("Elsa.FlowDecision", Grain.OncePerRun, ["True", "False"], new InputDescriptor("condition", "Condition", "Boolean", Editor.Switch)),
        Type("Elsa.FlowSwitch", Grain.OncePerRun, ["Default"], new("cases", "Cases", "Object", Editor.Cases) { IsPlain = true }, new("mode", "Which", "Elsa.Workflows.SwitchMode, Elsa.Workflows.Core", Editor.Choice) { Choices = ["MatchFirst", "MatchAny"] }) with { OutcomesFrom = "cases" },
        Type("Elsa.FlowJoin", Grain.PerContact, ["Done"], new InputDescriptor("mode", "Wait for", "String", Editor.Choice) { Choices = ["WaitAny", "WaitAll", "WaitAllActive"], Default = Json("WaitAny") }),
        Type("Elsa.SetVariable", Grain.OncePerRun, ["Done"], new InputDescriptor("variable", "Variable", "Object", Editor.Variable) { IsPlain = true, IsRequired = true }, new InputDescriptor("value", "Value", "Object", Editor.Text)),
        Type("Elsa.WriteLine", Grain.OncePerRun, ["Done"], new InputDescriptor("text", "Text", "String", Editor.Text)),
        Type("Elsa.ForEach", Grain.OncePerRun, ["Done"]) with { IsOrdinaryOnly = true, Bodies = ["body"] },
        Type("Elsa.Delay", Grain.OncePerRun, ["Done"]) with { IsOrdinaryOnly = true },
        Type("Elsa.Finish", Grain.PerContact, ["Done"]) with { IsTerminal = true },
    ];

    public FlowBuilder Step(string id, string type, params (string Name, object? Value)[] inputs)
    {
        var descriptor = Types.FirstOrDefault(t => t.Type == type);
        var activity = new Activity { Id = id, Type = type };
        foreach (var (name, value) in inputs)
        {
            activity = descriptor?.Input(name) switch
            {
                { InCustomProperties: true } => activity with { CustomProperties = activity.CustomProperties.Add(name, Json(value)) },
                { IsPlain: true } => activity with { Properties = activity.Properties.Add(name, Json(value)) },
                _ when name == "canStartWorkflow" => activity with { CustomProperties = activity.CustomProperties.Add(name, Json(value)) },
                _ => activity with { Inputs = activity.Inputs.Add(name, value as ActivityInput ?? ActivityInput.Literal("String", value)) },
            };
        }

        return Step(activity);
    }

    public FlowBuilder Step(Activity activity)
    {
        _activities.Add(activity);
        return this;
    }

    /// <param name="wires">"source.Port&gt;target", separated by blanks.</param>
    public FlowBuilder Wire(string wires)
    {
        foreach (var wire in wires.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (from, target) = (wire.Split('>')[0], wire.Split('>')[1]);
            _connections.Add(new Connection(from.Split('.')[0], from.Contains('.', StringComparison.Ordinal) ? from.Split('.')[1] : null, target));
        }

        return this;
    }

    public FlowBuilder Variable(string id)
    {
        _variables.Add(new Variable(id, id, "Object"));
        return this;
    }

    public WorkflowDefinition Build() => new()
    {
        DefinitionId = "f",
        Name = "Flow",
        Variables = [.. _variables],
        Root = new Activity { Id = "root", Type = "Elsa.Flowchart", Container = new Container([.. _activities], [.. _connections], []) },
    };

    public static JsonElement Json(object? value) => JsonSerializer.SerializeToElement(value);

    private static ActivityDescriptor Type(string type, Grain grain, string[] outcomes, params InputDescriptor[] inputs) =>
        new() { Type = type, Title = type.Split('.')[1], Summary = "Does.", Category = Category.Flow, Icon = Icon.Text, Grain = grain, Outcomes = [.. outcomes], Inputs = [.. inputs] };
}
