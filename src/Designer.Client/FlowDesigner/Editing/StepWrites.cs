using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner.Editing;

/// <summary>Writes an input where the file keeps it, in the shape that Elsa reads. A null value takes the input away, so that its default counts.</summary>
public static class StepWrites
{
    public static Activity Write(Activity activity, InputDescriptor input, JsonElement? value)
    {
        if (input.InCustomProperties)
            return activity with { CustomProperties = Set(activity.CustomProperties, input.Name, value) };
        if (input.IsPlain)
            return activity with { Properties = Set(activity.Properties, input.Name, value) };
        if (value is not { } given)
            return activity with { Inputs = activity.Inputs.Remove(input.Name) };
        var isStructure = given.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        return activity with
        {
            Inputs = activity.Inputs.SetItem(input.Name, isStructure
                ? new ActivityInput("Object", new Expression(ExpressionTypes.Object, JsonSerializer.SerializeToElement(given.GetRawText())))
                : new ActivityInput(input.TypeName, new Expression(ExpressionTypes.Literal, given))),
        };
    }

    /// <summary>A script or a variable in place of a value.</summary>
    public static Activity WriteExpression(Activity activity, InputDescriptor input, Expression expression) =>
        activity with { Inputs = activity.Inputs.SetItem(input.Name, new ActivityInput(input.TypeName, expression)) };

    public static Expression VariableExpression(Variable variable) =>
        new(ExpressionTypes.Variable, JsonSerializer.SerializeToElement(new { id = variable.Id, name = variable.Name, typeName = variable.TypeName }));

    public static Activity BindOutput(Activity activity, OutputDescriptor output, string? variableId) => activity with
    {
        Outputs = variableId is null ? activity.Outputs.Remove(output.Name) : activity.Outputs.SetItem(output.Name, new OutputBinding(output.TypeName, variableId)),
    };

    public static Activity Title(Activity activity, string? title) => activity with { Metadata = Set(activity.Metadata, "displayText", string.IsNullOrWhiteSpace(title) ? null : JsonSerializer.SerializeToElement(title)) };

    private static System.Collections.Immutable.ImmutableDictionary<string, JsonElement> Set(System.Collections.Immutable.ImmutableDictionary<string, JsonElement> values, string name, JsonElement? value) =>
        value is { } given ? values.SetItem(name, given) : values.Remove(name);
}
