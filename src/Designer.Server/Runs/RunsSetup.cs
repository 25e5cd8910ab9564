using Activities.Runs;
using Workflows.Definitions;

namespace Designer.Server.Runs;

public static class RunsSetup
{
    public static IServiceCollection AddRuns(this IServiceCollection services)
    {
        services.AddOptions<RunOptions>().BindConfiguration(RunOptions.Section)
            .Validate(o => o.Parallel is >= 1 and <= 256, "Runs:Parallel must be between 1 and 256.")
            .Validate(o => o.ChunkSize is >= 1 and <= 100_000, "Runs:ChunkSize must be between 1 and 100000.")
            .Validate(o => o.KeepSimulated > TimeSpan.Zero, "Runs:KeepSimulated must be longer than nothing.")
            .Validate(o => o.KeepDays is >= 1 and <= RunKeeping.MostDays, $"Runs:KeepDays must be between 1 and {RunKeeping.MostDays}.")
            .Validate(o => o.KeepRuns is >= 1 and <= RunKeeping.MostRuns, $"Runs:KeepRuns must be between 1 and {RunKeeping.MostRuns}.")
            .Validate(o => o.RetrySpread is >= 0 and <= 1, "Runs:RetrySpread must be between 0 and 1.")
            .ValidateOnStart();
        services.AddSingleton<IRunnableFlows, RunnableFlows>();
        services.AddSingleton<RunFlows>();
        services.AddSingleton<RunFeed>();
        services.AddSingleton<RunAnswers>();
        services.AddSingleton<RunActivation>();
        services.AddSingleton<RunStarter>();
        services.AddSingleton<RunMover>();
        services.AddSingleton<RunPreviews>();
        services.AddSingleton<Retries>();
        services.AddSingleton<ActivityRunner>();
        services.AddSingleton<OrdinaryRunner>();
        services.AddSingleton<IFlowEvents, RunEvents>();
        services.AddSingleton<IChildFlows, LiveChildren>();
        services.AddSimulatedPort<IChildFlows, SimulatedChildren>();
        services.AddSimulatedPort<IFlowEvents, SimulatedEvents>();
        services.AddSingleton<RunEngine>();
        services.AddHostedService(provider => provider.GetRequiredService<RunEngine>());
        services.AddHostedService<RunBroadcast>();
        services.AddSingleton<RunsToKeep>();
        services.AddSingleton<RunRemover>();
        services.AddHostedService<SimulationSweep>();
        services.AddHostedService<HistorySweep>();
        services.AddSignalR().AddJsonProtocol(json => Designer.Contracts.ContractJson.Apply(json.PayloadSerializerOptions));
        return services;
    }
}
