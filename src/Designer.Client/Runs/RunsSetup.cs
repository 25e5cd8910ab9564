namespace Designer.Client.Runs;

public static class RunsSetup
{
    public static IServiceCollection AddRuns(this IServiceCollection services) => services.AddScoped<RunsClient>().AddScoped<RunsHub>().AddScoped<ReasonWords>();
}
