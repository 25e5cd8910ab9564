using System.Globalization;
using Activities.Contacts;
using DuckDB.NET.Data;
using Storage.Facts;

namespace Benchmarks;

/// <summary>
/// A made-up audience written straight into the fact store's tables, in one statement a table. Texts are hashed, because hash(number, salt) keeps the
/// low bits of one salt in step with those of another, and nobody would do two things.
/// </summary>
internal sealed class SegmentAudience(FactsDatabase facts, IContactStore contacts, IEventStore events, DateTimeOffset now)
{
    public async Task FillAsync(long people, long happenings)
    {
        await contacts.EnsureAttributesAsync([new("country", AttributeType.Text), new("age", AttributeType.Number)], CancellationToken.None);
        // The kinds are made by the store, so that their numbers are its own.
        await contacts.UpsertAsync([new() { ExternalId = "0", Email = "u0@example.com", CreatedAt = now.AddDays(-600) }], true, CancellationToken.None);
        var first = (await contacts.IdsByExternalIdAsync(["0"], CancellationToken.None))["0"];
        await events.AppendAsync([.. new[] { "visited", "viewed", "ordered", "opened" }.Select(name => new ContactEvent(name, first, name, now.AddDays(-600), new Dictionary<string, object?>()))], CancellationToken.None);
        await WriteAsync($"""
            INSERT INTO contact (id, external_id, email, email_key, created_at, email_consent, tags, a1, a2)
            SELECT {first} + range, range::VARCHAR, 'u' || range || '@example.com', 'u' || range || '@example.com', TIMESTAMP '{Text(now.AddDays(-600))}', hash('1-' || range) % 5 > 0,
                CASE WHEN hash('2-' || range) % 10 = 0 THEN ['vip'] ELSE [] END, ['DE', 'FR', 'CN', 'US', 'GB'][1 + (hash('3-' || range) % 5)::BIGINT], 18 + hash('4-' || range) % 70
            FROM range(1, {people})
            """);
        await WriteAsync($"INSERT INTO suppression SELECT 'u' || r || '@example.com', 'u' || r || '@example.com', 'bounced', TIMESTAMP '{Text(now)}' FROM (SELECT range * 199 AS r FROM range({people / 199}))");
        await WriteAsync($"""
            INSERT INTO event SELECT {first} + (hash('5-' || range) % {people})::BIGINT, 1 + (hash('6-' || range) % 4)::SMALLINT, TIMESTAMP '{Text(now.AddDays(-540))}' + to_microseconds((range * (540 * 86400000000 / {happenings}::DOUBLE))::BIGINT),
                CASE WHEN hash('6-' || range) % 4 = 2 THEN (hash('7-' || range) % 200)::DOUBLE END, 'e' || range, hash('8-' || range), NULL
            FROM range({happenings})
            """);
    }

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private Task WriteAsync(string sql) => facts.WriteAsync(
        connection =>
        {
            using var command = new DuckDBCommand(sql, connection);
            command.ExecuteNonQuery();
        },
        CancellationToken.None);
}
