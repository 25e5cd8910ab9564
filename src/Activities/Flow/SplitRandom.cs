using System.Collections.Immutable;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

/// <summary>A/B(/n) by weights; the same person gets the same side at every run of this flow, unless a seed says otherwise.</summary>
[Activity("Marketing.SplitRandom", "Random split", Category.Flow, "Divides people by chance, for a test of A against B.", Icon.Split, Grain.PerContact, OutcomesFrom = "variants")]
public sealed class SplitRandom : IActivity<SplitRandom.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Sides", Editor = Editor.Variants, IsPlain = true, Hint = "Each side with its share; shares need not add up to 100.")]
        public ImmutableArray<Variant> Variants { get; init; } = [new("A", 50), new("B", 50)];

        [Input("Seed", IsAdvanced = true, Hint = "Another text draws another division. Empty: this step's own.")]
        public string? Seed { get; init; }
    }

    public sealed record Variant(string Label, double Weight);

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        Check(inputs.Variants);
        var seed = string.IsNullOrEmpty(inputs.Seed) ? $"{context.DefinitionId}:{context.ActivityId}" : inputs.Seed;
        context.LeaveByChance([.. inputs.Variants.Select(v => (v.Label, v.Weight))], seed);
        return Task.FromResult(Nothing.Value);
    }

    private static void Check(ImmutableArray<Variant> variants)
    {
        if (variants.IsDefaultOrEmpty)
            throw new InputException("variants", "The random split has no sides; it needs at least one.");
        if (variants.FirstOrDefault(v => string.IsNullOrWhiteSpace(v.Label)) is not null)
            throw new InputException("variants", "A side of the random split has no label.");
        if (variants.GroupBy(v => v.Label).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException("variants", $"The random split has two sides labelled '{twice.Key}'.");
        if (variants.FirstOrDefault(v => !double.IsFinite(v.Weight) || v.Weight < 0) is { } odd)
            throw new InputException("variants", $"The side '{odd.Label}' of the random split has the share {odd.Weight}; a share is 0 or more.");
        if (variants.Sum(v => v.Weight) <= 0)
            throw new InputException("variants", "The shares of the random split add up to 0.");
    }
}
