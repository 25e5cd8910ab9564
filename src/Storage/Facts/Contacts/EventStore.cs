using System.Buffers;
using System.Text;
using System.Text.Json;
using Activities.Contacts;
using DuckDB.NET.Data;

namespace Storage.Facts.Contacts;

/// <summary>Events in one narrow table, appended in time's order so that a scan of the last days skips the rest.</summary>
public sealed class EventStore(FactsDatabase facts) : IEventStore
{
    public Task<int> AppendAsync(IReadOnlyList<ContactEvent> events, CancellationToken cancellationToken) =>
        events.Count == 0 ? Task.FromResult(0) : facts.WriteAsync(c => Append(c, events), cancellationToken);

    public async Task<IReadOnlyList<ContactEvent>> TimelineAsync(long contact, int limit, CancellationToken cancellationToken) =>
        await facts.ReadAsync(
            c => c.List(
                "SELECT e.id, k.name, e.\"at\", e.properties FROM event e JOIN event_kind k ON k.id = e.kind WHERE e.contact_id = $contact ORDER BY e.\"at\" DESC, e.id DESC LIMIT $limit",
                r => new ContactEvent(r.GetString(0), contact, r.GetString(1), r.Instant(2), EventProperties.Read(r.Text(3))),
                ("contact", contact), ("limit", (long)limit)),
            cancellationToken);

    public async Task<IReadOnlyList<EventKind>> KindsAsync(CancellationToken cancellationToken) =>
        await facts.ReadAsync(
            c => c.List(
                    "SELECT k.id, k.name, n.count FROM event_kind k JOIN (SELECT kind, count(*) AS count FROM event GROUP BY kind) n ON n.kind = k.id ORDER BY n.count DESC, k.name",
                    r => (Id: r.GetInt16(0), Name: r.GetString(1), Count: r.GetInt64(2)))
                .ConvertAll(k => new EventKind(k.Name, k.Count, Properties(c, k.Id))),
            cancellationToken);

    /// <summary>Of the newest 200 events of a kind: reading the JSON of millions for a list of suggestions would take seconds.</summary>
    private static List<string> Properties(DuckDBConnection connection, short kind) => connection.List(
        """
        SELECT DISTINCT name FROM (SELECT unnest(json_keys(properties)) AS name FROM (
            SELECT properties FROM event WHERE kind = $kind AND properties IS NOT NULL ORDER BY "at" DESC LIMIT 200)) ORDER BY name
        """,
        r => r.GetString(0),
        ("kind", kind));

    public Task<DateTimeOffset?> LatestAsync(CancellationToken cancellationToken) =>
        facts.ReadAsync(c => c.List("SELECT max(\"at\") FROM event", r => r.InstantOrNull(0)).Single(), cancellationToken);

    private static int Append(DuckDBConnection connection, IReadOnlyList<ContactEvent> events)
    {
        var kinds = EventKinds.Ensure(connection, events.Select(e => e.Name));
        connection.Execute("CREATE OR REPLACE TEMP TABLE stage_event AS SELECT * FROM event LIMIT 0");
        var keys = new HashSet<ulong>(events.Count);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        using (var appender = connection.CreateAppender("temp", "main", "stage_event"))
        {
            foreach (var happened in events)
            {
                var key = Key(happened.Id);
                if (!keys.Add(key))
                    continue;
                appender.CreateRow()
                    .AppendValue(happened.ContactId).AppendValue(kinds[happened.Name]).AppendValue(happened.At.UtcDateTime).AppendValue(EventProperties.Total(happened))
                    .AppendValue(happened.Id).AppendValue(key).AppendValue(EventProperties.Write(happened, buffer, json)).EndRow();
            }
        }

        // An event of a person who has been erased meanwhile is dropped.
        var added = connection.Execute(
            """
            INSERT INTO event SELECT s.* FROM stage_event s
            WHERE s.contact_id IN (SELECT id FROM contact) AND NOT (s.key IN (SELECT key FROM event)) ORDER BY s."at"
            """);
        connection.Execute("DROP TABLE stage_event");
        return added;
    }

    /// <summary>FNV-1a of the id: comparing 8 bytes keeps the search for repeats short; two of ten million ids share a key with a probability of one in 400,000.</summary>
    private static ulong Key(string id)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in id)
            hash = (hash ^ character) * 1099511628211UL;
        return hash;
    }
}

/// <summary>Names of events, kept once and referred to by a small number.</summary>
internal static class EventKinds
{
    private const int Most = 5000;

    public static Dictionary<string, short> Load(DuckDBConnection connection) =>
        connection.List("SELECT name, id FROM event_kind", r => (Name: r.GetString(0), Id: r.GetInt16(1))).ToDictionary(k => k.Name, k => k.Id, StringComparer.Ordinal);

    public static Dictionary<string, short> Ensure(DuckDBConnection connection, IEnumerable<string> names)
    {
        var known = Load(connection);
        foreach (var name in names)
        {
            if (known.ContainsKey(name))
                continue;
            if (known.Count == Most)
                throw new EventKindException($"There are {Most} names of events already; '{name}' would be one more. A name says what happened, its details belong in properties.");
            var id = (short)(known.Count + 1);
            connection.Execute("INSERT INTO event_kind VALUES ($id, $name)", ("id", id), ("name", name));
            known[name] = id;
        }

        return known;
    }
}

/// <summary>An event's properties as JSON, and the one that is asked for most, its total, as a column of its own.</summary>
internal static class EventProperties
{
    public static double? Total(ContactEvent happened) => happened.Properties.GetValueOrDefault("total") switch
    {
        double number => number,
        int number => number,
        long number => number,
        decimal number => (double)number,
        JsonElement { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        _ => null,
    };

    /// <summary>By hand for the plain values nearly all are: the general serializer costs several times as much, and a shop sends hundreds of thousands.</summary>
    public static string? Write(ContactEvent happened, ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer)
    {
        if (happened.Properties.Count == 0)
            return null;
        buffer.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartObject();
        foreach (var (name, value) in happened.Properties)
        {
            writer.WritePropertyName(name);
            switch (value)
            {
                case null: writer.WriteNullValue(); break;
                case string text: writer.WriteStringValue(text); break;
                case double number: writer.WriteNumberValue(number); break;
                case bool yes: writer.WriteBooleanValue(yes); break;
                default: JsonSerializer.Serialize(writer, value); break;
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Dictionary<string, object?> Read(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value), StringComparer.Ordinal);
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => element.GetRawText(),
    };
}
