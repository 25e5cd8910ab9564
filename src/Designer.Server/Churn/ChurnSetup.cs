using Activities.Churn;
using Designer.Server.Hosting;

namespace Designer.Server.Churn;

public static class ChurnSetup
{
    /// <summary>After AddShop: its model learns from what the shop has loaded.</summary>
    public static IServiceCollection AddChurn(this IServiceCollection services)
    {
        services.AddSingleton<ChurnFiles>();
        services.AddSingleton<ChurnModels>();
        services.AddSingleton<IChurnModels>(provider => provider.GetRequiredService<ChurnModels>());
        services.AddHostedService<FirstTraining>();
        services.MapProblem<ChurnTrainingException>(StatusCodes.Status409Conflict);
        return services;
    }
}
