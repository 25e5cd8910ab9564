using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Activities.Flow;

/// <summary>A flow whose author lets others use it as one of their steps: Elsa calls the type after its name and names its id beside the inputs.</summary>
public static class FlowAsActivity
{
    /// <summary>What stands beside the inputs, by Elsa's names.</summary>
    public static IReadOnlyList<string> Beside { get; } = [Activity.UsedFlowKey, "workflowDefinitionVersionId", "latestAvailablePublishedVersion", "latestAvailablePublishedVersionId"];

    /// <summary>Of a step whose flow nobody knows any more.</summary>
    public static ActivityDescriptor Unknown { get; } = new() { Type = "", Title = "", Summary = "", Category = Category.Flow, Icon = Icon.Branch, Grain = Grain.OncePerRun, IsOrdinaryOnly = true };

    public static ActivityDescriptor Describe(WorkflowDefinition definition) => Unknown with
    {
        Type = TypeOf(definition.Name), Version = definition.Version, Title = definition.Name, Summary = definition.Description ?? "",
        Inputs = [new(Activity.UsedFlowKey, "Flow", "String", Editor.Text) { IsPlain = true, IsAdvanced = true, Default = JsonSerializer.SerializeToElement(definition.DefinitionId) }, .. definition.Inputs.DistinctBy(i => Camel(i.Name)).Select(Input)],
        Outputs = [.. definition.Outputs.DistinctBy(o => Camel(o.Name)).Select(o => new OutputDescriptor(Camel(o.Name), o.DisplayName is { Length: > 0 } shown ? shown : o.Name, o.Type))],
        Outcomes = definition.Outcomes.IsEmpty ? ["Done"] : definition.Outcomes,
    };

    /// <summary>"Ask for a yes" becomes AskForAYes, as Elsa makes it.</summary>
    public static string TypeOf(string name) =>
        string.Concat(name.Split((char[])[' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    /// <summary>As inputs and outputs are called in a file.</summary>
    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static InputDescriptor Input(Argument input) => new(Camel(input.Name), input.DisplayName is { Length: > 0 } shown ? shown : input.Name, input.Type, input.Type switch
    {
        "Boolean" => Editor.Switch,
        "Int16" or "Int32" or "Int64" or "Long" or "Single" or "Double" or "Decimal" => Editor.Number,
        "TimeSpan" => Editor.Duration,
        _ => Editor.Text,
    })
    { Hint = string.IsNullOrEmpty(input.Description) ? null : input.Description };
}
