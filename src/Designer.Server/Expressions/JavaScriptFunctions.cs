using System.Text;
using System.Text.Json;
using Jint;
using Jint.Native;
using Workflows.Expressions;

namespace Designer.Server.Expressions;

/// <summary>
/// What Elsa's scripts can call: getCount(), setCount(v), variables.Count, getVariable("my var"), getInput("Campaign"), getCampaign(),
/// getOutputFrom("Segment1", "Count"), getCountFromSegment1() … Only names that the script speaks of are defined: to define them all costs more than most
/// scripts do.
/// </summary>
internal sealed class JavaScriptFunctions(Engine engine, ExpressionScope scope, string script)
{
    private readonly Dictionary<string, string> _before = [];
    private JsObject? _variables;

    public void Define()
    {
        Variables();
        foreach (var (name, value) in scope.Inputs.Where(i => !scope.Variables.ContainsKey(i.Key)))
            Set($"get{Pascal(name)}", new Func<JsValue>(() => JavaScript.Value(engine, value)));
        Set("getInput", new Func<string, JsValue>(name => scope.Inputs.TryGetValue(name, out var input) ? JavaScript.Value(engine, input) : JsValue.Null));
        Set("getWorkflowInstanceId", new Func<string>(() => scope.RunId));
        Set("getWorkflowInstanceName", new Func<string>(() => scope.WorkflowName));
        Set("getWorkflowDefinitionId", new Func<string>(() => scope.DefinitionId));
        Set("getWorkflowDefinitionVersionId", new Func<string>(() => $"{scope.DefinitionId}:{scope.DefinitionVersion}"));
        Set("getWorkflowDefinitionVersion", new Func<int>(() => scope.DefinitionVersion));
        Set("getCorrelationId", new Func<string?>(() => scope.Effects?.CorrelationId ?? scope.CorrelationId));
        Outputs();
        Texts();
        if (scope.Effects is { } effects)
            Effects(effects);
    }

    /// <summary>Variables that the script set, by whatever way.</summary>
    public void TakeChanges()
    {
        if (_variables is null)
            return;
        foreach (var (key, property) in _variables.GetOwnProperties())
        {
            var value = JavaScript.Json(engine, property.Value) ?? JsonSerializer.SerializeToElement<object?>(null);
            if (!_before.TryGetValue(key.AsString(), out var before) || !JsonElement.DeepEquals(JsonElement.Parse(before), value))
                scope.Changes[key.AsString()] = value;
        }
    }

    private void Variables()
    {
        // Neither "variables" nor a getter can be named without these.
        if (!script.Contains("et", StringComparison.Ordinal) && !script.Contains("variables", StringComparison.Ordinal))
            return;
        var variables = _variables = new JsObject(engine);
        var all = script.Contains("variables", StringComparison.Ordinal) || script.Contains("etVariable", StringComparison.Ordinal);
        foreach (var (name, value) in scope.Variables)
        {
            var pascal = Pascal(name);
            if (!all && !script.Contains($"et{pascal}", StringComparison.Ordinal))
                continue;
            _before[name] = value.GetRawText();
            variables.Set(name, JavaScript.Value(engine, value));
            Set($"get{pascal}", new Func<JsValue>(() => variables.Get(name)));
            Set($"set{pascal}", new Action<JsValue>(v => variables.Set(name, v)));
        }
        Set("variables", variables);
        Set("getVariable", new Func<string, JsValue>(name => variables.Get(name) is { } value && !value.IsUndefined() ? value : JsValue.Null));
        Set("setVariable", new Action<string, JsValue>((name, value) => variables.Set(name, value)));
    }

    private void Outputs()
    {
        if (scope.OutputOf is not { } outputOf)
            return;
        JsValue Of(string activity, string? output) => outputOf(activity, output) is { } value ? JavaScript.Value(engine, value) : JsValue.Null;
        Set("getOutputFrom", new Func<string, string?, JsValue>((activity, output) => Of(activity, output is null ? null : Camel(output))));
        Set("getLastResult", new Func<JsValue>(() => scope.LastResult is { } value ? JavaScript.Value(engine, value) : JsValue.Null));
        foreach (var name in OutputGetters.In(script))
            engine.SetValue(name, new Func<JsValue>(() => OutputGetters.Ways(name).Select(w => Of(w.Activity, Camel(w.Output))).FirstOrDefault(v => !v.IsNull(), JsValue.Null)));
    }

    private void Texts()
    {
        Set("isNullOrEmpty", new Func<string?, bool>(string.IsNullOrEmpty));
        Set("isNullOrWhiteSpace", new Func<string?, bool>(string.IsNullOrWhiteSpace));
        // Elsa writes with .NET's serializer, which escapes more than JavaScript's.
        Set("toJson", new Func<JsValue, string>(value => JavaScript.Json(engine, value) is { } json ? JsonSerializer.Serialize(json) : "null"));
        Set("newGuid", new Func<string>(() => Guid.NewGuid().ToString()));
        Set("newGuidString", new Func<string>(() => Guid.NewGuid().ToString()));
        Set("newShortGuid", new Func<string>(() => Convert.ToBase64String(Guid.NewGuid().ToByteArray())[..22].Replace('+', '-').Replace('/', '_')));
        Set("stringToBase64", new Func<string, string>(text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text))));
        Set("stringFromBase64", new Func<string, string>(text => Encoding.UTF8.GetString(Convert.FromBase64String(text))));
    }

    private void Effects(ScriptEffects effects)
    {
        Set("setOutcome", new Action<string>(outcome => effects.Outcomes = [outcome]));
        Set("setOutcomes", new Action<JsValue>(outcomes => effects.Outcomes = [.. outcomes.AsArray().Select(o => o.ToString())]));
        Set("setCorrelationId", new Action<string?>(id => effects.CorrelationId = id));
    }

    private void Set(string name, object value)
    {
        if (script.Contains(name, StringComparison.Ordinal))
            engine.SetValue(name, value);
    }

    /// <summary>A variable named myVar gives getMyVar().</summary>
    private static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
