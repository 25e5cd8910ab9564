using Activities.Documents;
using Designer.Contracts.Flows;
using Workflows.Elsa;

namespace Designer.Server.Flows;

/// <summary>The versions of a flow as people look at them: when, by whom, published or not, and what somebody noted beside them.</summary>
public sealed class FlowHistory(FlowStore flows, IDocumentStore<VersionNotes> notes)
{
    public const int LongestNote = 500;

    /// <summary>Newest first.</summary>
    /// <exception cref="FlowNotFoundException" />
    public async Task<IReadOnlyList<FlowVersion>> ListAsync(string definitionId, CancellationToken cancellationToken)
    {
        var flow = (await flows.GetAsync(definitionId, cancellationToken)).Document;
        var noted = (await notes.FindAsync(definitionId, cancellationToken))?.Document.Notes;
        return [.. flow.Versions.Reverse().Select(line => Answer(flow, line, noted?.GetValueOrDefault(line.Version)))];
    }

    /// <exception cref="FlowNotFoundException">The flow or the version does not exist.</exception>
    public async Task<FlowVersionDocument> GetAsync(string definitionId, int version, CancellationToken cancellationToken)
    {
        var definition = await flows.VersionAsync(definitionId, version, cancellationToken);
        return new FlowVersionDocument(await LineAsync(definitionId, version, cancellationToken), ElsaJson.WriteElement(definition));
    }

    /// <exception cref="FlowNotFoundException">The flow or the version does not exist.</exception>
    public async Task<FlowVersion> NoteAsync(string definitionId, int version, string note, CancellationToken cancellationToken)
    {
        if (note.Length > LongestNote)
            throw new BadHttpRequestException($"The note has {note.Length} characters; at most {LongestNote} are allowed.");
        await LineAsync(definitionId, version, cancellationToken);
        // Two who note at once: the second tries again on what the first left.
        for (; ; )
        {
            var stored = await notes.FindAsync(definitionId, cancellationToken);
            var next = new Dictionary<int, string>(stored?.Document.Notes ?? new Dictionary<int, string>());
            if (string.IsNullOrWhiteSpace(note))
                next.Remove(version);
            else
                next[version] = note.Trim();
            try
            {
                await notes.PutAsync(definitionId, new VersionNotes { Notes = next }, stored?.Revision ?? 0, cancellationToken);
                return await LineAsync(definitionId, version, cancellationToken);
            }
            catch (RevisionConflictException)
            {
                continue;
            }
        }
    }

    /// <summary>A deleted flow's notes must not stand beside the versions of another that gets its id.</summary>
    public Task ForgetAsync(string definitionId, CancellationToken cancellationToken) => notes.DeleteAsync(definitionId, null, cancellationToken);

    private async Task<FlowVersion> LineAsync(string definitionId, int version, CancellationToken cancellationToken) =>
        (await ListAsync(definitionId, cancellationToken)).FirstOrDefault(v => v.Version == version) ?? throw FlowNotFoundException.Of(definitionId, version);

    private static FlowVersion Answer(StoredFlow flow, VersionLine line, string? note) => new(line.Version, line.Version == flow.PublishedVersion, line.Version == flow.Version, line.SavedAt, line.SavedBy)
    {
        PublishedAt = line.PublishedAt, PublishedBy = line.PublishedBy, RestoredFrom = line.RestoredFrom, Note = note,
    };
}
