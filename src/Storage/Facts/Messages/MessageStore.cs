using System.Text.Json;
using Activities.Email;
using DuckDB.NET.Data;

namespace Storage.Facts.Messages;

/// <summary>The outbox in DuckDB; the state of a message is read from the ledger.</summary>
public sealed class MessageStore(FactsDatabase facts) : IMessageStore
{
    public Task AddAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
        facts.WriteAsync(connection => Append(connection, messages), cancellationToken);

    public Task AnswerAsync(IReadOnlyList<MessageAnswer> answers, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            connection =>
            {
                using var appender = connection.CreateAppender("message_answers");
                foreach (var answer in answers)
                    appender.CreateRow().AppendValue(answer.Id).AppendValue(answer.Text).EndRow();
            },
            cancellationToken);

    public Task<KeptMessage?> FindAsync(string id, CancellationToken cancellationToken) => facts.ReadAsync(connection => Find(connection, id), cancellationToken);

    public Task<KeptMessageList> ListAsync(MessageQuery query, CancellationToken cancellationToken) => facts.ReadAsync(connection => MessageQueries.List(connection, query), cancellationToken);

    private static void Append(DuckDBConnection connection, IReadOnlyList<OutgoingMessage> messages)
    {
        using var appender = connection.CreateAppender("messages");
        foreach (var m in messages)
        {
            appender.CreateRow()
                .AppendValue(m.Id).AppendValue(m.Key.RunId).AppendValue(m.Key.ActivityId).AppendValue(m.Key.ContactId).AppendValue(m.Key.Visit)
                .AppendValue(m.From.Name).AppendValue(m.From.Address).AppendValue(m.To.Name).AppendValue(m.To.Address).AppendValue(m.Subject)
                .AppendValue(m.Html).AppendValue(m.Text).AppendValue(JsonSerializer.Serialize(m.Headers)).AppendValue(m.Date.UtcDateTime).EndRow();
        }
    }

    private static KeptMessage? Find(DuckDBConnection connection, string id)
    {
        var message = connection.List(
            """
            SELECT id, run_id, activity_id, contact_id, visit, from_name, from_address, to_name, to_address, subject, html, text, headers, date
            FROM messages WHERE id = $id ORDER BY rowid DESC LIMIT 1
            """,
            Message, ("id", id)).SingleOrDefault();
        if (message is null || MessageQueries.Standing(connection, message.Key) is not { } standing)
            return null;
        var answer = connection.Scalar<string>("SELECT text FROM message_answers WHERE id = $id ORDER BY rowid DESC LIMIT 1", ("id", id));
        return new KeptMessage(message, standing with { To = message.To.Address, Subject = message.Subject }, answer);
    }

    private static OutgoingMessage Message(DuckDBDataReader r) => new()
    {
        Id = r.GetString(0),
        Key = new SendKey(r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetInt32(4)),
        From = new MailParty(r.GetString(5), r.GetString(6)),
        To = new MailParty(r.GetString(7), r.GetString(8)),
        Subject = r.GetString(9),
        Html = r.GetString(10),
        Text = r.GetString(11),
        Headers = JsonSerializer.Deserialize<List<MailHeader>>(r.GetString(12)) ?? [],
        Date = r.Instant(13),
    };
}
