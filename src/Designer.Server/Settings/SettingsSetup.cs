namespace Designer.Server.Settings;

public static class SettingsSetup
{
    public static IServiceCollection AddSettings(this IServiceCollection services) => services.AddSingleton<SettingsStore>();
}
