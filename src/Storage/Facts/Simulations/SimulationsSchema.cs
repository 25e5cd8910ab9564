namespace Storage.Facts.Simulations;

/// <summary>
/// What simulated runs would have written, by the run's number. One row for a person and what it is about: a value (null: cleared) as text, in the
/// way DuckDB writes it; a tag given or taken; a score. Nothing but the run itself reads them. The view names every simulated run, of which lists tell only who asks for it; also
/// those that are removed, because the ledger keeps what they would have sent.
/// </summary>
internal static class SimulationsSchema
{
    public static FeatureSchema Feature { get; } = new("simulations",
    [
        """
        CREATE TABLE simulated_attribute (run BIGINT NOT NULL, name VARCHAR NOT NULL, type VARCHAR NOT NULL, label VARCHAR);
        CREATE TABLE simulated_value (run BIGINT NOT NULL, contact_id BIGINT NOT NULL, attribute VARCHAR NOT NULL, value VARCHAR);
        CREATE TABLE simulated_tag (run BIGINT NOT NULL, contact_id BIGINT NOT NULL, tag VARCHAR NOT NULL, given BOOLEAN NOT NULL);
        CREATE TABLE simulated_score (
            contact_id BIGINT NOT NULL, name VARCHAR NOT NULL, value DOUBLE NOT NULL, "at" TIMESTAMP NOT NULL, model VARCHAR, reasons JSON, run BIGINT NOT NULL);
        CREATE TABLE removed_simulation (id VARCHAR NOT NULL);
        CREATE VIEW simulation AS SELECT id FROM run WHERE mode = 'Simulate' UNION ALL SELECT id FROM removed_simulation;
        """,
    ])
    {
        Erase = [.. AboutPeople.Select(table => $"DELETE FROM {table} WHERE contact_id = $contact")],
    };

    public static IEnumerable<string> AboutPeople => ["simulated_value", "simulated_tag", "simulated_score"];
}
