using System.Collections.Immutable;
using Activities.Documents;
using Workflows.Definitions;
using Workflows.Elsa;

namespace Designer.Server.Flows;

/// <summary>
/// Flows with their versions, as Elsa keeps them: a draft is overwritten, and what was published, run or replaced by an import stays as it was. Saves are optimistic: who
/// did not see the last one gets a <see cref="RevisionConflictException"/>.
/// </summary>
public sealed class FlowStore(IDocumentStore<StoredFlow> flows, IDocumentStore<FrozenVersion> frozen, IEnumerable<IFlowListener> listeners, TimeProvider time)
{
    public Task<IReadOnlyList<Stored<StoredFlow>>> ListAsync(CancellationToken cancellationToken) => flows.ListAsync(cancellationToken);

    /// <exception cref="FlowNotFoundException" />
    public async Task<Stored<StoredFlow>> GetAsync(string definitionId, CancellationToken cancellationToken) =>
        await flows.FindAsync(definitionId, cancellationToken) ?? throw FlowNotFoundException.Of(definitionId);

    /// <summary>A new flow. A definitionId that is taken, or none, gives it one of its own.</summary>
    public async Task<Stored<StoredFlow>> CreateAsync(WorkflowDefinition definition, string? author, CancellationToken cancellationToken)
    {
        FlowLimits.RefuseId(definition.DefinitionId);
        var taken = (await flows.ListAsync(cancellationToken)).Select(f => f.Id).ToHashSet();
        var wanted = definition.DefinitionId.Length > 0 ? definition.DefinitionId : FlowNames.Slug(definition.Name, "flow");
        return await PutAsync(FlowNames.Unique(wanted, taken), definition, null, 0, author, cancellationToken);
    }

    /// <summary>Saves the draft: over the last one, or as a new version when the latest is one that somebody relies on.</summary>
    public async Task<Stored<StoredFlow>> SaveAsync(string definitionId, WorkflowDefinition definition, long? expectedRevision, string? author, CancellationToken cancellationToken)
    {
        var stored = await GetAsync(definitionId, cancellationToken);
        return await PutAsync(definitionId, definition, stored, expectedRevision ?? stored.Revision, author, cancellationToken);
    }

    /// <summary>Elsa's import: an unknown definitionId makes a flow, a known one gets a further version. The version that was there stays to go back to.</summary>
    public async Task<Stored<StoredFlow>> ImportAsync(WorkflowDefinition definition, string? author, CancellationToken cancellationToken)
    {
        if (definition.DefinitionId.Length == 0 || await flows.FindAsync(definition.DefinitionId, cancellationToken) is not { } stored)
            return await CreateAsync(definition, author, cancellationToken);
        await FreezeAsync(stored, cancellationToken);
        return await PutAsync(stored.Id, definition, stored, stored.Revision, author, cancellationToken);
    }

    public async Task<Stored<StoredFlow>> PublishAsync(string definitionId, long? expectedRevision, CancellationToken cancellationToken)
    {
        var stored = await GetAsync(definitionId, cancellationToken);
        await FreezeAsync(stored, cancellationToken);
        return await PutPublishedAsync(stored, stored.Document.Version, expectedRevision, cancellationToken);
    }

    public async Task<Stored<StoredFlow>> UnpublishAsync(string definitionId, long? expectedRevision, CancellationToken cancellationToken) =>
        await PutPublishedAsync(await GetAsync(definitionId, cancellationToken), null, expectedRevision, cancellationToken);

    /// <summary>Makes a draft of an older version; nothing that is published changes.</summary>
    public async Task<Stored<StoredFlow>> RollbackAsync(string definitionId, int version, long? expectedRevision, string? author, CancellationToken cancellationToken)
    {
        var stored = await GetAsync(definitionId, cancellationToken);
        var older = await VersionAsync(definitionId, version, cancellationToken);
        // The draft that is left behind may be wanted again.
        await FreezeAsync(stored, cancellationToken);
        return await PutAsync(definitionId, older, stored, expectedRevision ?? stored.Revision, author, cancellationToken);
    }

    /// <exception cref="FlowNotFoundException">The flow or the version does not exist.</exception>
    public async Task<WorkflowDefinition> VersionAsync(string definitionId, int version, CancellationToken cancellationToken)
    {
        var stored = await GetAsync(definitionId, cancellationToken);
        var json = version == stored.Document.Version ? stored.Document.Json : (await frozen.FindAsync(Key(definitionId, version), cancellationToken))?.Document.Json;
        return json is null ? throw FlowNotFoundException.Of(definitionId, version) : Flags(ElsaJson.Read(json), stored.Document);
    }

    /// <summary>What Run runs: the latest version, which from now on stays as it is (the next save makes another). The revision does not change, so whoever draws goes on undisturbed.</summary>
    public async Task<FlowSnapshot> SnapshotAsync(string definitionId, CancellationToken cancellationToken)
    {
        var stored = await GetAsync(definitionId, cancellationToken);
        await FreezeAsync(stored, cancellationToken);
        return new FlowSnapshot(definitionId, stored.Document.Version, Flags(ElsaJson.Read(stored.Document.Json), stored.Document));
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
    public async Task DeleteAsync(string definitionId, CancellationToken cancellationToken)
    {
        var stored = await GetAsync(definitionId, cancellationToken);
        await flows.DeleteAsync(definitionId, null, cancellationToken);
        foreach (var line in stored.Document.Versions)
            await frozen.DeleteAsync(Key(definitionId, line.Version), null, cancellationToken);
        if (stored.Document.PublishedVersion is not null)
            await TellAsync(definitionId, null, cancellationToken);
    }

    /// <summary>The stored definition with Elsa's flags as they are now.</summary>
    public static WorkflowDefinition Definition(Stored<StoredFlow> stored) => Flags(ElsaJson.Read(stored.Document.Json), stored.Document);

    private async Task<Stored<StoredFlow>> PutAsync(string id, WorkflowDefinition definition, Stored<StoredFlow>? stored, long expectedRevision, string? author, CancellationToken cancellationToken)
    {
        var before = stored?.Document;
        var now = time.GetUtcNow();
        WorkflowDefinition As(int number) => definition with { DefinitionId = id, Id = $"{id}-v{number}", Version = number, IsLatest = true, IsPublished = false, CreatedAt = definition.CreatedAt ?? now };
        var version = before is null ? await FirstVersionAsync(id, cancellationToken) : before.Version;
        // Saving again what was just run or published makes no further version of it.
        if (before is not null && await frozen.FindAsync(Key(id, version), cancellationToken) is not null && ElsaJson.Write(As(version)) != before.Json)
            version++;
        var kept = As(version);
        var json = ElsaJson.Write(kept);
        FlowLimits.RefuseLarge(kept, json);
        ImmutableArray<VersionLine> earlier = [.. (before?.Versions ?? []).Where(v => v.Version < version)];
        var next = new StoredFlow
        {
            Name = kept.Name,
            Description = kept.Description,
            Version = version,
            PublishedVersion = before?.PublishedVersion,
            Json = json,
            Versions = earlier.Add(new VersionLine(version, now, author)),
        };
        return await flows.PutAsync(id, next, expectedRevision, cancellationToken);
    }

    private async Task<Stored<StoredFlow>> PutPublishedAsync(Stored<StoredFlow> stored, int? version, long? expectedRevision, CancellationToken cancellationToken)
    {
        var put = await flows.PutAsync(stored.Id, stored.Document with { PublishedVersion = version }, expectedRevision ?? stored.Revision, cancellationToken);
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
