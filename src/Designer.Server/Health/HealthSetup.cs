namespace Designer.Server.Health;

public static class HealthSetup
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<DiskSpace>().AddSingleton<DataTrouble>().AddHostedService<MissingLibraries>();
}
