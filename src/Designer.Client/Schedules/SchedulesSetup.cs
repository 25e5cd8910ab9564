namespace Designer.Client.Schedules;

public static class SchedulesSetup
{
    public static IServiceCollection AddSchedules(this IServiceCollection services) => services.AddScoped<SchedulesClient>();
}
