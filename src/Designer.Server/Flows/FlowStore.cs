using Activities.Documents;
using Workflows.Definitions;
using Workflows.Elsa;

namespace Designer.Server.Flows;

/// <summary>
/// Flows with their versions, as Elsa keeps them: a draft is overwritten, and what was published, run or replaced by an import stays as it was. Saves are optimistic: who
/// did not see the last one gets a <see cref="RevisionConflictException"/>. A change is several documents, so changes come one after the other.
/// </summary>
public sealed class FlowStore(IDocumentStore<StoredFlow> flows, IDocumentStore<FrozenVersion> frozen, IEnumerable<IFlowListener> listeners, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);


    public Task<IReadOnlyList<Stored<StoredFlow>>> ListAsync(CancellationToken cancellationToken) => flows.ListAsync(cancellationToken);

    /// <exception cref="FlowNotFoundException" />
    public async Task<Stored<StoredFlow>> GetAsync(string definitionId, CancellationToken cancellationToken) =>
        await flows.FindAsync(definitionId, cancellationToken) ?? throw FlowNotFoundException.Of(definitionId);

    /// <summary>A new flow. A definitionId that is taken, or none, gives it one of its own.</summary>
    public Task<Stored<StoredFlow>> CreateAsync(WorkflowDefinition definition, string? author, CancellationToken cancellationToken) =>
        AloneAsync(() => NewAsync(definition, author, cancellationToken), cancellationToken);

    /// <summary>Saves the draft: over the last one, or as a new version when the latest is one that somebody relies on.</summary>
    /// <param name="keepLatest">The latest stays as a version of its own, whoever saved it: what somebody else saved meanwhile is not lost.</param>
    public Task<Stored<StoredFlow>> SaveAsync(string definitionId, WorkflowDefinition definition, long? expectedRevision, string? author, CancellationToken cancellationToken, bool keepLatest = false) =>
        ChangeAsync(definitionId, expectedRevision, async stored =>
        {
            if (keepLatest)
                await FreezeAsync(stored, cancellationToken);
            return await PutAsync(definitionId, definition, stored, author, null, cancellationToken);
        }, cancellationToken);

    /// <summary>Elsa's import: an unknown definitionId makes a flow, a known one gets a further version. The version that was there stays to go back to.</summary>
    public Task<Stored<StoredFlow>> ImportAsync(WorkflowDefinition definition, string? author, CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        if (definition.DefinitionId.Length == 0 || await flows.FindAsync(definition.DefinitionId, cancellationToken) is not { } stored)
            return await NewAsync(definition, author, cancellationToken);
        await FreezeAsync(stored, cancellationToken);
        return await PutAsync(stored.Id, definition, stored, author, null, cancellationToken);
    }, cancellationToken);

    public Task<Stored<StoredFlow>> PublishAsync(string definitionId, long? expectedRevision, CancellationToken cancellationToken, string? author = null) =>
        ChangeAsync(definitionId, expectedRevision, async stored =>
        {
            await FreezeAsync(stored, cancellationToken);
            var (version, now) = (stored.Document.Version, time.GetUtcNow());
            return await PutPublishedAsync(stored, version, [.. stored.Document.Versions.Select(v => v.Version == version ? v with { PublishedAt = now, PublishedBy = author } : v)], cancellationToken);
        }, cancellationToken);

    public Task<Stored<StoredFlow>> UnpublishAsync(string definitionId, long? expectedRevision, CancellationToken cancellationToken) =>
        ChangeAsync(definitionId, expectedRevision, stored => PutPublishedAsync(stored, null, stored.Document.Versions, cancellationToken), cancellationToken);

    /// <summary>Makes a draft of an older version; nothing that is published changes.</summary>
    public Task<Stored<StoredFlow>> RollbackAsync(string definitionId, int version, long? expectedRevision, string? author, CancellationToken cancellationToken) =>
        ChangeAsync(definitionId, expectedRevision, async stored =>
        {
            var older = await VersionAsync(definitionId, version, cancellationToken);
            // The draft that is left behind may be wanted again.
            await FreezeAsync(stored, cancellationToken);
            return await PutAsync(definitionId, older, stored, author, version, cancellationToken);
        }, cancellationToken);

    /// <exception cref="FlowNotFoundException">The flow or the version does not exist.</exception>
    public async Task<WorkflowDefinition> VersionAsync(string definitionId, int version, CancellationToken cancellationToken)
    {
        var stored = await GetAsync(definitionId, cancellationToken);
        var json = version == stored.Document.Version ? stored.Document.Json : (await frozen.FindAsync(Key(definitionId, version), cancellationToken))?.Document.Json;
        return json is null ? throw FlowNotFoundException.Of(definitionId, version) : Flags(ElsaJson.Read(json), stored.Document);
    }

    /// <summary>What Run runs: the latest version, which from now on stays as it is (the next save makes another). The revision does not change, so whoever draws goes on undisturbed.</summary>
    public Task<FlowSnapshot> SnapshotAsync(string definitionId, CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        var stored = await GetAsync(definitionId, cancellationToken);
        await FreezeAsync(stored, cancellationToken);
        return new FlowSnapshot(definitionId, stored.Document.Version, Definition(stored));
    }, cancellationToken);

    /// <exception cref="FlowNotFoundException">The flow or the version does not exist.</exception>
    public async Task<FlowSnapshot> SnapshotAsync(string definitionId, int version, CancellationToken cancellationToken)
    {
        var isLatest = (await GetAsync(definitionId, cancellationToken)).Document.Version == version;
        return isLatest && await SnapshotAsync(definitionId, cancellationToken) is var latest && latest.Version == version
            ? latest
            : new FlowSnapshot(definitionId, version, await VersionAsync(definitionId, version, cancellationToken));
    }

    /// <summary>What a schedule runs. Null: the flow is not published.</summary>
    public async Task<FlowSnapshot?> PublishedSnapshotAsync(string definitionId, CancellationToken cancellationToken) =>
        await flows.FindAsync(definitionId, cancellationToken) is { Document.PublishedVersion: { } version } ? new FlowSnapshot(definitionId, version, await VersionAsync(definitionId, version, cancellationToken)) : null;

    /// <summary>Every published version, for those who index triggers at start.</summary>
    public async Task<IReadOnlyList<FlowSnapshot>> PublishedAsync(CancellationToken cancellationToken)
    {
        var published = new List<FlowSnapshot>();
        foreach (var flow in await flows.ListAsync(cancellationToken))
        {
            if (await PublishedSnapshotAsync(flow.Id, cancellationToken) is { } snapshot)
                published.Add(snapshot);
        }

        return published;
    }

    /// <summary>Runs keep the version that they ran; the flow and its versions go.</summary>
    public Task DeleteAsync(string definitionId, CancellationToken cancellationToken) => ChangeAsync(definitionId, null, async stored =>
    {
        await flows.DeleteAsync(definitionId, null, cancellationToken);
        foreach (var line in stored.Document.Versions)
            await frozen.DeleteAsync(Key(definitionId, line.Version), null, cancellationToken);
        if (stored.Document.PublishedVersion is not null)
            await TellAsync(definitionId, null, cancellationToken);
        return stored;
    }, cancellationToken);

    /// <summary>Removes an older version that nobody publishes; runs keep what they run.</summary>
    /// <exception cref="FlowVersionInUseException">It is the latest or the published one.</exception>
    public Task DeleteVersionAsync(string definitionId, int version, CancellationToken cancellationToken) => ChangeAsync(definitionId, null, async stored =>
    {
        var flow = stored.Document;
        if (flow.Versions.All(v => v.Version != version))
            throw FlowNotFoundException.Of(definitionId, version);
        if (version == flow.Version || version == flow.PublishedVersion)
            throw new FlowVersionInUseException($"Version {version} of '{definitionId}' is the {(version == flow.Version ? "latest" : "published")} one; only older versions that are not published can be deleted.");
        var put = await flows.PutAsync(definitionId, flow with { Versions = [.. flow.Versions.Where(v => v.Version != version)] }, stored.Revision, cancellationToken);
        await frozen.DeleteAsync(Key(definitionId, version), null, cancellationToken);
        return put;
    }, cancellationToken);

    public void Dispose() => _gate.Dispose();

    /// <summary>The stored definition with Elsa's flags as they are now.</summary>
    public static WorkflowDefinition Definition(Stored<StoredFlow> stored) => Flags(ElsaJson.Read(stored.Document.Json), stored.Document);

    private async Task<Stored<StoredFlow>> NewAsync(WorkflowDefinition definition, string? author, CancellationToken cancellationToken)
    {
        FlowLimits.RefuseId(definition.DefinitionId);
        var taken = (await flows.ListAsync(cancellationToken)).Select(f => f.Id).ToHashSet();
        var wanted = definition.DefinitionId.Length > 0 ? definition.DefinitionId : FlowNames.Slug(definition.Name, "flow");
        return await PutAsync(FlowNames.Unique(wanted, taken), definition, null, author, null, cancellationToken);
    }

    private Task<Stored<StoredFlow>> ChangeAsync(string definitionId, long? expectedRevision, Func<Stored<StoredFlow>, Task<Stored<StoredFlow>>> change, CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        var stored = await GetAsync(definitionId, cancellationToken);
        if (expectedRevision is { } expected && expected != stored.Revision)
            throw new RevisionConflictException(definitionId, expected, stored.Revision);
        return await change(stored);
    }, cancellationToken);

    private async Task<T> AloneAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Stored<StoredFlow>> PutAsync(string id, WorkflowDefinition definition, Stored<StoredFlow>? stored, string? author, int? restoredFrom, CancellationToken cancellationToken)
    {
        FlowLimits.RefuseLarge(definition);
        var before = stored?.Document;
        var now = time.GetUtcNow();
        var created = definition.CreatedAt ?? (before is null ? null : ElsaJson.Read(before.Json).CreatedAt) ?? now;
        WorkflowDefinition As(int number) => definition with { DefinitionId = id, Id = $"{id}-v{number}", Version = number, IsLatest = true, IsPublished = false, CreatedAt = created };
        var version = before is null ? await FirstVersionAsync(id, cancellationToken) : before.Version;
        var isSame = before is not null && ElsaJson.Write(As(version)) == before.Json;
        // Saving again what was just run or published makes no further version of it.
        if (before is not null && !isSame && await frozen.FindAsync(Key(id, version), cancellationToken) is not null)
            version++;
        var kept = As(version);
        var json = ElsaJson.Write(kept);
        FlowLimits.RefuseLarge(json);
        var line = before?.Versions.FirstOrDefault(v => v.Version == version) is not { } known ? new VersionLine(version, now, author) { RestoredFrom = restoredFrom }
            : isSame ? known : known with { SavedAt = now, SavedBy = author };
        var next = new StoredFlow
        {
            Name = kept.Name,
            Description = kept.Description,
            Version = version,
            PublishedVersion = before?.PublishedVersion,
            Json = json,
            Versions = [.. (before?.Versions ?? []).Where(v => v.Version < version), line],
        };
        return await flows.PutAsync(id, next, stored?.Revision ?? 0, cancellationToken);
    }

    private async Task<Stored<StoredFlow>> PutPublishedAsync(Stored<StoredFlow> stored, int? version, IReadOnlyList<VersionLine> lines, CancellationToken cancellationToken)
    {
        var put = await flows.PutAsync(stored.Id, stored.Document with { PublishedVersion = version, Versions = lines }, stored.Revision, cancellationToken);
        await TellAsync(stored.Id, version is null ? null : Definition(put), cancellationToken);
        return put;
    }

    private async Task FreezeAsync(Stored<StoredFlow> stored, CancellationToken cancellationToken)
    {
        var key = Key(stored.Id, stored.Document.Version);
        if (await frozen.FindAsync(key, cancellationToken) is null)
            await frozen.PutAsync(key, new FrozenVersion(stored.Document.Json), null, cancellationToken);
    }

    /// <summary>1, unless a deletion was cut off and left versions of an older flow of this name.</summary>
    private async Task<int> FirstVersionAsync(string id, CancellationToken cancellationToken)
    {
        var version = 1;
        while (await frozen.FindAsync(Key(id, version), cancellationToken) is not null)
            version++;
        return version;
    }

    private async Task TellAsync(string definitionId, WorkflowDefinition? published, CancellationToken cancellationToken)
    {
        foreach (var listener in listeners)
            await listener.PublishedChangedAsync(definitionId, published, cancellationToken);
    }

    private static WorkflowDefinition Flags(WorkflowDefinition definition, StoredFlow flow) =>
        definition with { IsLatest = definition.Version == flow.Version, IsPublished = definition.Version == flow.PublishedVersion };

    private static string Key(string definitionId, int version) => $"{definitionId}/{version}";
}
