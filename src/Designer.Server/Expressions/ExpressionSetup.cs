using Workflows.Expressions;

namespace Designer.Server.Expressions;

public static class ExpressionSetup
{
    public static IServiceCollection AddExpressions(this IServiceCollection services)
    {
        services.AddOptions<ExpressionOptions>().BindConfiguration(ExpressionOptions.Section);
        services.AddSingleton<DeepThreads>();
        services.AddSingleton<JavaScript>();
        services.AddSingleton<LiquidTemplates>();
        services.AddSingleton<ITemplates>(provider => provider.GetRequiredService<LiquidTemplates>());
        services.AddSingleton<IExpressions, FlowExpressions>();
        return services;
    }
}
