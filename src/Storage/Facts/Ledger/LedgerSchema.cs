namespace Storage.Facts.Ledger;

internal static class LedgerSchema
{
    /// <summary>
    /// No index on the ledger: it is written far more often than asked, rows of one run lie together and the scan skips the others. The one row of
    /// send_ledger_recovered is how far a start has looked for claims without a seal.
    /// </summary>
    public static FeatureSchema Feature { get; } = new("send_ledger",
    [
        """
        CREATE TABLE send_ledger (
            sequence BIGINT NOT NULL, run_id VARCHAR NOT NULL, activity_id VARCHAR NOT NULL, contact_id BIGINT NOT NULL, visit INTEGER NOT NULL,
            state VARCHAR NOT NULL, code VARCHAR, address_hash VARCHAR, decided_at TIMESTAMP NOT NULL, previous VARCHAR NOT NULL, hash VARCHAR NOT NULL)
        """,
        "CREATE TABLE send_ledger_head (sequence BIGINT NOT NULL, hash VARCHAR NOT NULL, recovered BIGINT NOT NULL)",
        $"INSERT INTO send_ledger_head VALUES (0, '{Activities.Email.LedgerEntry.Genesis}', 0)",
        // The previous hash is the hash of the row before; written out it was a third of the table. 32 bytes, not 64 letters. A new table, because
        // DuckDB cannot replay ALTER COLUMN ... USING from its log.
        """
        CREATE TABLE send_ledger_lean (
            sequence BIGINT NOT NULL, run_id VARCHAR NOT NULL, activity_id VARCHAR NOT NULL, contact_id BIGINT NOT NULL, visit INTEGER NOT NULL,
            state VARCHAR NOT NULL, code VARCHAR, address_hash VARCHAR, decided_at TIMESTAMP NOT NULL, hash BLOB NOT NULL)
        """,
        "INSERT INTO send_ledger_lean SELECT sequence, run_id, activity_id, contact_id, visit, state, code, address_hash, decided_at, unhex(hash) FROM send_ledger ORDER BY sequence",
        "DROP TABLE send_ledger",
        "ALTER TABLE send_ledger_lean RENAME TO send_ledger",
        // The last entry is remembered by who writes; its row of its own cost two statements at every claim and every seal.
        "CREATE TABLE send_ledger_recovered (sequence BIGINT NOT NULL)",
        "INSERT INTO send_ledger_recovered SELECT recovered FROM send_ledger_head",
        "DROP TABLE send_ledger_head",
    ]);
}
