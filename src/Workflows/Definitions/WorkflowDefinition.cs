using System.Collections.Immutable;
using System.Text.Json;

namespace Workflows.Definitions;

/// <summary>
/// A flow as its author wrote it: Elsa 3's WorkflowDefinitionModel, immutable. <see cref="Elsa.ElsaJson"/> reads and writes it;
/// what Elsa's format does not name travels in <see cref="Unknown"/> and comes out again unchanged.
/// </summary>
public sealed record WorkflowDefinition
{
    /// <summary>The id that all versions of this flow share.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The id of this version.</summary>
    public string? Id { get; init; }

    public string Name { get; init; } = "";
    public string? Description { get; init; }
    public int Version { get; init; } = 1;
    public bool IsLatest { get; init; } = true;
    public bool IsPublished { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>System.Version text; Elsa refuses anything else ("3" or "designer-1.0").</summary>
    public string ToolVersion { get; init; } = "3.7.1.0";

    public ImmutableArray<Variable> Variables { get; init; } = [];
    public ImmutableArray<Argument> Inputs { get; init; } = [];
    public ImmutableArray<Argument> Outputs { get; init; } = [];
    public ImmutableArray<string> Outcomes { get; init; } = [];
    public ImmutableDictionary<string, JsonElement> CustomProperties { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;
    public ImmutableDictionary<string, JsonElement> Options { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;
    public required Activity Root { get; init; }

    /// <summary>Top-level properties of the file that this product does not read.</summary>
    public ImmutableDictionary<string, JsonElement> Unknown { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;
}
