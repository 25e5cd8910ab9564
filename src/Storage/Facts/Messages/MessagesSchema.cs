namespace Storage.Facts.Messages;

internal static class MessagesSchema
{
    /// <summary>Append-only: a second attempt at one key adds a row and the newest counts, because looking for the old one at every write would cost more than keeping it.</summary>
    public static FeatureSchema Feature { get; } = new("messages",
    [
        """
        CREATE TABLE messages (
            id VARCHAR NOT NULL, run_id VARCHAR NOT NULL, activity_id VARCHAR NOT NULL, contact_id BIGINT NOT NULL, visit INTEGER NOT NULL,
            from_name VARCHAR NOT NULL, from_address VARCHAR NOT NULL, to_name VARCHAR NOT NULL, to_address VARCHAR NOT NULL, subject VARCHAR NOT NULL,
            html VARCHAR NOT NULL, text VARCHAR NOT NULL, headers VARCHAR NOT NULL, date TIMESTAMP NOT NULL)
        """,
        "CREATE TABLE message_answers (id VARCHAR NOT NULL, text VARCHAR NOT NULL)",
        "CREATE TABLE message_frames (id VARCHAR NOT NULL, pieces VARCHAR NOT NULL)",
        // HTML, text and headers become one column in the form of MessageFrame.None: each control character written as a reference to itself.
        """
        CREATE TABLE messages_framed (
            id VARCHAR NOT NULL, run_id VARCHAR NOT NULL, activity_id VARCHAR NOT NULL, contact_id BIGINT NOT NULL, visit INTEGER NOT NULL,
            from_name VARCHAR NOT NULL, from_address VARCHAR NOT NULL, to_name VARCHAR NOT NULL, to_address VARCHAR NOT NULL, subject VARCHAR NOT NULL,
            date TIMESTAMP NOT NULL, frame VARCHAR, content VARCHAR NOT NULL)
        """,
        $"""
        INSERT INTO messages_framed
        SELECT id, run_id, activity_id, contact_id, visit, from_name, from_address, to_name, to_address, subject, date, NULL,
            {Escaped("html")} || chr(3) || {Escaped("text")} || chr(3) || {Escaped("headers")}
        FROM messages ORDER BY rowid
        """,
        "DROP TABLE messages",
        "ALTER TABLE messages_framed RENAME TO messages",
    ])
    {
        // The ledger keeps its rows (numbers and a keyed hash): who audits it finds every send, and no person.
        Erase =
        [
            "DELETE FROM message_answers WHERE id IN (SELECT id FROM messages WHERE contact_id = $contact)",
            "DELETE FROM messages WHERE contact_id = $contact",
        ],
    };

    private static string Escaped(string column) => $"replace(replace(replace({column}, chr(1), chr(1) || 'a;'), chr(2), chr(1) || 'b;'), chr(3), chr(1) || 'c;')";
}
