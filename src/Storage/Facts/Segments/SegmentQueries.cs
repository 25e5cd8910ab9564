using Activities.Contacts;
using Activities.Segments;
using DuckDB.NET.Data;
using Storage.Facts.Contacts;
using Workflows.Segments;

namespace Storage.Facts.Segments;

/// <summary>Rules asked of the fact store; all of one answer is of one commit.</summary>
public sealed class SegmentQueries(FactsDatabase facts, SegmentResolver resolver) : ISegmentQueries
{
    public Task<long> CountAsync(SegmentRule rule, DateTimeOffset now, CancellationToken cancellationToken) =>
        AskAsync(rule, now, (c, q) => c.Scalar<long>($"SELECT count(*) FROM ({q.Sql})", q.Parameters), cancellationToken);

    public Task<IReadOnlyList<Contact>> SampleAsync(SegmentRule rule, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<Contact>>(rule, now, (c, q) => c.Contacts(ContactView.Real(c), $"WHERE id IN ({q.Sql} ORDER BY c.id LIMIT {limit:D}) ORDER BY id", q.Parameters), cancellationToken);

    public Task<IReadOnlyList<long>> MembersAsync(SegmentRule rule, DateTimeOffset now, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<long>>(rule, now, (c, q) => Ascending(c.List(q.Sql, r => r.GetInt64(0), q.Parameters)), cancellationToken);

    public Task<bool> MatchesAsync(SegmentRule rule, long contact, DateTimeOffset now, CancellationToken cancellationToken) =>
        AskAsync(rule, now, (c, q) => c.Scalar<long>($"SELECT count(*) FROM ({q.Sql}) WHERE id = $contact", [.. q.Parameters, ("contact", contact)]) > 0, cancellationToken);

    // People lie in the table in the order of their ids, so a scan nearly always answers in it; asking the database to sort a million costs more than looking.
    private static List<long> Ascending(List<long> ids)
    {
        for (var i = 1; i < ids.Count; i++)
        {
            if (ids[i] < ids[i - 1])
            {
                ids.Sort();
                break;
            }
        }

        return ids;
    }

    private async Task<T> AskAsync<T>(SegmentRule rule, DateTimeOffset now, Func<DuckDBConnection, SegmentSql, T> ask, CancellationToken cancellationToken)
    {
        var resolved = await resolver.ResolveAsync(rule, cancellationToken);
        return await facts.ReadAsync(connection => ask(connection, SegmentSql.Compile(connection, ContactView.Real(connection), resolved, now)), cancellationToken);
    }
}
