using System.Text.Json;

namespace Designer.Contracts.Contacts;

/// <summary>A row of GET /api/contacts?query=&amp;offset=&amp;limit=.</summary>
public sealed record ContactRow(long Id, string? ExternalId, string? Email, string? FirstName, string? LastName, string? Language, string? TimeZone, bool EmailConsent, bool Suppressed, IReadOnlyList<string> Tags, DateTimeOffset CreatedAt);

public sealed record ContactPage(IReadOnlyList<ContactRow> Items, long Total);

/// <summary>GET /api/contacts/{id}.</summary>
public sealed record ContactProfile(ContactRow Contact, string? Phone, IReadOnlyDictionary<string, JsonElement> Attributes, IReadOnlyList<TimelineEntry> Timeline);

/// <summary>Kind: event, message, score, run, consent. Text is what happened, in data (event name, subject …), not a sentence.</summary>
public sealed record TimelineEntry(DateTimeOffset At, string Kind, string Text, string? RunId, string? MessageId, IReadOnlyDictionary<string, JsonElement>? Properties);

/// <summary>POST /api/contacts: an array or NDJSON of these.</summary>
public sealed record ContactInput
{
    public string? ExternalId { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Language { get; init; }
    public string? TimeZone { get; init; }
    public bool? EmailConsent { get; init; }
    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
}

public sealed record UpsertResponse(int Inserted, int Updated, IReadOnlyList<RejectedRow> Rejected);

/// <summary>POST /api/events: an array or NDJSON of these; contact by externalId or e-mail.</summary>
public sealed record EventInput(string? Id, string? ExternalId, string? Email, string Name, DateTimeOffset? At, IReadOnlyDictionary<string, JsonElement>? Properties);

public sealed record EventsResponse(int Accepted, int Duplicates, IReadOnlyList<RejectedRow> Rejected);

public sealed record RejectedRow(long Line, string Reason);

/// <summary>GET /api/contacts/{id}/export: everything that is kept about a person.</summary>
public sealed record ContactExport(ContactRow Contact, string? Phone, IReadOnlyDictionary<string, JsonElement> Attributes, IReadOnlyList<TimelineEntry> Timeline, DateTimeOffset ExportedAt);

/// <summary>A row of GET /api/suppressions?offset=&amp;limit=. POST /api/suppressions takes address and reason; DELETE /api/suppressions/{address} lets it be written to again.</summary>
public sealed record SuppressionRow(string Address, string Reason, DateTimeOffset At);

public sealed record AddSuppressionRequest(string Address, string? Reason);

/// <summary>GET /api/attributes.</summary>
public sealed record AttributeRow(string Name, string Type, string? Label, bool IsBuiltIn);

/// <summary>GET /api/events/kinds.</summary>
public sealed record EventKindRow(string Name, long Count, IReadOnlyList<string> Properties);

/// <summary>POST /api/contacts/import/preview (multipart: file): the file is kept under its token until it is imported or an hour has passed.</summary>
public sealed record ImportPreview(string Token, string FileName, long Bytes, string Encoding, string Delimiter, IReadOnlyList<ImportColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Sample);

/// <param name="Target">externalId, email, phone, firstName, lastName, language, timeZone, emailConsent, tags, attribute or ignore.</param>
/// <param name="Attribute">The attribute's name when Target is attribute.</param>
/// <param name="Type">Text, Number, YesNo or Date.</param>
public sealed record ImportColumn(int Index, string Header, string Target, string? Attribute, string Type);

/// <summary>POST /api/contacts/import {token, columns, conflict}; or multipart with the file itself and the guessed mapping. Answers 202 with an ImportStatus.</summary>
/// <param name="Conflict">skip, fill or overwrite; never assumed.</param>
public sealed record StartImportRequest(string Token, IReadOnlyList<ImportColumn> Columns, string Conflict);

/// <summary>GET /api/contacts/import/{id}; State: running, finished, failed, cancelled. POST …/cancel stops it. GET …/report is the CSV of rejected lines.</summary>
public sealed record ImportStatus(string Id, string FileName, string State, long BytesRead, long BytesTotal, long Rows, long Inserted, long Updated, long Skipped, long Rejected, string? Fault, IReadOnlyList<RejectedRow> FirstRejected);
