using Microsoft.Extensions.DependencyInjection;
using Workflows.Running;

namespace Activities.Runs;

/// <summary>
/// Effects leave only through ports, and a simulated run is the same code with other ports: an activity is constructed in a service scope of its
/// run, and where the run is simulated, a port registered here takes the place of the real one. An activity never asks which it got.
/// </summary>
public static class RunPorts
{
    /// <summary>In a simulated run an activity that asks for <typeparamref name="TPort"/> gets what is made here for this run.</summary>
    public static IServiceCollection AddSimulatedPort<TPort>(this IServiceCollection services, Func<IServiceProvider, RunRecord, TPort> make)
        where TPort : class => services.AddKeyedSingleton<SimulatedPort>(typeof(TPort), new SimulatedPort(make));

    /// <inheritdoc cref="AddSimulatedPort{TPort}" />
    public static IServiceCollection AddSimulatedPort<TPort, TSimulated>(this IServiceCollection services)
        where TPort : class
        where TSimulated : class, TPort => services.AddSimulatedPort<TPort>((scope, _) => ActivatorUtilities.CreateInstance<TSimulated>(scope));
}

internal sealed record SimulatedPort(Func<IServiceProvider, RunRecord, object> Make);

/// <summary>The services of one run, as its mode sees them.</summary>
public sealed class RunServices(IServiceProvider scope, RunRecord run) : IServiceProvider
{
    public object? GetService(Type serviceType) =>
        (run.Mode == RunMode.Live ? null : scope.GetKeyedServices<SimulatedPort>(serviceType).LastOrDefault()?.Make(scope, run)) ?? scope.GetService(serviceType);
}
