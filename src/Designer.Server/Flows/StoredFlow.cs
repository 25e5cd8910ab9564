namespace Designer.Server.Flows;

/// <summary>One flow as it is kept: everything that a save or a publish changes is in this one document, so each is all or nothing.</summary>
public sealed record StoredFlow
{
    public required string Name { get; init; }
    public string? Description { get; init; }

    /// <summary>The latest version; a draft unless it is the published one.</summary>
    public required int Version { get; init; }

    public int? PublishedVersion { get; init; }

    /// <summary>Elsa JSON of the latest version.</summary>
    public required string Json { get; init; }

    /// <summary>Oldest first; the last is the latest.</summary>
    public IReadOnlyList<VersionLine> Versions { get; init; } = [];
}

public sealed record VersionLine(int Version, DateTimeOffset SavedAt, string? SavedBy)
{
    /// <summary>The older version that this one began as.</summary>
    public int? RestoredFrom { get; init; }

    /// <summary>When it was published last.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    public string? PublishedBy { get; init; }
}

/// <summary>What people wrote beside the versions of a flow, by version. Apart from the flow, so that a note does not make the save of whoever draws a stale one.</summary>
public sealed record VersionNotes
{
    public IReadOnlyDictionary<int, string> Notes { get; init; } = new Dictionary<int, string>();
}

/// <summary>A version that somebody relies on (it was published, run, or replaced by an import) and that never changes again; its id is "definitionId/version".</summary>
public sealed record FrozenVersion(string Json);
