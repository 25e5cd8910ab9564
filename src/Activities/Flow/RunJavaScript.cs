using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.RunJavaScript", "Run JavaScript", Category.Data, "Runs a script, which may set variables and choose the way on.", Icon.Text, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, OutcomesFrom = "possibleOutcomes")]
public sealed class RunJavaScript : IActivity<RunJavaScript.Inputs, RunJavaScript.Outputs>
{
    public sealed record Inputs
    {
        [Input("Script", Editor = Editor.MultilineText, Hint = "setCount(getCount() + 1); setOutcome(\"Hot\"); return 3;"), StringLength(100_000)]
        public string? Script { get; init; }

        [Input("Possible outcomes", TypeName = "List<String>", Hint = "JSON such as [\"Hot\", \"Cold\"]; none: Done.")]
        public ImmutableArray<string> PossibleOutcomes { get; init; } = [];
    }

    public sealed record Outputs(JsonElement? Result);

    public async Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var answer = string.IsNullOrWhiteSpace(inputs.Script) ? new ScriptAnswer(null, []) : await context.Flow.RunScriptAsync(inputs.Script, cancellationToken);
        context.LeaveAllThrough(answer.Outcomes.IsEmpty ? ["Done"] : answer.Outcomes);
        return new Outputs(answer.Value);
    }
}
