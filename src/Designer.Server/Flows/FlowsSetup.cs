using Activities;
using Designer.Server.Hosting;
using Workflows.Elsa;

namespace Designer.Server.Flows;

public static class FlowsSetup
{
    public static IServiceCollection AddFlows(this IServiceCollection services)
    {
        services.AddSingleton(_ => ActivityCatalog.Discover());
        services.AddSingleton<FlowStore>();
        services.AddSingleton<FlowHistory>();
        services.AddSingleton<FlowProblems>();
        services.AddSingleton<FlowAnswers>();
        services.AddSingleton<Gallery>();
        services.MapProblem<ElsaJsonException>(StatusCodes.Status400BadRequest);
        services.MapProblem<FlowIdException>(StatusCodes.Status400BadRequest);
        services.MapProblem<FlowNotFoundException>(StatusCodes.Status404NotFound);
        services.MapProblem<FlowVersionInUseException>(StatusCodes.Status409Conflict);
        services.MapProblem<FlowTooLargeException>(StatusCodes.Status413PayloadTooLarge);
        return services;
    }
}
