using System.Collections.Immutable;
using System.Text.Json;
using Activities.Runs;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.FlowSwitch", "Switch", Category.Flow, "Sends the whole audience along the first case that is true.", Icon.Switch, Grain.OncePerRun, OutcomesFrom = "cases", IsPure = true)]
public sealed class FlowSwitch : IActivity<FlowSwitch.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Cases", Editor = Editor.Cases, IsPlain = true)]
        public ImmutableArray<Case> Cases { get; init; } = [];

        [Input("Which cases", TypeName = "Elsa.Workflows.SwitchMode, Elsa.Workflows.Core", Hint = "The first that is true, or all that are.", IsAdvanced = true)]
        public SwitchMode Mode { get; init; } = SwitchMode.MatchFirst;
    }

    public sealed record Case(string Label, Condition? Condition);

    public sealed record Condition(string Type, JsonElement? Value);

    public enum Outcome { Default }

    public async Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var matched = new List<string>();
        foreach (var option in inputs.Cases.IsDefault ? [] : inputs.Cases)
        {
            if (await IsTrueAsync(option, context, cancellationToken))
                matched.Add(option.Label);
            if (matched.Count > 0 && inputs.Mode == SwitchMode.MatchFirst)
                break;
        }

        if (matched.Count > 1)
            context.LeaveAllThrough(matched);
        else
            context.LeaveAll(matched.FirstOrDefault(nameof(Outcome.Default)));
        return Nothing.Value;
    }

    private static async Task<bool> IsTrueAsync(Case option, ActivityContext context, CancellationToken cancellationToken)
    {
        if (option.Condition is not { } condition)
            return false;
        var value = await context.EvaluateAsync(new Expression(condition.Type, condition.Value), cancellationToken);
        // Elsa: null and texts that are no "true" are false; a number is by truthiness.
        return value switch
        {
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.Number } number => number.GetDouble() != 0,
            { ValueKind: JsonValueKind.String } text => bool.TryParse(text.GetString(), out var parsed) && parsed,
            _ => false,
        };
    }
}

/// <summary>Elsa's names.</summary>
public enum SwitchMode { MatchFirst, MatchAny }
