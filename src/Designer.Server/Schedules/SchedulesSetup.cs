using Designer.Server.Flows;
using Quartz;
using Workflows.Schedules;

namespace Designer.Server.Schedules;

public static class SchedulesSetup
{
    public static IServiceCollection AddSchedules(this IServiceCollection services)
    {
        services.AddSingleton<ICronCalendar, CronCalendar>();
        services.AddSingleton<ScheduleFires>();
        services.AddSingleton<ScheduleIndex>();
        services.AddSingleton<IFlowListener, ScheduleListener>();
        services.AddQuartz(quartz => quartz.UseInMemoryStore());
        services.AddQuartzHostedService();
        services.AddHostedService(provider => provider.GetRequiredService<ScheduleIndex>());
        return services;
    }
}
