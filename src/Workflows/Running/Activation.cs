using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Running;

/// <summary>Whether a run may begin beside others, as Elsa's strategies say it: always; alone of its flow; alone of its correlation; alone of its flow and its correlation.</summary>
public enum Activation { AllowAlways, Singleton, Correlation, CorrelatedSingleton }

public static class Activations
{
    private const string Option = "activationStrategyType";
    private const string Suffix = "Strategy";

    /// <returns>Null: the flow names a strategy that there is not.</returns>
    public static Activation? Of(WorkflowDefinition definition)
    {
        if (Named(definition) is not { Length: > 0 } type)
            return Activation.AllowAlways;
        // A .NET type: "Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime".
        var name = type.Split(',')[0].Trim();
        name = name[(name.LastIndexOf('.') + 1)..];
        return name.EndsWith(Suffix, StringComparison.Ordinal) && Enum.TryParse<Activation>(name[..^Suffix.Length], out var strategy) && Enum.IsDefined(strategy) ? strategy : null;
    }

    /// <summary>As the file says it.</summary>
    public static string? Named(WorkflowDefinition definition) => definition.TextOption(Option);

    public static WorkflowDefinition With(WorkflowDefinition definition, Activation strategy) => definition.WithOption(
        Option,
        strategy == Activation.AllowAlways ? null : JsonSerializer.SerializeToElement($"Elsa.Workflows.Runtime.ActivationValidators.{strategy}{Suffix}, Elsa.Workflows.Runtime"));
}
