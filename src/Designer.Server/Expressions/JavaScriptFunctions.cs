using System.Text.Json;
using Jint;
using Jint.Native;
using Workflows.Expressions;

namespace Designer.Server.Expressions;

/// <summary>What Elsa's scripts can call: getCount(), setCount(v), variables.Count, getVariable("my var"), getInput("Campaign"), getCampaign() …</summary>
internal sealed class JavaScriptFunctions(Engine engine, ExpressionScope scope)
{
    private readonly Dictionary<string, string> _before = [];
    private JsObject? _variables;

    public void Define()
    {
        _variables = new JsObject(engine);
        foreach (var (name, value) in scope.Variables)
        {
            _before[name] = value.GetRawText();
            _variables.Set(name, JavaScript.Value(engine, value));
            Getter(name, () => _variables.Get(name));
            engine.SetValue($"set{Pascal(name)}", new Action<JsValue>(v => _variables.Set(name, v)));
        }
        foreach (var (name, value) in scope.Inputs.Where(i => !scope.Variables.ContainsKey(i.Key)))
            Getter(name, () => JavaScript.Value(engine, value));
        engine.SetValue("variables", _variables);
        engine.SetValue("getVariable", new Func<string, JsValue>(name => _variables.Get(name)));
        engine.SetValue("setVariable", new Action<string, JsValue>((name, value) => _variables.Set(name, value)));
        engine.SetValue("getInput", new Func<string, JsValue>(name => scope.Inputs.TryGetValue(name, out var input) ? JavaScript.Value(engine, input) : JsValue.Null));
        engine.SetValue("getWorkflowInstanceId", new Func<string>(() => scope.RunId));
        engine.SetValue("getWorkflowInstanceName", new Func<string>(() => scope.WorkflowName));
        engine.SetValue("getWorkflowDefinitionId", new Func<string>(() => scope.DefinitionId));
        engine.SetValue("isNullOrEmpty", new Func<string?, bool>(string.IsNullOrEmpty));
        engine.SetValue("isNullOrWhiteSpace", new Func<string?, bool>(string.IsNullOrWhiteSpace));
        engine.SetValue("toJson", new Func<JsValue, string>(value => JavaScript.Json(engine, value)?.GetRawText() ?? "null"));
        engine.SetValue("newGuidString", new Func<string>(() => Guid.NewGuid().ToString()));
    }

    /// <summary>Variables that the script set, by whatever way.</summary>
    public void TakeChanges()
    {
        foreach (var (key, property) in _variables!.GetOwnProperties())
        {
            var value = JavaScript.Json(engine, property.Value) ?? JsonSerializer.SerializeToElement<object?>(null);
            if (!_before.TryGetValue(key.AsString(), out var before) || !JsonElement.DeepEquals(JsonElement.Parse(before), value))
                scope.Changes[key.AsString()] = value;
        }
    }

    private void Getter(string name, Func<JsValue> value) => engine.SetValue($"get{Pascal(name)}", value);

    /// <summary>A variable named myVar gives getMyVar().</summary>
    private static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
}
