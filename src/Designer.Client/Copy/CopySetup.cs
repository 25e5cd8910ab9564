namespace Designer.Client.Copy;

public static class CopySetup
{
    public static IServiceCollection AddCopy(this IServiceCollection services) => services.AddScoped<CopyClient>();
}
