using System.Text.Json;
using Activities.Flow;
using Workflows.Running.Ordinary;

namespace Activities.Runs;

/// <summary>Flows that a flow starts.</summary>
public interface IChildFlows
{
    /// <summary>What a run waits for until another has ended: its stimulus brings the run's status and outputs.</summary>
    static string Ended(string run) => $"run:{run}";

    /// <summary>The same, but it brings the outputs alone.</summary>
    static string Outputs(string run) => $"outputs:{run}";

    /// <summary>The same, but it brings the outputs by name and the outcomes by which the flow ended, or its failure: the run was one step of the other.</summary>
    static string Used(string run) => $"used:{run}";

    /// <summary>The run whose end something waits for; null: it waits for something else. An author may call an event as they like, also as our own stimuli.</summary>
    static string? RunOf(Bookmark waiting) =>
        waiting is { Name: not Event.Type, Stimulus: { } stimulus } && new[] { Ended(""), Outputs(""), Used("") }.FirstOrDefault(about => stimulus.StartsWith(about, StringComparison.Ordinal)) is { } begins ? stimulus[begins.Length..] : null;

    /// <returns>The run's id; the same key gives the run that it started before.</returns>
    /// <exception cref="ActivityFaultException">There is no such published flow, it has errors, or flows start each other too deep.</exception>
    Task<string> StartAsync(ChildFlow asked, CancellationToken cancellationToken);
}

/// <param name="Parent">The run that starts it.</param>
/// <param name="Inputs">A JSON object; null: none.</param>
/// <param name="Key">Names this one start.</param>
public sealed record ChildFlow(string DefinitionId, string Parent, string? CorrelationId, JsonElement? Inputs, string Key)
{
    /// <summary>As one step of the other: in this version, if it still exists and the flow is still published, and with its inputs matched whatever their first letter.</summary>
    public int? UsedVersion { get; init; }
}
