using System.Globalization;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Workflows.Validation;

/// <summary>Each input of one step against its descriptor.</summary>
internal static class InputChecks
{
    private static readonly string[] ExpressionTypeNames =
        [ExpressionTypes.Literal, ExpressionTypes.Object, ExpressionTypes.Json, ExpressionTypes.Variable, ExpressionTypes.Input, ExpressionTypes.JavaScript, ExpressionTypes.Liquid, ExpressionTypes.CSharp];

    public static IEnumerable<Problem> Check(FlowGraph flow, Step step, ValidatorPorts ports)
    {
        if (step.Descriptor is not { } descriptor)
            return [];
        return descriptor.Inputs.SelectMany(i => Check(flow, step, i, ports)).Concat(Outputs(flow, step));
    }

    private static IEnumerable<Problem> Check(FlowGraph flow, Step step, InputDescriptor input, ValidatorPorts ports)
    {
        var written = InputValue.Read(step.Activity, input);
        var value = written ?? (input.Default is { } otherwise ? new InputValue(otherwise, null) : null);
        if (value is not { IsBlank: false } given)
            return Missing(step, input);
        // Defaults are the product's own: a test holds every one to its type.
        if (written is null)
            return Meaning(step, input, given.Literal!.Value, ports);
        return given.Expression is { } expression ? Expression(flow, step, input, expression, ports) : [.. Literal(step, input, given.Literal!.Value), .. Meaning(step, input, given.Literal.Value, ports), .. Reference(flow, step, input, given.Literal.Value)];
    }

    private static IEnumerable<Problem> Missing(Step step, InputDescriptor input)
    {
        if (input.IsRequired)
            yield return step.Problem(Severity.Error, ProblemCodes.InputMissing, input.Name, $"'{step.Title}' needs a value for '{input.Title}'.", input.Title);
        else if (input.RequiredUnless is { } other && step.Descriptor!.Input(other) is { } alternative && (InputValue.Read(step.Activity, alternative)?.IsBlank ?? alternative.Default is null))
            yield return step.Problem(Severity.Error, ProblemCodes.InputMissingUnless, input.Name, $"'{step.Title}' needs a value for '{input.Title}', or one for '{alternative.Title}'.", input.Title, alternative.Title);
    }

    private static IEnumerable<Problem> Literal(Step step, InputDescriptor input, JsonElement value)
    {
        if (LiteralTypes.Expected(input, value) is { } expected)
        {
            var shown = Excerpt(value);
            yield return step.Problem(Severity.Error, ProblemCodes.InputType, input.Name, $"'{input.Title}' of '{step.Title}' must be {expected}, but it is {shown}.", input.Title, expected, shown);
        }
        else if (value.ValueKind == JsonValueKind.String && input.MaxLength is { } limit && value.GetString()!.Length is var length && length > limit)
        {
            yield return step.Problem(Severity.Error, ProblemCodes.InputTooLong, input.Name, $"'{input.Title}' of '{step.Title}' has {length} characters; at most {limit} are allowed.", input.Title, Text(limit), Text(length));
        }
        else if (LiteralTypes.Number(value) is { } number && (number < input.Minimum || number > input.Maximum))
        {
            var (least, most) = (Text(input.Minimum ?? double.MinValue), Text(input.Maximum ?? double.MaxValue));
            yield return step.Problem(Severity.Error, ProblemCodes.InputRange, input.Name, $"'{input.Title}' of '{step.Title}' must be between {least} and {most}, but it is {Text(number)}.", input.Title, least, most, Text(number));
        }
    }

    private static IEnumerable<Problem> Meaning(Step step, InputDescriptor input, JsonElement value, ValidatorPorts ports) => input.Editor switch
    {
        Editor.Rule => MeaningChecks.Rule(step, input, value),
        Editor.Cron => MeaningChecks.Cron(step, input, value, ports),
        Editor.TimeZone => MeaningChecks.Zone(step, input, value),
        Editor.Template or Editor.HtmlTemplate => MeaningChecks.Template(step, input, value, ports),
        Editor.Cases or Editor.Variants => MeaningChecks.Labels(step, input, value),
        _ => [],
    };

    private static IEnumerable<Problem> Expression(FlowGraph flow, Step step, InputDescriptor input, Expression expression, ValidatorPorts ports)
    {
        if (!ExpressionTypeNames.Contains(expression.Type))
        {
            var why = $"there is no expression type '{expression.Type}'; those that exist are {string.Join(", ", ExpressionTypeNames)}";
            return [step.Problem(Severity.Error, ProblemCodes.InputExpression, input.Name, $"'{input.Title}' of '{step.Title}': {why}.", input.Title, why)];
        }

        if (expression.Type == ExpressionTypes.Variable)
            return expression.Value is { } variable ? Reference(flow, step, input, variable, isVariable: true) : Unknown(step, input.Name, input.Title, "");
        return ports.Expressions?.Check(expression) is { } mistake
            ? [step.Problem(Severity.Error, ProblemCodes.InputExpression, input.Name, $"'{input.Title}' of '{step.Title}': {mistake}", input.Title, mistake)]
            : [];
    }

    /// <summary>A variable is meant by its id; Elsa reads a bare name as a silent null.</summary>
    private static IEnumerable<Problem> Reference(FlowGraph flow, Step step, InputDescriptor input, JsonElement value, bool isVariable = false)
    {
        if (!isVariable && !(input.Editor == Editor.Variable && input.IsPlain))
            return [];
        var id = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("id", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
        return IsVariable(flow, id) ? [] : Unknown(step, input.Name, input.Title, id.Length > 0 ? id : Excerpt(value));
    }

    private static IEnumerable<Problem> Outputs(FlowGraph flow, Step step) =>
        step.Activity.Outputs.Where(o => !IsVariable(flow, o.Value.MemoryReferenceId)).SelectMany(o => Unknown(step, o.Key, o.Key, o.Value.MemoryReferenceId));

    private static IEnumerable<Problem> Unknown(Step step, string name, string title, string id) =>
        [step.Problem(Severity.Error, ProblemCodes.VariableUnknown, name, $"'{title}' of '{step.Title}' means the variable '{id}', which the flow does not have.", title, id)];

    private static bool IsVariable(FlowGraph flow, string id) =>
        flow.Definition.Variables.Any(v => v.Id == id) || (flow.Definition.Root.Container?.Variables.Any(v => v.Id == id) ?? false)
        || flow.Steps.Concat(flow.Nested).Any(s => s.Activity.Container?.Variables.Any(v => v.Id == id) ?? false) || id is "currentValueVariable" or "currentIndexVariable";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Excerpt(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 60 ? text : text[..60] + "…";
    }
}
