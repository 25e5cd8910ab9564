namespace Activities;

/// <summary>
/// An activity: its Inputs and Outputs records, and (nested) an enum Outcome whose members are its ports on the canvas, in order; no enum means the one outcome Done.
/// Discovered by reflection, constructed by dependency injection with the ports it asks for.
/// </summary>
public interface IActivity<TInputs, TOutputs>
    where TInputs : notnull
{
    /// <summary>Works on the part that arrived; every contact of it must leave, wait or be faulted through <paramref name="context"/>.</summary>
    Task<TOutputs> ExecuteAsync(TInputs inputs, Runs.ActivityContext context, CancellationToken cancellationToken);
}

/// <summary>Outputs of an activity that leaves nothing to later steps.</summary>
public sealed record Nothing
{
    public static Nothing Value { get; } = new();
}
