using System.Text.Json;

namespace Workflows.Running.Ordinary;

/// <summary>What an ordinary flow remembers: variables by scope, outputs of the flow and of its steps, its name and correlation.</summary>
public sealed class RunMemory(OrdinaryPlan plan, VariableScope variables)
{
    /// <summary>Variables of the whole flow.</summary>
    public VariableScope Variables => variables;

    /// <summary>Set by SetName and Correlate.</summary>
    public string? Name { get; set; }
    public string? CorrelationId { get; set; }

    /// <summary>Of the flow, by name.</summary>
    public Dictionary<string, JsonElement> Outputs { get; } = [];

    /// <summary>By step and output; kept only where a script asks for them.</summary>
    public Dictionary<string, Dictionary<string, JsonElement>> Results { get; } = [];

    public JsonElement? LastResult { get; set; }

    /// <summary>What the trigger that fired brought, by output; it is passed before the run is stored.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Fired { get; set; }

    internal void TakeFired(StepContext trigger)
    {
        foreach (var (output, value) in Fired ?? new Dictionary<string, JsonElement>())
            SetResult(trigger, output, value);
    }

    /// <summary>What a bookmark waited for.</summary>
    internal void TakeCome(StepContext step, string output, JsonElement came)
    {
        if (output != Bookmark.EveryOutput)
            SetResult(step, output, came);
        else if (came.ValueKind == JsonValueKind.Object)
            foreach (var property in came.EnumerateObject())
                SetResult(step, property.Name, property.Value);
    }

    /// <summary>Sets a variable that is in scope at a step.</summary>
    /// <returns>False: no variable is called so there.</returns>
    public bool TrySet(StepContext? step, string idOrName, JsonElement value)
    {
        foreach (var scope in Scopes(step))
        {
            if (scope.TrySet(idOrName, value))
                return true;
        }
        return false;
    }

    public JsonElement? Get(StepContext? step, string idOrName)
    {
        foreach (var scope in Scopes(step))
        {
            if (scope.Find(idOrName) is { } value)
                return value;
        }
        return null;
    }

    /// <summary>Innermost first.</summary>
    public IEnumerable<VariableScope> Scopes(StepContext? step)
    {
        for (var at = step; at is not null; at = at.Parent)
        {
            if (at.Variables is { } scope)
                yield return scope;
        }
        yield return variables;
    }

    /// <summary>An output of a step: into the variable whose id it is bound to (Elsa: an unknown id, or a name, captures nothing), and for scripts that ask.</summary>
    public void SetResult(StepContext step, string output, JsonElement value)
    {
        if (step.Step.Activity.Outputs.TryGetValue(output, out var binding))
            Scopes(step).FirstOrDefault(s => s.Values.ContainsKey(binding.MemoryReferenceId))?.TrySet(binding.MemoryReferenceId, value);
        if (!plan.KeepsOutputs)
            return;
        if (!Results.TryGetValue(step.Step.Key, out var results))
            Results[step.Step.Key] = results = [];
        results[output] = value;
        if (output == "result")
            LastResult = value;
    }
}
