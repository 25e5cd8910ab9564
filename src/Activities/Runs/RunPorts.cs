using Microsoft.Extensions.DependencyInjection;
using Workflows.Running;

namespace Activities.Runs;

/// <summary>
/// Effects leave only through ports, and a simulated run is the same code with other ports: an activity is constructed in a service scope of its
/// run, and where the run is simulated, a port registered here takes the place of the real one. An activity never asks which it got.
/// </summary>
public static class RunPorts
{
    /// <summary>In simulated runs an activity that asks for <typeparamref name="TPort"/> gets <typeparamref name="TSimulated"/>.</summary>
    public static IServiceCollection AddSimulatedPort<TPort, TSimulated>(this IServiceCollection services)
        where TPort : class
        where TSimulated : class, TPort => services.AddKeyedScoped<TPort, TSimulated>(RunMode.Simulate);
}

/// <summary>The services of one run, as its mode sees them.</summary>
public sealed class RunServices(IServiceProvider scope, RunMode mode) : IServiceProvider
{
    public object? GetService(Type serviceType) =>
        (mode == RunMode.Live ? null : scope.GetKeyedServices(serviceType, mode).LastOrDefault()) ?? scope.GetService(serviceType);
}
