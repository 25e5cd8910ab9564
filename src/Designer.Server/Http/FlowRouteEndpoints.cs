using System.Globalization;
using System.Text;
using Designer.Server.Hosting;
using Workflows.Validation;

namespace Designer.Server.Http;

/// <summary>
/// The one door of the server that an author opens: requests below /workflows reach the published flows that have an HttpEndpoint for them, and the runs of published flows
/// that wait at one. What a GET does is the author's decision, as everything that a flow does.
/// </summary>
internal static class FlowRouteEndpoints
{
    public const string Prefix = "/workflows";

    public static void MapFlowRoutes(this IEndpointRouteBuilder routes) =>
        routes.MapMethods($"{Prefix}/{{**path}}", EndpointRules.Methods, HandleAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(HttpContext http, FlowDoor door, CallerThrottle throttle, CancellationToken cancellationToken)
    {
        var isStranger = http.User.Identity?.IsAuthenticated != true;
        if (isStranger && throttle.Call(http.Connection.RemoteIpAddress) is { } pause)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return CodedProblem.Of(StatusCodes.Status429TooManyRequests, "flow-too-often", $"Too many requests from this address; try again in {Math.Ceiling(pause.TotalSeconds)} seconds.");
        }
        http.Request.Path.StartsWithSegments(Prefix, out var path);
        var answer = await door.KnockAsync(http.Request, path, isStranger, cancellationToken);
        return answer.Reply is not { } reply ? answer.Refusal! : new Written(reply);
    }

    /// <summary>What a flow wrote.</summary>
    private sealed class Written(Activities.Http.HttpReply reply) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = reply.StatusCode;
            foreach (var named in reply.Headers.GroupBy(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase))
                response.Headers[named.Key] = named.ToArray();
            // 204 and 304 have no body by the protocol.
            if (reply.Content is not { } content || response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
                return;
            response.ContentType = reply.ContentType!.Contains("charset", StringComparison.OrdinalIgnoreCase) ? reply.ContentType : $"{reply.ContentType}; charset=utf-8";
            await response.WriteAsync(content, Encoding.UTF8, httpContext.RequestAborted);
        }
    }
}
