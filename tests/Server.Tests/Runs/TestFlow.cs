using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;

namespace Server.Tests.Runs;

/// <summary>Builds small definitions: <c>new TestFlow("f").Trigger().Step("seg", "Marketing.Segment", ("rule", json)).Line("t", "Done", "seg")</c>.</summary>
internal sealed class TestFlow(string id)
{
    private readonly List<Activity> _activities = [];
    private readonly List<Connection> _connections = [];
    private readonly List<Variable> _variables = [];
    private ImmutableDictionary<string, JsonElement> _options = ImmutableDictionary<string, JsonElement>.Empty;

    public TestFlow Trigger(string name = "t", string cron = "0 0 9 ? * MON", string zone = "UTC", params (string, object)[] custom)
    {
        var properties = new (string Name, object Value)[] { ("canStartWorkflow", true), ("timeZone", zone) }.Concat(custom);
        _activities.Add(new Activity
        {
            Id = name, Type = "Elsa.Cron", Inputs = ImmutableDictionary<string, ActivityInput>.Empty.Add("cronExpression", ActivityInput.Literal("String", cron)),
            CustomProperties = properties.ToImmutableDictionary(p => p.Item1, p => JsonSerializer.SerializeToElement(p.Item2)),
        });
        return this;
    }

    /// <param name="inputs">Text that begins with { is an Object expression, with = JavaScript; else a literal.</param>
    public TestFlow Step(string name, string type, params (string Name, object Value)[] inputs)
    {
        _activities.Add(new Activity { Id = name, Type = type, Inputs = inputs.ToImmutableDictionary(i => i.Name, i => Input(i.Value)) });
        return this;
    }

    public TestFlow Plain(string name, string property, object value)
    {
        var index = _activities.FindIndex(a => a.Id == name);
        _activities[index] = _activities[index] with { Properties = _activities[index].Properties.Add(property, JsonSerializer.SerializeToElement(value, JsonSerializerOptions.Web)) };
        return this;
    }

    public TestFlow Custom(string name, string property, object value)
    {
        var index = _activities.FindIndex(a => a.Id == name);
        _activities[index] = _activities[index] with { CustomProperties = _activities[index].CustomProperties.SetItem(property, JsonSerializer.SerializeToElement(value)) };
        return this;
    }

    public TestFlow Line(string source, string port, string target)
    {
        _connections.Add(new Connection(source, port, target));
        return this;
    }

    public TestFlow Variable(string variable, string type, string value)
    {
        _variables.Add(new Variable($"var-{variable}", variable, type, Value: value));
        return this;
    }

    public TestFlow Option(string name, object value)
    {
        _options = _options.Add(name, JsonSerializer.SerializeToElement(value));
        return this;
    }

    public WorkflowDefinition Build() => new()
    {
        DefinitionId = id, Name = id, Options = _options, Variables = [.. _variables],
        Root = new Activity { Id = "root", Type = "Elsa.Flowchart", Container = new Container([.. _activities], [.. _connections], []) },
    };

    private static ActivityInput Input(object value) => value is string text && text.StartsWith('{')
        ? new ActivityInput("Object", new Expression(ExpressionTypes.Object, JsonSerializer.SerializeToElement(text)))
        : value is string script && script.StartsWith('=')
            ? new ActivityInput("Object", new Expression(ExpressionTypes.JavaScript, JsonSerializer.SerializeToElement(script[1..])))
            : ActivityInput.Literal("String", value);
}
