using System.Text.Json;
using Activities.Email;
using DuckDB.NET.Data;

namespace Storage.Facts.Messages;

/// <summary>The outbox in DuckDB; the state of a message is read from the ledger.</summary>
public sealed class MessageStore(FactsDatabase facts) : IMessageStore
{
    private static readonly JsonSerializerOptions LinePerValue = new() { WriteIndented = true };
    private readonly MessageFrames _frames = new();

    public async Task AddAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var step in messages.GroupBy(m => (m.Key.RunId, m.Key.ActivityId)))
        {
            var group = step.ToList();
            var (frame, contents) = _frames.Write(group, m => [m.Html, m.Text, JsonSerializer.Serialize(m.Headers, LinePerValue)]);
            await facts.WriteAsync(connection => Append(connection, group, frame, contents), cancellationToken);
            _frames.IsKept(frame);
        }
    }

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

    private void Append(DuckDBConnection connection, IReadOnlyList<OutgoingMessage> messages, MessageFrame frame, IReadOnlyList<string> contents)
    {
        _frames.Keep(connection, frame);
        using var appender = connection.CreateAppender("messages");
        foreach (var (m, content) in messages.Zip(contents))
        {
            appender.CreateRow()
                .AppendValue(m.Id).AppendValue(m.Key.RunId).AppendValue(m.Key.ActivityId).AppendValue(m.Key.ContactId).AppendValue(m.Key.Visit)
                .AppendValue(m.From.Name).AppendValue(m.From.Address).AppendValue(m.To.Name).AppendValue(m.To.Address).AppendValue(m.Subject)
                .AppendValue(m.Date.UtcDateTime).AppendValue(frame.Id).AppendValue(content).EndRow();
        }
    }

    private static KeptMessage? Find(DuckDBConnection connection, string id)
    {
        var message = connection.List(
            """
            SELECT id, run_id, activity_id, contact_id, visit, from_name, from_address, to_name, to_address, subject, date, content,
                (SELECT any_value(pieces) FROM message_frames f WHERE f.id = frame)
            FROM messages WHERE id = $id ORDER BY messages.rowid DESC LIMIT 1
            """,
            Message, ("id", id)).SingleOrDefault();
        if (message is null || MessageQueries.Standing(connection, message.Key) is not { } standing)
            return null;
        var answer = connection.Scalar<string>("SELECT text FROM message_answers WHERE id = $id ORDER BY rowid DESC LIMIT 1", ("id", id));
        return new KeptMessage(message, standing with { To = message.To.Address, Subject = message.Subject }, answer);
    }

    private static OutgoingMessage Message(DuckDBDataReader r)
    {
        var parts = MessageFrame.FromText(r.Text(12)).Read(r.GetString(11));
        return new OutgoingMessage
        {
            Id = r.GetString(0),
            Key = new SendKey(r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetInt32(4)),
            From = new MailParty(r.GetString(5), r.GetString(6)),
            To = new MailParty(r.GetString(7), r.GetString(8)),
            Subject = r.GetString(9),
            Date = r.Instant(10),
            Html = parts[0],
            Text = parts[1],
            Headers = JsonSerializer.Deserialize<List<MailHeader>>(parts[2]) ?? [],
        };
    }
}
