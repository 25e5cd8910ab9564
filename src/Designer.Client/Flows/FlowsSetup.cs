namespace Designer.Client.Flows;

public static class FlowsSetup
{
    public static IServiceCollection AddFlows(this IServiceCollection services) => services.AddScoped<FlowsClient>();
}
