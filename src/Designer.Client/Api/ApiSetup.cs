namespace Designer.Client.Api;

/// <summary>How the client speaks to the server. In WebAssembly a scope lives as long as the page.</summary>
public static class ApiSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services) =>
        services.AddScoped<AntiforgeryToken>().AddScoped<ApiHttp>().AddScoped<ErrorReporter>();
}
