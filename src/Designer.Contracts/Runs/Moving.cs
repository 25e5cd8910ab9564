using Workflows.Running;

namespace Designer.Contracts.Runs;

/// <summary>GET /api/workflows/{definitionId}/waiting?version=: who waits in unfinished runs of other versions, and who of them could go on in this one.</summary>
/// <param name="Version">Asked for; else the published one, else the latest.</param>
/// <param name="Runs">The newest of them: a flow that begins a run for each person may have thousands.</param>
public sealed record WaitingPeople(int Version, IReadOnlyList<WaitingRun> Runs)
{
    /// <summary>All of them, with everybody who waits in them.</summary>
    public int TotalRuns { get; init; }
    public long TotalWaiting { get; init; }
}

/// <param name="Movable">Those who wait where the version still has the activity, and nowhere else.</param>
/// <param name="Again">Titles of steps that some of them have been through and that lie ahead of them again.</param>
public sealed record WaitingRun(string RunId, int Version, RunMode Mode, DateTimeOffset StartedAt, long Waiting, long Movable, IReadOnlyList<WaitingStepCount> Steps, IReadOnlyList<string> Again);

/// <param name="Obstacle">Null: who waits here can move.</param>
public sealed record WaitingStepCount(string ActivityId, string Title, long Waiting, MoveObstacle? Obstacle);

/// <summary>POST /api/runs/{id}/move; POST /api/workflows/{definitionId}/move for every unfinished run of the flow.</summary>
/// <param name="Version">Null: the published one, else the latest.</param>
public sealed record MovePeopleRequest(int? Version = null);

/// <param name="Into">The run in which they wait on; null: nobody moved.</param>
public sealed record MovedPeople(long Moved, RunSummary? Into);

/// <param name="Runs">From how many runs.</param>
/// <param name="Busy">Runs that were about to work on everybody at once: try again when they wait.</param>
public sealed record MovedFlow(long Moved, int Runs, int Busy);
