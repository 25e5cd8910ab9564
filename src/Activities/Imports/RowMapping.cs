using Activities.Contacts;
using Activities.Email;

namespace Activities.Imports;

/// <summary>Reads one row as a contact by the chosen mapping.</summary>
public sealed class RowMapping
{
    private readonly IReadOnlyList<ColumnMapping> _columns;
    private readonly int _width;
    private readonly bool _hasIdentity;

    /// <exception cref="ImportException">A column does not exist, a target is chosen twice, or an attribute has no name.</exception>
    public RowMapping(IReadOnlyList<ColumnMapping> columns, int width)
    {
        if (columns.FirstOrDefault(c => c.Index < 0 || c.Index >= width) is { } outside)
            throw new ImportException($"Column {outside.Index + 1} ('{outside.Header}') is mapped, but the file has {width} columns.");
        if (columns.FirstOrDefault(c => c.Target == ColumnTarget.Attribute && string.IsNullOrWhiteSpace(c.Attribute)) is { } nameless)
            throw new ImportException($"Column {nameless.Index + 1} ('{nameless.Header}') becomes an attribute but has no name for it.");
        var twice = columns.Where(c => c.Target is not (ColumnTarget.Ignore or ColumnTarget.Attribute)).GroupBy(c => c.Target.ToString())
            .Concat(columns.Where(c => c.Target == ColumnTarget.Attribute).GroupBy(c => c.Attribute!.ToLowerInvariant())).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new ImportException($"'{twice.Key}' is the target of {twice.Count()} columns ({string.Join(", ", twice.Select(c => c.Header))}); it can have one.");
        _columns = columns;
        _width = width;
        _hasIdentity = columns.Any(c => c.Target is ColumnTarget.ExternalId or ColumnTarget.Email);
    }

    public IReadOnlyList<AttributeDefinition> Attributes =>
        [.. _columns.Where(c => c.Target == ColumnTarget.Attribute).Select(c => new AttributeDefinition(c.Attribute!, c.Type, c.Header))];

    /// <param name="line">Of the file; for the report.</param>
    /// <param name="number">Of the row, from 1; the external id where no column is an identity.</param>
    /// <returns>Why the row does not go in, or null.</returns>
    public string? Read(long line, long number, string[] fields, out ContactUpsert? contact)
    {
        contact = null;
        if (fields.Length != _width)
            return $"Line {line} has {fields.Length} fields; the first line has {_width}.";
        var attributes = new Dictionary<string, object?>();
        var row = new ContactUpsert { Line = line, Attributes = attributes, ConsentSource = "CSV import" };
        foreach (var column in _columns)
        {
            var text = fields[column.Index].Trim();
            if (text.Length == 0)
                continue;
            if (text.Contains('\0', StringComparison.Ordinal))
                return $"Line {line}, column '{column.Header}': the field holds a NUL character.";
            if (column.Target == ColumnTarget.Attribute)
            {
                if (!FieldText.TryRead(text, column.Type, out var value))
                    return $"Line {line}, column '{column.Header}': '{Shorten(text)}' is no {Word(column.Type)}.";
                attributes[column.Attribute!] = value;
                continue;
            }
            if (Set(ref row, column.Target, text) is { } problem)
                return $"Line {line}, column '{column.Header}': {problem}";
        }
        if (!_hasIdentity)
            row = row with { ExternalId = number.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        else if (row.ExternalId is null && row.Email is null)
            return $"Line {line} has neither an external id nor an e-mail address.";
        contact = row;
        return null;
    }

    private static string? Set(ref ContactUpsert row, ColumnTarget target, string text)
    {
        switch (target)
        {
            case ColumnTarget.ExternalId: row = row with { ExternalId = text }; break;
            case ColumnTarget.Phone: row = row with { Phone = text }; break;
            case ColumnTarget.FirstName: row = row with { FirstName = text }; break;
            case ColumnTarget.LastName: row = row with { LastName = text }; break;
            case ColumnTarget.Language: row = row with { Language = text.Replace('_', '-') }; break;
            case ColumnTarget.Tags: row = row with { Tags = text.Split([',', ';', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) }; break;
            case ColumnTarget.Email:
                if (EmailAddress.TryParse(text) is null)
                    return $"'{Shorten(text)}' is no e-mail address.";
                row = row with { Email = text };
                break;
            case ColumnTarget.TimeZone:
                if (!TimeZoneInfo.TryFindSystemTimeZoneById(text, out _))
                    return $"'{Shorten(text)}' is no time zone; write it like Europe/Berlin.";
                row = row with { TimeZone = text };
                break;
            case ColumnTarget.EmailConsent:
                if (FieldText.AsYesNo(text) is not { } consent)
                    return $"'{Shorten(text)}' is neither yes nor no.";
                row = row with { EmailConsent = consent };
                break;
        }
        return null;
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "…");

    private static string Word(AttributeType type) => type switch { AttributeType.Number => "number", AttributeType.YesNo => "yes or no", AttributeType.Date => "date", _ => "text" };
}
