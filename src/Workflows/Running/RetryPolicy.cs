using System.ComponentModel.DataAnnotations;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Workflows.Running;

/// <summary>What an activity that acts on the world does about a fault; kept in its customProperties, so every such activity has these inputs besides its own.</summary>
public sealed record RetryPolicy
{
    [Input("Tries again after a fault", InCustomProperties = true, IsAdvanced = true, Hint = "How often, before its people are faulted. A mistake in the flow is never tried again."), Range(0, 10)]
    public int Retries { get; init; } = 3;

    [Input("Pause before the first try", InCustomProperties = true, IsAdvanced = true, Hint = "Four times as long before each further one, give or take a fifth, so that many do not come at once.")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    [Input("Which faults", InCustomProperties = true, IsAdvanced = true, Hint = "Passing: what a server says will pass, a time-out, a lost connection. All: whatever is not a mistake in the flow.")]
    public RetriedFaults RetryFaults { get; init; } = RetriedFaults.All;

    /// <exception cref="InputException">A value does not fit; the validator says so before a run does.</exception>
    public static RetryPolicy Of(Activity activity)
    {
        var policy = InputBinder.Bind<RetryPolicy>(activity.CustomProperties);
        return policy.RetryDelay >= TimeSpan.Zero && policy.RetryDelay <= TimeSpan.FromDays(1)
            ? policy
            : throw new InputException("retryDelay", $"The pause before the first try is {policy.RetryDelay}; it must be between 0 and 1 day.");
    }

    /// <param name="attempt">Failed attempts before this one.</param>
    /// <param name="draw">0 to 1: where in the spread this pause lies.</param>
    /// <param name="spread">0.2: a fifth more or less.</param>
    public TimeSpan Pause(int attempt, double draw, double spread) => RetryDelay * Math.Pow(4, attempt) * (1 + (spread * ((2 * draw) - 1)));
}

public enum RetriedFaults { All, Passing }
