using System.Text.Json;
using Workflows.Definitions;

namespace Designer.Client.FlowDesigner.Values;

/// <summary>What somebody typed into the fields of a flow's inputs. A field that is left empty gives nothing: the flow's default counts then.</summary>
public sealed class GivenValues
{
    private readonly Dictionary<string, string> texts = [];

    public GivenValues(WorkflowDefinition definition)
    {
        foreach (var input in definition.Inputs)
        {
            if (definition.DefaultOf(input) is { } value)
                texts[input.Name] = StepValues.Text(value);
        }
    }

    public string? this[string input]
    {
        get => texts.GetValueOrDefault(input);
        set
        {
            if (string.IsNullOrEmpty(value))
                texts.Remove(input);
            else
                texts[input] = value;
        }
    }

    /// <summary>For the request that starts a run; null where nothing is given.</summary>
    public JsonElement? ToJson(WorkflowDefinition definition)
    {
        var given = definition.Inputs.DistinctBy(i => i.Name).Where(i => texts.ContainsKey(i.Name)).ToDictionary(i => i.Name, i => ValueTypes.Parse(i.Type, texts[i.Name]));
        return given.Count == 0 ? null : JsonSerializer.SerializeToElement(given);
    }
}
