using Activities.Contacts;

namespace Storage.Facts.Contacts;

/// <summary>What the lines of one batch say of one person, merged in their order; null leaves a column as it is.</summary>
internal sealed class ContactDraft(long id, bool isNew)
{
    public long Id => id;
    public bool IsNew => isNew;
    public string? ExternalId { get; private set; }
    public string? Email { get; private set; }
    public string? Phone { get; private set; }
    public string? FirstName { get; private set; }
    public string? LastName { get; private set; }
    public string? Language { get; private set; }
    public string? TimeZone { get; private set; }
    public DateTimeOffset? CreatedAt { get; private set; }
    public bool? EmailConsent { get; private set; }
    public string ConsentSource { get; private set; } = "unknown";
    public HashSet<string> Tags { get; } = new(StringComparer.Ordinal);
    public Dictionary<int, object> Attributes { get; } = [];

    /// <param name="attributes">By ordinal, already fitted to their columns.</param>
    public void Merge(ContactUpsert line, IEnumerable<KeyValuePair<int, object>> attributes, bool overwrite)
    {
        ExternalId = Pick(ExternalId, line.ExternalId, overwrite);
        Email = Pick(Email, line.Email, overwrite);
        Phone = Pick(Phone, line.Phone, overwrite);
        FirstName = Pick(FirstName, line.FirstName, overwrite);
        LastName = Pick(LastName, line.LastName, overwrite);
        Language = Pick(Language, line.Language, overwrite);
        TimeZone = Pick(TimeZone, line.TimeZone, overwrite);
        if (line.CreatedAt is { } created && (CreatedAt is null || overwrite))
            CreatedAt = created;
        if (line.EmailConsent is { } consent && (EmailConsent is null || overwrite))
            (EmailConsent, ConsentSource) = (consent, line.ConsentSource ?? ConsentSource);
        Tags.UnionWith(line.Tags.Where(t => t.Length > 0));
        foreach (var (ordinal, value) in attributes)
        {
            if (overwrite)
                Attributes[ordinal] = value;
            else
                Attributes.TryAdd(ordinal, value);
        }
    }

    private static string? Pick(string? mine, string? given, bool overwrite) => string.IsNullOrEmpty(given) || (mine is not null && !overwrite) ? mine : given;
}
