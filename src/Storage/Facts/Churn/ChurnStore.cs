using System.Globalization;
using System.Text.Json;
using Activities.Churn;
using DuckDB.NET.Data;

namespace Storage.Facts.Churn;

/// <summary>Features are read where the events are; scores are kept one per contact and scoring.</summary>
public sealed class ChurnStore(FactsDatabase facts) : IChurnStore
{
    /// <summary>The name that segment rules ask for: {"score":"churn","min":0.6}.</summary>
    public const string ScoreName = "churn";

    public async Task<IReadOnlyList<ChurnRow>> RowsAsync(DateTimeOffset cutoff, TimeSpan? horizon, IReadOnlyCollection<long>? contacts, CancellationToken cancellationToken) =>
        await facts.ReadAsync(
            c => c.List(
                ChurnSql.Rows,
                r => Row(r, horizon is not null),
                ("cutoff", cutoff.UtcDateTime), ("ahead", (cutoff + (horizon ?? TimeSpan.Zero)).UtcDateTime), ("everyone", contacts is null), ("contacts", (contacts ?? []).ToList())),
            cancellationToken);

    public Task SaveAsync(IReadOnlyList<ChurnScore> scores, CancellationToken cancellationToken) =>
        scores.Count == 0 ? Task.CompletedTask : facts.WriteAsync(c => Save(c, scores), cancellationToken);

    public Task<ChurnScore?> FindAsync(long contact, CancellationToken cancellationToken) =>
        facts.ReadAsync(
            c => c.List(
                """SELECT value, "at", model, reasons FROM score WHERE contact_id = $contact AND name = $name ORDER BY "at" DESC LIMIT 1""",
                r => new ChurnScore(contact, r.GetDouble(0), r.Instant(1), r.Text(2) ?? "") { Reasons = Reasons(r.Text(3)) },
                ("contact", contact), ("name", ScoreName)).FirstOrDefault(),
            cancellationToken);

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

    private static int Save(DuckDBConnection connection, IReadOnlyList<ChurnScore> scores)
    {
        connection.Execute("CREATE OR REPLACE TEMP TABLE stage_score AS SELECT * FROM score LIMIT 0");
        using (var appender = connection.CreateAppender("temp", "main", "stage_score"))
        {
            foreach (var score in scores)
            {
                appender.CreateRow().AppendValue(score.ContactId).AppendValue(ScoreName).AppendValue(score.Probability).AppendValue(score.At.UtcDateTime).AppendValue(score.Model)
                    .AppendValue(JsonSerializer.Serialize(score.Reasons)).EndRow();
            }
        }
        // A chunk that is worked on again after a crash scores the same people at the same instant's run anew: the later one counts.
        connection.Execute("""DELETE FROM score WHERE name = $name AND (contact_id, "at") IN (SELECT (contact_id, "at") FROM stage_score)""", ("name", ScoreName));
        var added = connection.Execute("INSERT INTO score SELECT s.* FROM stage_score s WHERE s.contact_id IN (SELECT id FROM contact)");
        connection.Execute("DROP TABLE stage_score");
        return added;
    }

    private static IReadOnlyList<ChurnReason> Reasons(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<ChurnReason>>(json) ?? [];
}
