using System.Text.Json;
using Activities.Runs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Elsa;

/// <summary>Telling an event from outside: runs that wait for it go on, published flows that begin with it start.</summary>
internal static class EventEndpoints
{
    public static void MapElsaEvents(this IEndpointRouteBuilder elsa) => elsa.MapPost("/events/{eventName}/trigger", TriggerAsync).Accepts<Happened>("application/json");

    private static async Task<Ok> TriggerAsync(string eventName, HttpRequest http, IFlowEvents events, TimeProvider time, CancellationToken cancellationToken)
    {
        var happened = await ElsaWire.BodyAsync<Happened>(http, cancellationToken);
        // Whoever sends the request again means it again, as with Elsa.
        var key = $"told:{Guid.CreateVersion7(time.GetUtcNow()):N}";
        await events.PublishAsync(new FlowEvent(eventName, Blank(happened.CorrelationId), Blank(happened.WorkflowInstanceId), happened.Input, key), cancellationToken);
        return TypedResults.Ok();
    }

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;

    internal sealed class Happened
    {
        public string? CorrelationId { get; init; }
        public string? WorkflowInstanceId { get; init; }
        public JsonElement? Input { get; init; }
    }
}
