using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Health;

public static class HealthEndpoints
{
    /// <summary>Public: they tell a load balancer yes or no, nothing about contacts.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", Ok () => TypedResults.Ok()).AllowAnonymous().ExcludeFromDescription();
        return routes;
    }
}
