using Workflows.Running;

namespace Activities.Runs;

/// <summary>Waiting contacts leave one run and wait on in another: one commit.</summary>
public interface IRunTransfers
{
    /// <summary>
    /// How many contacts could move: those who wait at these activities and are nowhere else in the run. Who is queued or waits elsewhere too (a parallel branch) stays,
    /// because half a person cannot go.
    /// </summary>
    Task<long> CountAsync(RunRecord from, IReadOnlyCollection<string> activities, CancellationToken cancellationToken);

    /// <param name="into">The run in which they wait on; it is stored only when somebody moves.</param>
    /// <param name="work">Both runs after it. It may be called twice, so it must be a function of its arguments.</param>
    /// <returns>Null: nobody could move, and nothing has changed.</returns>
    Task<Transferred?> MoveAsync(RunRecord from, NewRun into, IReadOnlyCollection<string> activities, DateTimeOffset at, TransferWork work, CancellationToken cancellationToken);
}

/// <param name="leaving">The commit of the run that they leave; <paramref name="arriving"/>: of the one they arrive in.</param>
public delegate Transferred TransferWork(RunRecord into, IReadOnlyList<WaitingGroup> groups, IRunMoves leaving, IRunMoves arriving);

public sealed record Transferred(RunRecord From, RunRecord Into);
