namespace Designer.Client.Churn;

public static class ChurnSetup
{
    public static IServiceCollection AddChurn(this IServiceCollection services) => services.AddScoped<ModelsClient>().AddScoped<FeatureWords>();
}
