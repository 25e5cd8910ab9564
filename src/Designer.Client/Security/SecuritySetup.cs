namespace Designer.Client.Security;

public static class SecuritySetup
{
    public static IServiceCollection AddSecurity(this IServiceCollection services) => services.AddScoped<SecurityClient>().AddScoped<SessionState>();
}
