using Activities.Runs;
using Designer.Server.Runs;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Running;

namespace Designer.Server.Elsa;

/// <summary>POST /workflow-instances: the filter that Elsa Studio sends, a page at a time (pages count from 0).</summary>
internal sealed class InstanceListing
{
    private const int LargestPage = 500;
    private const int UsualPage = 100;

    public int? Page { get; init; }
    public int? PageSize { get; init; }
    public string? SearchTerm { get; init; }
    public string? DefinitionId { get; init; }
    public IReadOnlyList<string>? DefinitionIds { get; init; }
    public IReadOnlyList<string>? WorkflowInstanceIds { get; init; }
    public int? Version { get; init; }
    public RunStatus? Status { get; init; }
    public IReadOnlyList<RunStatus>? Statuses { get; init; }
    public RunSubStatus? SubStatus { get; init; }
    public IReadOnlyList<RunSubStatus>? SubStatuses { get; init; }
    public bool? HasIncidents { get; init; }
    public string? CorrelationId { get; init; }
    public IReadOnlyList<TimestampFilter>? TimestampFilters { get; init; }
    public string? OrderBy { get; init; }
    public string? OrderDirection { get; init; }

    public static async Task<JsonHttpResult<ElsaPage<Instance>>> ListAsync(HttpRequest http, IRunArchive archive, RunEngine engine, CancellationToken cancellationToken)
    {
        var listing = await ElsaWire.BodyAsync<InstanceListing>(http, cancellationToken);
        var page = await archive.SearchAsync(listing.Search(), cancellationToken);
        return ElsaWire.Json(new ElsaPage<Instance>([.. page.Items.Select(r => InstanceAnswers.Summary(engine.Current(r.Id) ?? r))], page.Total));
    }

    private RunSearch Search()
    {
        var size = Math.Clamp(PageSize ?? UsualPage, 1, LargestPage);
        return new RunSearch
        {
            Text = SearchTerm,
            Ids = [.. WorkflowInstanceIds ?? []],
            DefinitionIds = [.. (DefinitionIds ?? []).Concat(DefinitionId is { Length: > 0 } one ? [one] : [])],
            Version = Version,
            Statuses = [.. (Statuses ?? []).Concat(Status is { } status ? [status] : [])],
            SubStatuses = [.. (SubStatuses ?? []).Concat(SubStatus is { } subStatus ? [subStatus] : [])],
            HasFaults = HasIncidents,
            CorrelationId = CorrelationId,
            StartedFrom = Bound("GreaterThan"),
            StartedTo = Bound("LessThan"),
            Order = OrderBy?.ToUpperInvariant() switch { "FINISHED" or "FINISHEDAT" => RunOrder.Finished, "NAME" => RunOrder.Name, _ => RunOrder.Started },
            Ascending = OrderDirection?.StartsWith("asc", StringComparison.OrdinalIgnoreCase) == true,
            Offset = Math.Max(0, Page ?? 0) * size,
            Limit = size,
        };
    }

    private DateTimeOffset? Bound(string op) =>
        TimestampFilters?.Where(f => f.Column.Equals("CreatedAt", StringComparison.OrdinalIgnoreCase) && f.Operator.StartsWith(op, StringComparison.OrdinalIgnoreCase)).Select(f => (DateTimeOffset?)f.Timestamp).FirstOrDefault();

    /// <summary>Operator: GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual.</summary>
    internal sealed record TimestampFilter(string Column, string Operator, DateTimeOffset Timestamp);
}
