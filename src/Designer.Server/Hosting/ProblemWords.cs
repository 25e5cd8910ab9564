using Designer.Server.Elsa;
using Microsoft.AspNetCore.Http.Features;

namespace Designer.Server.Hosting;

/// <summary>A sentence for the refusals that the framework makes without one.</summary>
public static class ProblemWords
{
    public static void Complete(ProblemDetailsContext context)
    {
        context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
        {
            StatusCodes.Status401Unauthorized => "Sign in first, or send the header Authorization: ApiKey and a key.",
            StatusCodes.Status404NotFound => "There is nothing under this address.",
            StatusCodes.Status405MethodNotAllowed => $"This address does not take {context.HttpContext.Request.Method}.",
            StatusCodes.Status413PayloadTooLarge => $"The request is too large: this address takes at most {Limit(context.HttpContext)} bytes.",
            StatusCodes.Status415UnsupportedMediaType => $"This address does not take the content type '{context.HttpContext.Request.ContentType}'.",
            _ => null,
        };
        ElsaProblems.Complete(context);
    }

    private static long? Limit(HttpContext context) => context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
}
