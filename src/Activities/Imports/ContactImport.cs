using Activities.Contacts;

namespace Activities.Imports;

/// <summary>What happens to a contact that is there already; chosen by the person who imports, never assumed.</summary>
public enum ImportConflict { Skip, Fill, Overwrite }

/// <summary>Counts so far; Rows = Inserted + Updated + Skipped + Rejected + those of the batch in work.</summary>
public sealed record ImportProgress(long BytesRead, long Rows, long Inserted, long Updated, long Skipped, long Rejected);

/// <summary>Carries the rows of a file into the contact store, batch by batch; a batch is in as a whole or not at all.</summary>
public sealed class ContactImport(IContactStore contacts)
{
    public const int BatchSize = 2_000;

    /// <param name="rejected">Told of every row that does not go in: its line, the reason, and its fields.</param>
    /// <exception cref="ImportException">The mapping does not fit the file, or a quote is not closed; what was already carried stays and is counted.</exception>
    public async Task<ImportProgress> RunAsync(Stream file, IReadOnlyList<ColumnMapping> columns, ImportConflict conflict, Action<RejectedContact, string[]> rejected, Action<ImportProgress> progress, CancellationToken cancellationToken)
    {
        var rows = await CsvRows.OpenAsync(file, cancellationToken);
        var mapping = new RowMapping(columns, rows.Header.Count);
        await contacts.EnsureAttributesAsync(mapping.Attributes, cancellationToken);

        var counts = new ImportProgress(0, 0, 0, 0, 0, 0);
        var batch = new List<(ContactUpsert Contact, string[] Fields)>(BatchSize);
        long number = 0;
        await foreach (var (line, fields) in rows.ReadAsync(file, cancellationToken))
        {
            number++;
            counts = counts with { Rows = number };
            if (mapping.Read(line, number, fields, out var contact) is { } reason)
            {
                rejected(new RejectedContact(line, reason), fields);
                counts = counts with { Rejected = counts.Rejected + 1 };
                continue;
            }
            batch.Add((contact!, fields));
            if (batch.Count == BatchSize)
            {
                counts = await CarryAsync(batch, conflict, rejected, counts with { BytesRead = file.Position }, cancellationToken);
                progress(counts);
            }
        }
        counts = await CarryAsync(batch, conflict, rejected, counts with { BytesRead = file.Length }, cancellationToken);
        progress(counts);
        return counts;
    }

    private async Task<ImportProgress> CarryAsync(List<(ContactUpsert Contact, string[] Fields)> batch, ImportConflict conflict, Action<RejectedContact, string[]> rejected, ImportProgress counts, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return counts;
        var wanted = batch.Select(b => b.Contact).ToList();
        if (conflict == ImportConflict.Skip)
            wanted = await NewOnlyAsync(wanted, cancellationToken);
        var result = wanted.Count == 0 ? new UpsertResult(0, 0, []) : await contacts.UpsertAsync(wanted, conflict == ImportConflict.Overwrite, cancellationToken);
        var byLine = batch.ToDictionary(b => b.Contact.Line, b => b.Fields);
        foreach (var refusal in result.Rejected)
            rejected(refusal, byLine[refusal.Line]);
        var skipped = batch.Count - wanted.Count;
        batch.Clear();
        return counts with { Inserted = counts.Inserted + result.Inserted, Updated = counts.Updated + result.Updated, Skipped = counts.Skipped + skipped, Rejected = counts.Rejected + result.Rejected.Count };
    }

    /// <summary>Those that neither the store nor an earlier row of the batch has.</summary>
    private async Task<List<ContactUpsert>> NewOnlyAsync(List<ContactUpsert> batch, CancellationToken cancellationToken)
    {
        var ids = (await contacts.IdsByExternalIdAsync([.. batch.Select(c => c.ExternalId).OfType<string>().Distinct()], cancellationToken)).Keys.ToHashSet();
        var addresses = new HashSet<string>((await contacts.IdsByEmailAsync([.. batch.Select(c => c.Email).OfType<string>().Distinct()], cancellationToken)).Keys, StringComparer.OrdinalIgnoreCase);
        return [.. batch.Where(c => !IsKnown(c))];

        bool IsKnown(ContactUpsert contact)
        {
            var known = (contact.ExternalId is { } id && ids.Contains(id)) || (contact.Email is { } email && addresses.Contains(email));
            if (contact.ExternalId is { } newId)
                ids.Add(newId);
            if (contact.Email is { } newEmail)
                addresses.Add(newEmail);
            return known;
        }
    }
}
