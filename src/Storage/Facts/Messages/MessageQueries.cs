using Activities.Email;
using DuckDB.NET.Data;

namespace Storage.Facts.Messages;

/// <summary>The outbox's list: the ledger says what happened to whom, the messages (where they are not erased) what they were called.</summary>
internal static class MessageQueries
{
    /// <summary>A message's state is the ledger's last entry for its key. What a simulation would have sent is told to who asks for that run, and to nobody else.</summary>
    private const string Last = """
        SELECT run_id, activity_id, contact_id, visit, max(sequence) AS sequence, arg_max(state, sequence) AS state,
            arg_max(coalesce(code, ''), sequence) AS code, arg_max(decided_at, sequence) AS decided_at
        FROM send_ledger
        WHERE (run_id = $run OR ($run IS NULL AND run_id NOT IN (SELECT id FROM simulation))) AND ($contact IS NULL OR contact_id = $contact)
        GROUP BY ALL
        """;

    public static KeptMessageList List(DuckDBConnection connection, MessageQuery query)
    {
        (string, object?)[] filter = [("run", query.RunId), ("contact", query.ContactId), ("state", query.State?.Name())];
        var total = connection.Scalar<long>($"SELECT count(*) FROM ({Last}) WHERE $state IS NULL OR state = $state", filter);
        var page = connection.List(
            $"SELECT run_id, activity_id, contact_id, visit, state, code, decided_at FROM ({Last}) WHERE $state IS NULL OR state = $state ORDER BY sequence DESC LIMIT $limit OFFSET $offset",
            Row, [.. filter, ("limit", query.Limit), ("offset", query.Offset)]);
        return new KeptMessageList(Titled(connection, page), total);
    }

    public static MessageStanding? Standing(DuckDBConnection connection, SendKey key) => connection.List(
        """
        SELECT run_id, activity_id, contact_id, visit, state, coalesce(code, ''), decided_at FROM send_ledger
        WHERE run_id = $run AND activity_id = $activity AND contact_id = $contact AND visit = $visit ORDER BY sequence DESC LIMIT 1
        """,
        Row, ("run", key.RunId), ("activity", key.ActivityId), ("contact", key.ContactId), ("visit", key.Visit)).SingleOrDefault();

    private static List<MessageStanding> Titled(DuckDBConnection connection, List<MessageStanding> page)
    {
        if (page.Count == 0)
            return page;
        var titles = connection.List(
            "SELECT id, arg_max(to_address, rowid), arg_max(subject, rowid) FROM messages WHERE list_contains($ids, id) GROUP BY id",
            r => (Id: r.GetString(0), To: r.GetString(1), Subject: r.GetString(2)), ("ids", page.Select(m => m.Id).ToList())).ToDictionary(t => t.Id);
        return [.. page.Select(m => titles.TryGetValue(m.Id, out var title) ? m with { To = title.To, Subject = title.Subject } : m)];
    }

    private static MessageStanding Row(DuckDBDataReader r)
    {
        var key = new SendKey(r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetInt32(3));
        return new MessageStanding(key.MessageId(), key, null, null, SendStateNames.Read(r.GetString(4)), r.GetString(5) is { Length: > 0 } code ? code : null, r.Instant(6));
    }
}
