using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Running.Ordinary;

/// <summary>Variables that one container (or the whole flow) declares, and their values.</summary>
public sealed class VariableScope
{
    private readonly ImmutableArray<Variable> _declared;
    private readonly Dictionary<string, JsonElement> _values = [];

    public VariableScope(ImmutableArray<Variable> declared, IReadOnlyDictionary<string, JsonElement>? values = null)
    {
        _declared = declared;
        foreach (var variable in declared)
            _values[variable.Id] = values is not null && values.TryGetValue(variable.Id, out var value) ? value : VariableValues.Initial(variable);
    }

    public ImmutableArray<Variable> Declared => _declared;

    /// <summary>By the variable's id.</summary>
    public IReadOnlyDictionary<string, JsonElement> Values => _values;

    public JsonElement? Find(string idOrName)
    {
        if (_values.TryGetValue(idOrName, out var value))
            return value;
        foreach (var variable in _declared)
        {
            if (variable.Name == idOrName)
                return _values[variable.Id];
        }
        return null;
    }

    /// <returns>False: it is not declared here.</returns>
    public bool TrySet(string idOrName, JsonElement value)
    {
        foreach (var variable in _declared)
        {
            if (variable.Id == idOrName)
                return Set(variable, value);
        }
        foreach (var variable in _declared)
        {
            if (variable.Name == idOrName)
                return Set(variable, value);
        }
        return false;
    }

    private bool Set(Variable variable, JsonElement value)
    {
        _values[variable.Id] = VariableValues.Convert(variable, value);
        return true;
    }
}
