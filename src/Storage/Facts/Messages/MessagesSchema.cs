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
    ])
    {
        // The ledger keeps its rows (numbers and a keyed hash): who audits it finds every send, and no person.
        Erase =
        [
            "DELETE FROM message_answers WHERE id IN (SELECT id FROM messages WHERE contact_id = $contact)",
            "DELETE FROM messages WHERE contact_id = $contact",
        ],
    };
}
