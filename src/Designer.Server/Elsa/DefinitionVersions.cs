using System.Globalization;
using Activities.Documents;
using Designer.Server.Flows;
using Workflows.Definitions;

namespace Designer.Server.Elsa;

/// <summary>Which versions of a flow Elsa's versionOptions mean, and which flow and version an id of a version names.</summary>
internal sealed class DefinitionVersions(FlowStore flows)
{
    /// <summary>Elsa's words are read whatever their case; a number is that version.</summary>
    /// <exception cref="BadHttpRequestException">It is none of them.</exception>
    public static IReadOnlyList<int> Select(StoredFlow flow, string? options)
    {
        int[] published = flow.PublishedVersion is { } version ? [version] : [];
        int[] latest = [flow.Version];
        return options?.ToUpperInvariant() switch
        {
            null or "" or "ALL" or "ALLVERSIONS" => [.. flow.Versions.Select(v => v.Version).Reverse()],
            "LATEST" => latest,
            "PUBLISHED" => published,
            "DRAFT" => flow.PublishedVersion == flow.Version ? [] : latest,
            "LATESTORPUBLISHED" => [.. latest.Union(published)],
            "LATESTANDPUBLISHED" => [.. latest.Intersect(published)],
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => flow.Versions.Any(v => v.Version == number) ? [number] : [],
            _ => throw new BadHttpRequestException($"versionOptions is '{options}'; it must be Latest, Published, LatestOrPublished, LatestAndPublished, Draft, AllVersions or the number of a version."),
        };
    }

    /// <exception cref="FlowNotFoundException">There is no such flow, or no such version of it.</exception>
    public async Task<WorkflowDefinition> GetAsync(string definitionId, string? options, CancellationToken cancellationToken)
    {
        var stored = await flows.GetAsync(definitionId, cancellationToken);
        return Select(stored.Document, string.IsNullOrEmpty(options) ? "Latest" : options) is [var version, ..]
            ? await flows.VersionAsync(definitionId, version, cancellationToken)
            : throw new FlowNotFoundException($"The workflow '{definitionId}' has no version that is {options}.");
    }

    /// <summary>By the id of a version: "win-back-v3".</summary>
    /// <exception cref="FlowNotFoundException">There is no such version.</exception>
    public async Task<WorkflowDefinition> GetByIdAsync(string id, CancellationToken cancellationToken)
    {
        var (definitionId, version) = Split(id);
        return await flows.VersionAsync(definitionId, version, cancellationToken);
    }

    /// <summary>As <see cref="FlowStore"/> writes them: the flow's id, "-v", the number.</summary>
    public static (string DefinitionId, int Version) Split(string id)
    {
        var at = id.LastIndexOf("-v", StringComparison.Ordinal);
        return at > 0 && int.TryParse(id.AsSpan(at + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? (id[..at], version) : throw new FlowNotFoundException($"There is no version of a workflow with the id '{id}'.");
    }

    public static string Id(string definitionId, int version) => string.Create(CultureInfo.InvariantCulture, $"{definitionId}-v{version}");

    public static DateTimeOffset SavedAt(Stored<StoredFlow> stored, int version) => stored.Document.Versions.FirstOrDefault(v => v.Version == version)?.SavedAt ?? stored.UpdatedAt;
}
