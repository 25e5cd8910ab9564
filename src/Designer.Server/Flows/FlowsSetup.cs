using Activities;
using Designer.Server.Hosting;
using Workflows.Elsa;
using Workflows.Validation;

namespace Designer.Server.Flows;

public static class FlowsSetup
{
    public static IServiceCollection AddFlows(this IServiceCollection services)
    {
        services.AddSingleton(_ => ActivityCatalog.Discover());
        services.AddSingleton<FlowStore>();
        services.AddSingleton<FlowHistory>();
        services.AddSingleton<UsableFlows>();
        services.AddSingleton<IUsableFlows>(provider => provider.GetRequiredService<UsableFlows>());
        services.AddSingleton<IPublishedIndex>(provider => provider.GetRequiredService<UsableFlows>());
        services.AddSingleton<PublishedIndexes>();
        services.AddSingleton<IFlowListener>(provider => provider.GetRequiredService<PublishedIndexes>());
        services.AddHostedService(provider => provider.GetRequiredService<PublishedIndexes>());
        services.AddSingleton<FlowProblems>();
        services.AddSingleton<FlowAnswers>();
        services.AddSingleton<Gallery>();
        services.MapProblem<ElsaJsonException>(StatusCodes.Status400BadRequest);
        services.MapProblem<ElsaSizeException>(StatusCodes.Status413PayloadTooLarge);
        services.MapProblem<FlowIdException>(StatusCodes.Status400BadRequest);
        services.MapProblem<FlowNotFoundException>(StatusCodes.Status404NotFound);
        services.MapProblem<FlowVersionInUseException>(StatusCodes.Status409Conflict);
        services.MapProblem<FlowTooLargeException>(StatusCodes.Status413PayloadTooLarge);
        return services;
    }
}
