using Activities.Http;
using Activities.Runs;
using Designer.Server.Flows;
using Workflows.Validation;

namespace Designer.Server.Http;

public static class HttpSetup
{
    public static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddSingleton<PublicConnections>();
        services.AddHttpClient<IHttpSender, HttpSender>(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<PublicConnections>().Handler())
            // Addresses may carry what only the author may know; a log is read by others.
            .RemoveAllLoggers();
        services.AddSimulatedPort<IHttpSender, SimulatedHttpSender>();
        services.AddSingleton<FlowRoutes>();
        services.AddSingleton<IPublishedIndex>(provider => provider.GetRequiredService<FlowRoutes>());
        services.AddSingleton<IEndpointRoutes>(provider => provider.GetRequiredService<FlowRoutes>());
        services.AddSingleton<HttpCallers>();
        services.AddSingleton<IHttpCallers>(provider => provider.GetRequiredService<HttpCallers>());
        services.AddSingleton<CallerThrottle>();
        services.AddSingleton<FlowDoor>();
        return services;
    }
}
