using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Designer.Server.Hosting;

/// <summary>The one place where an exception becomes an answer: mapped types keep their sentence, an unreadable request says where, anything else is 500 and tells nothing but where the log has it.</summary>
public sealed class ProblemHandler(IEnumerable<ProblemMap> maps, IProblemDetailsService problems, ILogger<ProblemHandler> log) : IExceptionHandler
{
    private readonly Dictionary<Type, int> _statuses = maps.GroupBy(map => map.Exception).ToDictionary(rows => rows.Key, rows => rows.Last().Status);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, detail) = Describe(exception, httpContext.TraceIdentifier);
        if (status == StatusCodes.Status500InternalServerError)
            log.LogError(exception, "{Method} {Route} failed; trace {Trace}", httpContext.Request.Method, Route(httpContext), httpContext.TraceIdentifier);
        httpContext.Response.StatusCode = status;
        var answer = new ProblemDetails { Status = status, Detail = detail };
        if (_statuses.ContainsKey(exception.GetType()))
            answer.Extensions["code"] = Code(exception.GetType());
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, Exception = exception, ProblemDetails = answer });
    }

    private (int Status, string Detail) Describe(Exception exception, string trace)
    {
        for (var type = exception.GetType(); type is not null; type = type.BaseType)
        {
            if (_statuses.TryGetValue(type, out var status))
                return (status, exception.Message);
        }
        return exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } bad => (bad.StatusCode, $"The JSON of the request cannot be read: {json.Message}"),
            BadHttpRequestException bad => (bad.StatusCode, bad.Message),
            _ => (StatusCodes.Status500InternalServerError, $"The server failed. Its log tells why under the trace {trace}."),
        };
    }

    /// <summary>"FlowNotFoundException" is told as "flow-not-found", by which the client finds its translation.</summary>
    internal static string Code(Type exception) =>
        string.Concat(exception.Name.Replace(nameof(Exception), "", StringComparison.Ordinal).Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>The pattern, never the path: a path may carry a token or an address.</summary>
    private static string Route(HttpContext context) => (context.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "an unknown route";
}
