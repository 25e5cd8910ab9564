using System.Globalization;
using Activities.Churn;
using DuckDB.NET.Data;

namespace Storage.Facts.Churn;

/// <summary>Features are read where the events are; scores are kept one per contact and scoring.</summary>
public sealed class ChurnStore(FactsDatabase facts) : IChurnStore
{
    public async Task<IReadOnlyList<ChurnRow>> RowsAsync(DateTimeOffset cutoff, TimeSpan? horizon, IReadOnlyCollection<long>? contacts, CancellationToken cancellationToken) =>
        await facts.ReadAsync(
            c => c.List(
                ChurnSql.Rows,
                r => Row(r, horizon is not null),
                ("cutoff", cutoff.UtcDateTime), ("ahead", (cutoff + (horizon ?? TimeSpan.Zero)).UtcDateTime), ("everyone", contacts is null), ("contacts", (contacts ?? []).ToList())),
            cancellationToken);

    public Task SaveAsync(IReadOnlyList<ChurnScore> scores, CancellationToken cancellationToken) =>
        scores.Count == 0 ? Task.CompletedTask : facts.WriteAsync(c => ScoreRows.Save(c, scores), cancellationToken);

    public Task<ChurnScore?> FindAsync(long contact, CancellationToken cancellationToken) => facts.ReadAsync(c => ScoreRows.Find(c, contact), cancellationToken);

    public Task<DateTimeOffset?> FirstOrderAsync(CancellationToken cancellationToken) =>
        facts.ReadAsync(
            c => c.List("""SELECT min(e."at") FROM event e JOIN event_kind k ON k.id = e.kind WHERE k.name = 'ordered'""", r => r.InstantOrNull(0)).Single(),
            cancellationToken);

    private static ChurnRow Row(DuckDBDataReader reader, bool labelled)
    {
        const int First = 3;
        var features = new float[ChurnFeatures.Count];
        for (var i = 0; i < features.Length; i++)
            features[i] = Convert.ToSingle(reader.GetValue(First + i), CultureInfo.InvariantCulture);
        return new ChurnRow(reader.GetInt64(0), features, labelled ? !reader.GetBoolean(2) : null, reader.GetString(1));
    }
}
