using Workflows.Running;

namespace Designer.Contracts.Runs;

/// <summary>GET /api/workflows/{definitionId}/waiting?version=: who waits in unfinished runs of other versions, and who of them could go on in this one.</summary>
/// <param name="Version">Asked for; else the published one, else the latest.</param>
public sealed record WaitingPeople(int Version, IReadOnlyList<WaitingRun> Runs);

/// <param name="Movable">Those who wait where the version still has the activity, and nowhere else.</param>
/// <param name="Again">Titles of steps that some of them have been through and that lie ahead of them again.</param>
public sealed record WaitingRun(string RunId, int Version, RunMode Mode, DateTimeOffset StartedAt, long Waiting, long Movable, IReadOnlyList<WaitingStepCount> Steps, IReadOnlyList<string> Again);

/// <param name="Obstacle">Null: who waits here can move.</param>
public sealed record WaitingStepCount(string ActivityId, string Title, long Waiting, MoveObstacle? Obstacle);

/// <summary>POST /api/runs/{id}/move.</summary>
/// <param name="Version">Null: the published one, else the latest.</param>
public sealed record MovePeopleRequest(int? Version = null);

/// <param name="Into">The run in which they wait on; null: nobody moved.</param>
public sealed record MovedPeople(long Moved, RunSummary? Into);
