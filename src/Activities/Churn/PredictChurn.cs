using Activities.Runs;
using Workflows.Descriptors;
using Workflows.Running;

namespace Activities.Churn;

[Activity("Marketing.PredictChurn", "Predict churn", Category.Intelligence, "Scores how likely each contact is to stop ordering, and parts the audience into high, medium and low risk.", Icon.Churn, Grain.PerContact)]
public sealed class PredictChurn(IChurnModels models, IChurnStore store) : IActivity<PredictChurn.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("High from", Hint = "A probability between 0 and 1. Empty: the model's own threshold.")]
        [System.ComponentModel.DataAnnotations.Range(0.0, 1.0)]
        public double? HighFrom { get; init; }

        [Input("Medium from", Hint = "A probability between 0 and 1. Empty: the model's own threshold.")]
        [System.ComponentModel.DataAnnotations.Range(0.0, 1.0)]
        public double? MediumFrom { get; init; }
    }

    public enum Outcome { High, Medium, Low }

    public async Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var model = await models.CurrentAsync(cancellationToken);
        var high = inputs.HighFrom ?? model.Card.HighThreshold;
        var medium = Math.Min(inputs.MediumFrom ?? model.Card.MediumThreshold, high);
        await foreach (var chunk in context.ChunksAsync(cancellationToken))
        {
            var rows = await store.RowsAsync(context.Now, null, [.. chunk.Select(c => c.Id)], cancellationToken);
            var scores = model.Score(rows);
            var scored = rows.Select((row, i) => new ChurnScore(row.ContactId, scores[i], context.Now, model.Card.Version) { Reasons = model.Reasons(row, 3) }).ToList();
            await store.SaveAsync(scored, cancellationToken);
            foreach (var band in scored.GroupBy(s => s.Probability >= high ? Outcome.High : s.Probability >= medium ? Outcome.Medium : Outcome.Low))
                context.Leave([.. band.Select(s => s.ContactId)], band.Key);
            // Nothing is known of people without any event: they cannot be called at risk.
            var known = rows.Select(r => r.ContactId).ToHashSet();
            var unknown = chunk.Where(c => !known.Contains(c.Id)).Select(c => c.Id).ToList();
            if (unknown.Count > 0)
                context.Leave(unknown, Outcome.Low, Reason.NoData);
        }
        return Nothing.Value;
    }
}
