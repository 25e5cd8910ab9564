using System.Text.Json;

namespace Workflows.Definitions;

/// <summary>What a flow's author says of how its runs behave, where Elsa writes it: in "options".</summary>
public static class FlowOptions
{
    private const string Usable = "usableAsActivity";
    private const string Incidents = "incidentStrategyType";

    /// <summary>Other flows may use it as one of their steps.</summary>
    public static bool IsUsableAsActivity(this WorkflowDefinition definition) => definition.Options.TryGetValue(Usable, out var usable) && usable.ValueKind == JsonValueKind.True;

    public static WorkflowDefinition WithUsableAsActivity(this WorkflowDefinition definition, bool usable) => definition.WithOption(Usable, usable ? JsonSerializer.SerializeToElement(true) : null);

    /// <summary>A step that fails in a run of one token does not end the run: its other branches go on.</summary>
    public static bool GoesOnPastFaults(this WorkflowDefinition definition) => definition.TextOption(Incidents)?.Contains("ContinueWithIncidentsStrategy", StringComparison.Ordinal) == true;

    public static WorkflowDefinition WithGoingOnPastFaults(this WorkflowDefinition definition, bool goesOn) =>
        definition.WithOption(Incidents, goesOn ? JsonSerializer.SerializeToElement("Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core") : null);

    /// <summary>Null: not written, so Elsa's default.</summary>
    public static string? TextOption(this WorkflowDefinition definition, string name) => definition.Options.TryGetValue(name, out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;

    /// <param name="value">Null takes it away.</param>
    public static WorkflowDefinition WithOption(this WorkflowDefinition definition, string name, JsonElement? value) =>
        definition with { Options = value is { } given ? definition.Options.SetItem(name, given) : definition.Options.Remove(name) };
}
