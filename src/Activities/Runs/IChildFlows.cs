using System.Text.Json;

namespace Activities.Runs;

/// <summary>Flows that a flow starts.</summary>
public interface IChildFlows
{
    /// <summary>What a run waits for until another has ended: its stimulus brings the run's status and outputs.</summary>
    static string Ended(string run) => $"run:{run}";

    /// <summary>The same, but it brings the outputs alone.</summary>
    static string Outputs(string run) => $"outputs:{run}";

    /// <returns>The run's id; the same key gives the run that it started before.</returns>
    /// <exception cref="ActivityFaultException">There is no such published flow, it has errors, or flows start each other too deep.</exception>
    Task<string> StartAsync(ChildFlow asked, CancellationToken cancellationToken);
}

/// <param name="Parent">The run that starts it.</param>
/// <param name="Inputs">A JSON object; null: none.</param>
/// <param name="Key">Names this one start.</param>
public sealed record ChildFlow(string DefinitionId, string Parent, string? CorrelationId, JsonElement? Inputs, string Key);
