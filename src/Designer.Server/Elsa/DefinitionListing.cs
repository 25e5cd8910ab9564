using Designer.Server.Flows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Elsa;

/// <summary>GET /workflow-definitions: filtered, ordered, a page at a time (pages count from 0).</summary>
internal sealed class DefinitionListing
{
    public string? VersionOptions { get; init; }
    public string? SearchTerm { get; init; }
    public string[] DefinitionIds { get; init; } = [];

    /// <summary>Ids of versions.</summary>
    public string[] Ids { get; init; } = [];
    public bool? IsSystem { get; init; }
    public string? OrderBy { get; init; }
    public string? OrderDirection { get; init; }
    public int? Page { get; init; }
    public int? PageSize { get; init; }

    public async Task<JsonHttpResult<ElsaPage<DefinitionSummary>>> ListAsync(FlowStore flows, CancellationToken cancellationToken)
    {
        var rows = new List<DefinitionSummary>();
        // No flow of ours is Elsa's own.
        foreach (var flow in IsSystem == true ? [] : await flows.ListAsync(cancellationToken))
        {
            if (DefinitionIds.Length > 0 && !DefinitionIds.Contains(flow.Id))
                continue;
            foreach (var version in DefinitionVersions.Select(flow.Document, VersionOptions))
            {
                if (Ids.Length == 0 || Ids.Contains(DefinitionVersions.Id(flow.Id, version)))
                    rows.Add(await DefinitionAnswers.SummaryAsync(flow, version, flows, cancellationToken));
            }
        }

        var found = Order(rows.Where(IsFound)).ToList();
        var page = PageSize is { } size ? found.Skip(Math.Max(0, Page ?? 0) * Math.Max(1, size)).Take(Math.Max(1, size)) : found;
        return ElsaWire.Json(new ElsaPage<DefinitionSummary>([.. page], found.Count) { Links = DefinitionLinks.OfList });
    }

    private bool IsFound(DefinitionSummary row) =>
        string.IsNullOrWhiteSpace(SearchTerm) || new[] { row.Name, row.Description, row.DefinitionId, row.Id }.Any(text => text?.Contains(SearchTerm.Trim(), StringComparison.OrdinalIgnoreCase) == true);

    private IEnumerable<DefinitionSummary> Order(IEnumerable<DefinitionSummary> rows)
    {
        var isDown = OrderDirection is null ? string.IsNullOrEmpty(OrderBy) : OrderDirection.StartsWith("desc", StringComparison.OrdinalIgnoreCase);
        IOrderedEnumerable<DefinitionSummary> By<T>(Func<DefinitionSummary, T> key, IComparer<T>? comparer = null) => isDown ? rows.OrderByDescending(key, comparer) : rows.OrderBy(key, comparer);
        var ordered = OrderBy?.ToUpperInvariant() switch
        {
            "NAME" => By(r => r.Name, StringComparer.CurrentCultureIgnoreCase),
            "VERSION" => By(r => r.Version),
            "ISPUBLISHED" => By(r => r.IsPublished),
            _ => By(r => r.CreatedAt),
        };
        return ordered.ThenBy(r => r.Id, StringComparer.Ordinal);
    }
}
