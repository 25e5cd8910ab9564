using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Server.Elsa;

/// <summary>An activity's inputs with the editor (uiHint) that Elsa Studio shows for each of ours.</summary>
internal static class ActivityInputs
{
    public static ElsaInput Of(InputDescriptor input, int order) => new(Pascal(input.Name), input.TypeName, input.Title, input.Hint, order)
    {
        IsWrapped = !input.IsPlain,
        UiHint = Hint(input),
        UiSpecifications = Specifications(input),
        DefaultValue = Default(input),
        DefaultSyntax = Syntax(input),
        Category = input.IsAdvanced ? "Advanced" : null,
    };

    /// <summary>Studio makes the property's name of it again by a small first letter.</summary>
    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    private static string Hint(InputDescriptor input) => input.Editor switch
    {
        Editor.MultilineText or Editor.Template => "multiline",
        Editor.HtmlTemplate => "code-editor",
        Editor.Switch => "checkbox",
        Editor.Choice => "dropdown",
        Editor.Rule or Editor.Variants => "json-editor",
        Editor.Variable => input.IsPlain ? "variable-picker" : "singleline",
        Editor.Cases => "flow-switch-editor",
        _ => "singleline",
    };

    private static string? Syntax(InputDescriptor input) => input.Editor switch
    {
        Editor.Template or Editor.HtmlTemplate => ExpressionTypes.Liquid,
        Editor.Rule => ExpressionTypes.Object,
        Editor.Variable => input.IsPlain ? null : ExpressionTypes.Variable,
        _ => null,
    };

    private static JsonObject Specifications(InputDescriptor input) => input.Editor switch
    {
        Editor.Choice => new JsonObject { ["dropdown"] = new JsonObject { ["selectList"] = new JsonObject { ["items"] = Items(input), ["isFlagsEnum"] = false } } },
        Editor.HtmlTemplate => new JsonObject { ["code-editor"] = new JsonObject { ["language"] = "html" } },
        _ => [],
    };

    /// <summary>What Studio's editor of JSON holds is text.</summary>
    private static JsonElement? Default(InputDescriptor input) => input.Default is { ValueKind: JsonValueKind.Object } json ? JsonSerializer.SerializeToElement(json.GetRawText()) : input.Default;

    private static JsonArray Items(InputDescriptor input) => [.. input.Choices.Select(c => (JsonNode)new JsonObject { ["text"] = c, ["value"] = c })];
}

internal sealed record ElsaInput(string Name, string TypeName, string DisplayName, string? Description, int Order)
{
    public bool IsWrapped { get; init; }
    public required string UiHint { get; init; }
    public required JsonObject UiSpecifications { get; init; }
    public JsonElement? DefaultValue { get; init; }
    public string? DefaultSyntax { get; init; }
    public string? Category { get; init; }
    public bool IsReadOnly { get; }
    public bool IsSensitive { get; }
    public bool AutoEvaluate { get; } = true;
    public bool IsBrowsable { get; } = true;
    public bool IsSerializable { get; } = true;
    public bool IsSynthetic { get; init; }
}
