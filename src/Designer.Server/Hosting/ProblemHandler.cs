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
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, Exception = exception, ProblemDetails = new ProblemDetails { Status = status, Detail = detail } });
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

    /// <summary>The pattern, never the path: a path may carry a token or an address.</summary>
    private static string Route(HttpContext context) => (context.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "an unknown route";
}
