using System.Text.Json;
using Workflows.Validation;

namespace Designer.Contracts.Flows;

/// <summary>A row of GET /api/workflows.</summary>
public sealed record FlowSummary(string DefinitionId, string Name, string? Description, int Version, bool IsPublished, int? PublishedVersion, bool HasUnpublishedChanges, DateTimeOffset UpdatedAt, long Revision);

/// <summary>GET /api/workflows/{definitionId}: the latest version, as Elsa JSON, with what a save needs (If-Match: the revision).</summary>
public sealed record FlowDocument(FlowSummary Summary, JsonElement Definition, IReadOnlyList<Problem> Problems);

/// <summary>POST /api/workflows (a new flow) and PUT /api/workflows/{definitionId} (saves the draft; header If-Match: "revision").</summary>
public sealed record SaveFlowRequest(JsonElement Definition)
{
    /// <summary>The version that is there stays in the history, and this one becomes a further version: what somebody else saved meanwhile is not written over.</summary>
    public bool KeepLatest { get; init; }
}

/// <summary>Answer of create, save, import, publish, unpublish and rollback.</summary>
public sealed record SaveFlowResponse(FlowSummary Summary, IReadOnlyList<Problem> Problems);

/// <summary>GET /api/workflows/{definitionId}/versions, newest first.</summary>
public sealed record FlowVersion(int Version, bool IsPublished, bool IsLatest, DateTimeOffset SavedAt, string? SavedBy)
{
    public DateTimeOffset? PublishedAt { get; init; }
    public string? PublishedBy { get; init; }

    /// <summary>The older version that this one began as.</summary>
    public int? RestoredFrom { get; init; }

    public string? Note { get; init; }
}

/// <summary>GET /api/workflows/{definitionId}/versions/{version}: one version as it was, as Elsa JSON.</summary>
public sealed record FlowVersionDocument(FlowVersion Version, JsonElement Definition);

/// <summary>PUT /api/workflows/{definitionId}/versions/{version}/note. Empty: no note any more.</summary>
public sealed record VersionNoteRequest(string Note);

/// <summary>POST /api/workflows/{definitionId}/rollback: makes a draft of an older version.</summary>
public sealed record RollbackRequest(int Version);

/// <summary>GET /api/gallery: the sample flows of the workflows folder. Definition is Elsa JSON; the client draws the picture from it.</summary>
public sealed record GalleryFlow(string Id, string Name, string Description, JsonElement Definition);
