using Activities.Contacts;
using Activities.Email;
using DuckDB.NET.Data;

namespace Storage.Facts.Contacts;

/// <summary>
/// One batch of an import or an API call: who is known is asked in two joins, lines about the same person are merged here, then one append for the
/// new and one update for the known. An external id decides; an address only where the stored person has no external id of another.
/// </summary>
internal sealed class ContactUpserts
{
    private readonly DuckDBConnection _connection;
    private readonly bool _overwrite;
    private readonly DateTimeOffset _now;
    private readonly List<RejectedContact> _rejected = [];
    private readonly Dictionary<long, ContactDraft> _drafts = [];
    private readonly Dictionary<string, long> _byExternalId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Id, string? ExternalId)> _byEmail = new(StringComparer.Ordinal);
    private AttributeColumns _attributes;

    private ContactUpserts(DuckDBConnection connection, bool overwrite, DateTimeOffset now)
    {
        (_connection, _overwrite, _now) = (connection, overwrite, now);
        _attributes = AttributeColumns.Load(connection);
    }

    public static UpsertResult Run(DuckDBConnection connection, IReadOnlyList<ContactUpsert> lines, bool overwrite, DateTimeOffset now)
    {
        var upserts = new ContactUpserts(connection, overwrite, now);
        var accepted = lines.Where(upserts.HasIdentity).ToList();
        upserts.AddUnknownAttributes(accepted);
        upserts.FindKnown(accepted);
        var (inserted, updated) = upserts.Merge(accepted);
        ContactWriter.Insert(connection, upserts._attributes, [.. upserts._drafts.Values.Where(d => d.IsNew)], now);
        ContactWriter.Update(connection, upserts._attributes, [.. upserts._drafts.Values.Where(d => !d.IsNew)], overwrite, now);
        return new UpsertResult(inserted, updated, upserts._rejected);
    }

    public static string Key(string address) => address.Trim().ToLowerInvariant();

    private bool HasIdentity(ContactUpsert line)
    {
        var reason = string.IsNullOrWhiteSpace(line.ExternalId) && string.IsNullOrWhiteSpace(line.Email) ? "The contact has neither an external id nor an e-mail address (externalId, email)."
            : !string.IsNullOrWhiteSpace(line.Email) && EmailAddress.TryParse(line.Email) is null ? "The value of email is not an e-mail address."
            : null;
        if (reason is not null)
            _rejected.Add(new RejectedContact(line.Line, reason));
        return reason is null;
    }

    private void AddUnknownAttributes(List<ContactUpsert> lines)
    {
        var unknown = new Dictionary<string, AttributeDefinition>(StringComparer.Ordinal);
        foreach (var (name, value) in lines.SelectMany(l => l.Attributes))
            if (value is not null && name.Length > 0 && _attributes.Find(name) is null && !AttributeColumns.BuiltIn.Contains(name))
                unknown.TryAdd(name, new AttributeDefinition(name, AttributeValues.TypeOf(value)));
        if (unknown.Count > 0)
            _attributes = AttributeColumns.Ensure(_connection, unknown.Values);
    }

    private void FindKnown(List<ContactUpsert> lines)
    {
        var externalIds = lines.Select(l => l.ExternalId).OfType<string>().Where(e => e.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        foreach (var (key, id) in _connection.List(
            "SELECT external_id, min(id) FROM contact WHERE external_id IN (SELECT unnest($keys)) GROUP BY external_id", r => (r.GetString(0), r.GetInt64(1)), ("keys", externalIds)))
            _byExternalId[key] = id;
        var emails = lines.Select(l => l.Email).OfType<string>().Where(e => e.Length > 0).Select(Key).Distinct(StringComparer.Ordinal).ToList();
        foreach (var (key, id, externalId) in _connection.List(
            "SELECT email_key, id, external_id FROM contact WHERE email_key IN (SELECT unnest($keys)) ORDER BY id", r => (r.GetString(0), r.GetInt64(1), r.Text(2)), ("keys", emails)))
            _byEmail.TryAdd(key, (id, externalId));
    }

    private (int Inserted, int Updated) Merge(List<ContactUpsert> lines)
    {
        var fresh = new Queue<long>(_connection.List("SELECT nextval('contact_ids') FROM range($count)", r => r.GetInt64(0), ("count", (long)lines.Count)));
        var (inserted, updated) = (0, 0);
        foreach (var line in lines)
        {
            List<KeyValuePair<int, object>> attributes;
            try
            {
                attributes = [.. Fitted(line)];
            }
            catch (AttributeTypeException exception)
            {
                _rejected.Add(new RejectedContact(line.Line, exception.Message));
                continue;
            }

            var known = Find(line);
            var id = known ?? fresh.Dequeue();
            if (!_drafts.TryGetValue(id, out var draft))
                _drafts[id] = draft = new ContactDraft(id, known is null);
            draft.Merge(line, attributes, _overwrite);
            Remember(line, id);
            if (known is null)
                inserted++;
            else
                updated++;
        }

        return (inserted, updated);
    }

    private long? Find(ContactUpsert line)
    {
        if (line.ExternalId is { Length: > 0 } externalId && _byExternalId.TryGetValue(externalId, out var byId))
            return byId;
        return line.Email is { Length: > 0 } email && _byEmail.TryGetValue(Key(email), out var found) && (string.IsNullOrEmpty(line.ExternalId) || found.ExternalId is null)
            ? found.Id
            : null;
    }

    private void Remember(ContactUpsert line, long id)
    {
        if (line.ExternalId is { Length: > 0 } externalId)
            _byExternalId[externalId] = id;
        if (line.Email is { Length: > 0 } email && (!_byEmail.TryGetValue(Key(email), out var known) || known.Id == id))
            _byEmail[Key(email)] = (id, string.IsNullOrEmpty(line.ExternalId) ? null : line.ExternalId);
    }

    private IEnumerable<KeyValuePair<int, object>> Fitted(ContactUpsert line)
    {
        foreach (var (name, value) in line.Attributes)
        {
            var column = _attributes.Find(name);
            if (column is null && AttributeColumns.BuiltIn.Contains(name))
                throw new AttributeTypeException($"'{name}' is a field that every contact has; it cannot be given as an attribute.");
            if (column is not null && AttributeValues.Fit(column.Definition, value) is { } fitted)
                yield return new(column.Ordinal, fitted);
        }
    }
}
