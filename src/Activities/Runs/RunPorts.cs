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

    /// <summary>The port as a run of this mode sees it.</summary>
    public static object Resolve(IServiceProvider services, Type port, RunMode mode) =>
        (mode == RunMode.Live ? null : services.GetKeyedServices(port, mode).LastOrDefault()) ?? services.GetRequiredService(port);

    /// <summary>Constructs an activity with the ports of its run.</summary>
    public static object Create(IServiceProvider services, Type activity, RunMode mode)
    {
        var constructor = activity.GetConstructors().Single();
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Resolve(services, p.ParameterType, mode))]);
    }
}

/// <summary>The run that a service scope belongs to; scoped ports may ask for it.</summary>
public sealed class RunScope
{
    public string RunId { get; set; } = "";
    public RunMode Mode { get; set; }
}
