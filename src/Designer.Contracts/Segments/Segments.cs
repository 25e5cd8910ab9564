using System.Text.Json;
using Designer.Contracts.Contacts;

namespace Designer.Contracts.Segments;

/// <summary>GET /api/segments, GET and PUT /api/segments/{id} (If-Match), DELETE.</summary>
public sealed record SegmentDocument(string Id, string Name, JsonElement Rule, long Revision, DateTimeOffset UpdatedAt, long? Count);

public sealed record SaveSegmentRequest(string Name, JsonElement Rule);

/// <summary>POST /api/segments/preview; POST /api/segments/members answers the ids of all members, ascending, as one JSON array (GET /api/segments/{id}/members for a saved one).</summary>
public sealed record SegmentPreviewRequest(JsonElement Rule);

public sealed record SegmentPreview(long Count, long Total, IReadOnlyList<ContactRow> Sample);
