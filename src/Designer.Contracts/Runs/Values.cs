using System.Text.Json;

namespace Designer.Contracts.Runs;

/// <summary>GET /api/runs/{id}/values: what the run was given, what it remembers now, and what it has given out so far.</summary>
public sealed record RunValues(IReadOnlyList<RunValue> Inputs, IReadOnlyList<RunValue> Variables, IReadOnlyList<RunValue> Outputs);

/// <param name="Type">As the flow declares it; null: it does not.</param>
/// <param name="Value">Null: nothing yet.</param>
public sealed record RunValue(string Name, string? Type, string? Description, JsonElement? Value);
