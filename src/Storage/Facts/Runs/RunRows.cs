using System.Collections.Immutable;
using System.Text.Json;
using Activities.Runs;
using DuckDB.NET.Data;
using Workflows.Running;

namespace Storage.Facts.Runs;

/// <summary>A run as a row.</summary>
internal static class RunRows
{
    public const string Columns =
        "no, id, definition_id, name, version, snapshot, mode, trigger_id, started_at, finished_at, started_by, everyone_up_to, due, state, variables, inputs";

    public static RunRecord Read(DuckDBDataReader row) => new()
    {
        Number = row.GetInt64(0), Id = row.GetString(1), DefinitionId = row.GetString(2), WorkflowName = row.GetString(3), Version = row.GetInt32(4), Snapshot = row.GetString(5),
        Mode = Enum.Parse<RunMode>(row.GetString(6)), Trigger = row.Text(7), StartedAt = row.Instant(8), FinishedAt = row.InstantOrNull(9), StartedBy = row.GetString(10),
        EveryoneUpTo = row.GetInt64(11), Due = row.InstantOrNull(12), State = RunState.FromJson(row.GetString(13)),
        Variables = Values(row.GetString(14)), Inputs = Values(row.GetString(15)),
    };

    public static void Insert(DuckDBConnection connection, RunRecord run, string? requestKey) => connection.Execute(
        """
        INSERT INTO run VALUES ($no, $id, $definition, $name, $version, $snapshot, $mode, $trigger, $started, $finished, $by, $key, $upto, $due, $status, $state, $variables, $inputs, $correlation)
        """,
        ("no", run.Number), ("id", run.Id), ("definition", run.DefinitionId), ("name", run.WorkflowName), ("version", run.Version), ("snapshot", run.Snapshot),
        ("mode", run.Mode.ToString()), ("trigger", run.Trigger), ("started", run.StartedAt.UtcDateTime), ("finished", run.FinishedAt?.UtcDateTime), ("by", run.StartedBy),
        ("key", requestKey), ("upto", run.EveryoneUpTo), ("due", run.Due?.UtcDateTime), ("status", run.State.Status.ToString()), ("state", run.State.ToJson()),
        ("variables", JsonSerializer.Serialize(run.Variables)), ("inputs", JsonSerializer.Serialize(run.Inputs)), ("correlation", run.State.Ordinary?.CorrelationId));

    /// <exception cref="RunRemovedException">There is no such row any more.</exception>
    public static void Update(DuckDBConnection connection, RunRecord run)
    {
        if (Change(connection, run) == 0)
            throw new RunRemovedException(run.Id);
    }

    private static int Change(DuckDBConnection connection, RunRecord run) => connection.Execute(
        "UPDATE run SET finished_at = $finished, due = $due, status = $status, state = $state, variables = $variables, correlation = $correlation WHERE no = $no",
        ("no", run.Number), ("finished", run.FinishedAt?.UtcDateTime), ("due", run.Due?.UtcDateTime), ("status", run.State.Status.ToString()),
        ("state", run.State.ToJson()), ("variables", JsonSerializer.Serialize(run.Variables)), ("correlation", run.State.Ordinary?.CorrelationId));

    private static ImmutableDictionary<string, JsonElement> Values(string json) =>
        JsonSerializer.Deserialize<ImmutableDictionary<string, JsonElement>>(json) ?? ImmutableDictionary<string, JsonElement>.Empty;
}
