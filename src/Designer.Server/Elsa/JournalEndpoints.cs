using System.Collections.Immutable;
using Activities.Runs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Elsa;

/// <summary>A run's journal, line by line.</summary>
internal static class JournalEndpoints
{
    public static void MapElsaJournal(this IEndpointRouteBuilder elsa)
    {
        elsa.MapGet("/workflow-instances/{id}/journal", (string id, int? skip, int? take, int? page, int? pageSize, Instances runs, CancellationToken ct) => ReadAsync(id, new Filter(), skip, take, page, pageSize, runs, ct));
        elsa.MapPost("/workflow-instances/{id}/journal", async (string id, int? skip, int? take, int? page, int? pageSize, HttpRequest http, Instances runs, CancellationToken ct) =>
            await ReadAsync(id, (await ElsaWire.BodyAsync<Filtered>(http, ct)).Filter ?? new Filter(), skip, take, page, pageSize, runs, ct)).Accepts<Filtered>("application/json");
    }

    private static async Task<JsonHttpResult<ElsaPage<Record>>> ReadAsync(string id, Filter filter, int? skip, int? take, int? page, int? pageSize, Instances runs, CancellationToken cancellationToken)
    {
        var (_, trace, _) = await runs.TraceAsync(id, cancellationToken);
        var found = trace.Lines.Where(l => filter.Takes(l.Line, l.Execution)).Select(l => Of(l.Line, l.Execution)).ToList();
        var size = take ?? pageSize ?? found.Count;
        return ElsaWire.Json(new ElsaPage<Record>([.. found.Skip(skip ?? ((page ?? 0) * size)).Take(size)], found.Count));
    }

    private static Record Of(JournalLine line, InstanceTrace.Execution execution) => new(
        $"{execution.Id}-{line.Sequence}", execution.Id, execution.ActivityId, execution.Type, execution.NodeId, line.At, line.Sequence, line.EventName)
    {
        ParentActivityInstanceId = execution.Parent?.Id, ActivityName = execution.Name, Message = line.Message.Length > 0 ? line.Message : null,
        Payload = line.EventName == "Completed" && !execution.Outcomes.IsEmpty ? new Payload(execution.Outcomes) : null,
    };

    internal sealed class Filtered
    {
        public Filter? Filter { get; init; }
    }

    internal sealed class Filter
    {
        public IReadOnlyList<string>? ActivityIds { get; init; }
        public IReadOnlyList<string>? ActivityNodeIds { get; init; }
        public IReadOnlyList<string>? ExcludedActivityTypes { get; init; }
        public IReadOnlyList<string>? EventNames { get; init; }

        public bool Takes(JournalLine line, InstanceTrace.Execution execution) =>
            Has(ActivityIds, execution.ActivityId) && Has(ActivityNodeIds, execution.NodeId) && Has(EventNames, line.EventName) && ExcludedActivityTypes?.Contains(execution.Type) != true;

        private static bool Has(IReadOnlyList<string>? asked, string value) => asked is null or [] || asked.Contains(value);
    }

    internal sealed record Record(string Id, string ActivityInstanceId, string ActivityId, string ActivityType, string NodeId, DateTimeOffset Timestamp, long Sequence, string EventName)
    {
        public int ActivityTypeVersion { get; } = 1;
        public string? ParentActivityInstanceId { get; init; }
        public string? ActivityName { get; init; }
        public string? Message { get; init; }
        public Payload? Payload { get; init; }
    }

    internal sealed record Payload([property: System.Text.Json.Serialization.JsonPropertyName("Outcomes")] ImmutableArray<string> Names);
}
