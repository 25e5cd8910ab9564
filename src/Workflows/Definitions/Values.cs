using System.Collections.Immutable;
using System.Text.Json;

namespace Workflows.Definitions;

/// <summary>An input as the file has it. <see cref="IsBare"/>: the file held a plain value, read as a literal.</summary>
public sealed record ActivityInput(string? TypeName, Expression? Expression)
{
    public bool IsBare { get; init; }

    /// <summary>memoryReference.id, which Elsa adds to synthetic inputs.</summary>
    public string? MemoryReferenceId { get; init; }

    /// <summary>Properties beside these that this product does not read.</summary>
    public ImmutableDictionary<string, JsonElement> Unknown { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    public static ActivityInput Literal(string typeName, object? value) =>
        new(typeName, new Expression(ExpressionTypes.Literal, JsonSerializer.SerializeToElement(value)));

    public static ActivityInput Object(object? value) =>
        new("Object", new Expression(ExpressionTypes.Object, JsonSerializer.SerializeToElement(JsonSerializer.Serialize(value, JsonSerializerOptions.Web))));
}

/// <summary>An expression type is spelt exactly as in <see cref="ExpressionTypes"/>; Elsa reads any other spelling as a silent null.</summary>
public sealed record Expression(string Type, JsonElement? Value);

public static class ExpressionTypes
{
    public const string Literal = "Literal";
    public const string Object = "Object";
    public const string Json = "Json";
    public const string Variable = "Variable";
    public const string Input = "Input";
    public const string JavaScript = "JavaScript";
    public const string Liquid = "Liquid";
    public const string CSharp = "CSharp";
}

/// <summary>An output captured into the variable with this id.</summary>
public sealed record OutputBinding(string? TypeName, string MemoryReferenceId);

/// <summary>A variable; its default value is text in the file, whatever its type.</summary>
public sealed record Variable(string Id, string Name, string TypeName, bool IsArray = false, string? Value = null, string? StorageDriverTypeName = Variable.InstanceDriver)
{
    public const string InstanceDriver = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core";

    public ImmutableDictionary<string, JsonElement> Unknown { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;
}

/// <summary>A workflow-level input or output.</summary>
public sealed record Argument(string Name, string Type, string? DisplayName = null, string? Description = null, string? Category = null)
{
    public string? UiHint { get; init; }
    public string? StorageDriverType { get; init; }
    public ImmutableDictionary<string, JsonElement> Unknown { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;
}
