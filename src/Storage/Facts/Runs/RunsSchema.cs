namespace Storage.Facts.Runs;

/// <summary>
/// A run's tables. No primary keys: an index turns every update of an indexed table into a delete and an insert that DuckDB checks eagerly; runs are
/// numbered ascending, so that the zone maps of "run" and "no" do an index's work.
/// </summary>
internal static class RunsSchema
{
    public static FeatureSchema Feature { get; } = new("runs",
    [
        """
        CREATE TABLE run (
            no BIGINT NOT NULL, id VARCHAR NOT NULL, definition_id VARCHAR NOT NULL, name VARCHAR NOT NULL, version INTEGER NOT NULL, snapshot VARCHAR NOT NULL,
            mode VARCHAR NOT NULL, trigger_id VARCHAR, started_at TIMESTAMP NOT NULL, finished_at TIMESTAMP, started_by VARCHAR NOT NULL, request_key VARCHAR,
            everyone_up_to BIGINT NOT NULL, due TIMESTAMP, status VARCHAR NOT NULL, state VARCHAR NOT NULL, variables VARCHAR NOT NULL, inputs VARCHAR NOT NULL);
        CREATE TABLE run_snapshot (hash VARCHAR NOT NULL, definition VARCHAR NOT NULL);
        CREATE TABLE run_place (
            run BIGINT NOT NULL, activity VARCHAR NOT NULL, visit INTEGER NOT NULL, contact BIGINT NOT NULL, part BIGINT NOT NULL, state VARCHAR NOT NULL,
            outcome VARCHAR, reason VARCHAR, until TIMESTAMP, bits BIGINT NOT NULL, out_part BIGINT, moved_at TIMESTAMP NOT NULL);
        CREATE TABLE run_journal (
            run BIGINT NOT NULL, sequence BIGINT NOT NULL, said_at TIMESTAMP NOT NULL, event VARCHAR NOT NULL, activity VARCHAR, activity_type VARCHAR, message VARCHAR NOT NULL);
        """,
        // Looked for in lists: read out of the state of 100,000 runs it took 50 ms.
        """
        ALTER TABLE run ADD COLUMN correlation VARCHAR;
        UPDATE run SET correlation = json_extract_string(state, '$.ordinary.correlationId') WHERE contains(state, '"correlationId"');
        """,
        // Runs that are gone: until the rest of their rows is, and for good where their request must not be done again.
        "CREATE TABLE removed_run (no BIGINT NOT NULL, id VARCHAR NOT NULL, request_key VARCHAR, simulated BOOLEAN NOT NULL, cleared BOOLEAN NOT NULL)",
    ])
    {
        // Counts of a run stay; the runner finds out that the person is gone and counts them as dropped.
        Erase = ["DELETE FROM run_place WHERE contact = $contact"],
    };
}
