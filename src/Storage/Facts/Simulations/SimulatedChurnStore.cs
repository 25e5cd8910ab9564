using Activities.Churn;
using Storage.Facts.Churn;

namespace Storage.Facts.Simulations;

/// <summary>Scores that one simulated run computes are kept beside the real ones; what they are computed from is real.</summary>
/// <param name="run">The run's number.</param>
internal sealed class SimulatedChurnStore(FactsDatabase facts, IChurnStore real, long run) : IChurnStore
{
    public Task<IReadOnlyList<ChurnRow>> RowsAsync(DateTimeOffset cutoff, TimeSpan? horizon, IReadOnlyCollection<long>? contacts, CancellationToken cancellationToken) =>
        real.RowsAsync(cutoff, horizon, contacts, cancellationToken);

    public Task<DateTimeOffset?> FirstOrderAsync(CancellationToken cancellationToken) => real.FirstOrderAsync(cancellationToken);

    public Task SaveAsync(IReadOnlyList<ChurnScore> scores, CancellationToken cancellationToken) =>
        scores.Count == 0 ? Task.CompletedTask : facts.WriteAsync(c => ScoreRows.Save(c, scores, run), cancellationToken);

    public Task<ChurnScore?> FindAsync(long contact, CancellationToken cancellationToken) =>
        facts.ReadAsync(
            c => (ScoreRows.Find(c, contact, run), ScoreRows.Find(c, contact)) switch
            {
                ({ } mine, { } others) => others.At > mine.At ? others : mine,
                var (mine, others) => mine ?? others,
            },
            cancellationToken);
}
