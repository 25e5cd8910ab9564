using Activities.Email;
using DuckDB.NET.Data;

namespace Storage.Facts.Ledger;

/// <summary>What is asked of the ledger.</summary>
internal static class LedgerQueries
{
    private const string Columns = """
        sequence, run_id, activity_id, contact_id, visit, state, code, address_hash, decided_at,
        (SELECT lower(hex(before.hash)) FROM send_ledger before WHERE before.sequence = entry.sequence - 1) AS previous, lower(hex(hash)) AS hash
        """;

    /// <summary>A row of the ledger after which its key has another.</summary>
    private const string HasLater = """
        EXISTS (SELECT 1 FROM send_ledger later WHERE later.run_id = entry.run_id AND later.activity_id = entry.activity_id
            AND later.contact_id = entry.contact_id AND later.visit = entry.visit AND later.sequence > entry.sequence)
        """;

    public static Dictionary<SendKey, SendStanding> Standings(DuckDBConnection connection, IReadOnlyCollection<SendKey> keys)
    {
        var found = new Dictionary<SendKey, SendStanding>();
        foreach (var step in keys.GroupBy(k => (k.RunId, k.ActivityId, k.Visit)))
        {
            var contacts = step.Select(k => k.ContactId).ToList();
            // The bounds beside the list let the scan skip row groups; a list alone does not.
            var rows = connection.List(
                """
                SELECT contact_id, arg_max(state, sequence), arg_max(coalesce(code, ''), sequence) FROM send_ledger
                WHERE run_id = $run AND activity_id = $activity AND visit = $visit AND contact_id BETWEEN $least AND $most AND list_contains($contacts, contact_id)
                GROUP BY contact_id
                """,
                r => (Contact: r.GetInt64(0), Standing: new SendStanding(SendStateNames.Read(r.GetString(1)), r.GetString(2) is { Length: > 0 } code ? code : null)),
                ("run", step.Key.RunId), ("activity", step.Key.ActivityId), ("visit", step.Key.Visit), ("least", contacts.Min()), ("most", contacts.Max()), ("contacts", contacts));
            foreach (var (contact, standing) in rows)
                found[new SendKey(step.Key.RunId, step.Key.ActivityId, contact, step.Key.Visit)] = standing;
        }
        return found;
    }

    /// <returns>The highest contact that has an entry in this step; long.MinValue when none has.</returns>
    public static long Highest(DuckDBConnection connection, (string Run, string Activity, int Visit) step) => connection.Scalar<long?>(
        "SELECT max(contact_id) FROM send_ledger WHERE run_id = $run AND activity_id = $activity AND visit = $visit", ("run", step.Run), ("activity", step.Activity), ("visit", step.Visit)) ?? long.MinValue;

    /// <summary>Where the chain ends.</summary>
    public static (long Sequence, string Hash) Last(DuckDBConnection connection) =>
        connection.List("SELECT sequence, lower(hex(hash)) FROM send_ledger WHERE sequence = (SELECT max(sequence) FROM send_ledger)", r => (r.GetInt64(0), r.GetString(1))) is [var last] ? last : (0, LedgerEntry.Genesis);

    /// <summary>Claims since the last recovery that have no seal.</summary>
    public static List<LedgerEntry> OpenClaims(DuckDBConnection connection) => connection.List(
        $"SELECT {Columns} FROM send_ledger entry WHERE state = 'reserved' AND sequence > (SELECT sequence FROM send_ledger_recovered) AND NOT {HasLater} ORDER BY sequence", Entry);

    public static List<LedgerEntry> InDoubt(DuckDBConnection connection) =>
        connection.List($"SELECT {Columns} FROM send_ledger entry WHERE state = 'in_doubt' AND NOT {HasLater} ORDER BY sequence", Entry);

    public static List<LedgerEntry> After(DuckDBConnection connection, long after, int limit) => connection.List(
        $"SELECT {Columns} FROM send_ledger entry WHERE sequence > $after ORDER BY sequence LIMIT $limit", Entry, ("after", after), ("limit", limit));

    private static LedgerEntry Entry(DuckDBDataReader r) => new(
        r.GetInt64(0), new SendKey(r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetInt32(4)), SendStateNames.Read(r.GetString(5)), r.Text(6), r.Text(7), r.Instant(8), r.Text(9) ?? LedgerEntry.Genesis, r.GetString(10));
}
