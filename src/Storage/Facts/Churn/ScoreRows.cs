using System.Text.Json;
using Activities.Churn;
using DuckDB.NET.Data;

namespace Storage.Facts.Churn;

/// <summary>Scores as rows: the real ones, and those of a simulated run in a table like it.</summary>
internal static class ScoreRows
{
    /// <summary>The name that segment rules ask for: {"score":"churn","min":0.6}.</summary>
    private const string Name = "churn";

    /// <param name="run">A simulated run's number; null: for real.</param>
    public static int Save(DuckDBConnection connection, IReadOnlyList<ChurnScore> scores, long? run = null)
    {
        connection.Execute("CREATE OR REPLACE TEMP TABLE stage_score AS SELECT * FROM score LIMIT 0");
        using (var appender = connection.CreateAppender("temp", "main", "stage_score"))
        {
            foreach (var score in scores)
            {
                appender.CreateRow().AppendValue(score.ContactId).AppendValue(Name).AppendValue(score.Probability).AppendValue(score.At.UtcDateTime).AppendValue(score.Model)
                    .AppendValue(JsonSerializer.Serialize(score.Reasons)).EndRow();
            }
        }
        // A chunk that is worked on again after a crash scores the same people at the same instant's run anew: the later one counts.
        connection.Execute($"""DELETE FROM {Table(run)} WHERE {Mine(run)} AND name = $name AND (contact_id, "at") IN (SELECT (contact_id, "at") FROM stage_score)""", Parameters(run));
        var added = connection.Execute(
            $"INSERT INTO {Table(run)} SELECT s.*{(run is null ? "" : ", $run")} FROM stage_score s WHERE s.contact_id IN (SELECT id FROM contact)", run is null ? [] : [("run", run)]);
        connection.Execute("DROP TABLE stage_score");
        return added;
    }

    /// <summary>The latest.</summary>
    public static ChurnScore? Find(DuckDBConnection connection, long contact, long? run = null) => connection.List(
        $"""SELECT value, "at", model, reasons FROM {Table(run)} WHERE {Mine(run)} AND contact_id = $contact AND name = $name ORDER BY "at" DESC LIMIT 1""",
        r => new ChurnScore(contact, r.GetDouble(0), r.Instant(1), r.Text(2) ?? "") { Reasons = Reasons(r.Text(3)) },
        [.. Parameters(run), ("contact", contact)]).FirstOrDefault();

    private static string Table(long? run) => run is null ? "score" : "simulated_score";

    private static string Mine(long? run) => run is null ? "TRUE" : "run = $run";

    private static (string, object?)[] Parameters(long? run) => run is null ? [("name", Name)] : [("name", Name), ("run", run)];

    private static IReadOnlyList<ChurnReason> Reasons(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<ChurnReason>>(json) ?? [];
}
