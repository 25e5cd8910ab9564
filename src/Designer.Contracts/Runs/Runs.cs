using System.Text.Json;
using Workflows.Running;

namespace Designer.Contracts.Runs;

/// <summary>POST /api/workflows/{definitionId}/runs (header Idempotency-Key: the same key answers with the same run).</summary>
public sealed record StartRunRequest(RunMode Mode = RunMode.Live, JsonElement? Inputs = null)
{
    /// <summary>Only these contacts, whatever the trigger would have taken.</summary>
    public IReadOnlyList<long>? Contacts { get; init; }
}

/// <summary>A row of GET /api/runs?workflow=&amp;status=&amp;search=&amp;before=&amp;limit=, newest first; before: the id of the last row of the page before.</summary>
public sealed record RunSummary(string Id, string Workflow, string WorkflowName, int Version, RunMode Mode, RunStatus Status, RunSubStatus SubStatus, bool Paused, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, long Entered, long Faulted, string StartedBy)
{
    /// <summary>Entered are people; else the run has one token, and entered is 0.</summary>
    public bool IsAudience { get; init; }
}

/// <summary>GET /api/runs/kept?workflow=: how long finished runs are kept after their end, and how many of them (of live and of simulated ones each).</summary>
/// <param name="IsOwn">The flow says so itself; else the server's configuration does.</param>
public sealed record RunsKept(int Days, int Runs, bool IsOwn);

/// <summary>GET /api/runs/{id}; the hub sends the same shape.</summary>
public sealed record RunDetail(string Id, string Workflow, string WorkflowName, int Version, RunMode Mode, RunStatus Status, RunSubStatus SubStatus, bool Paused, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, IReadOnlyList<ActivityCounts> Activities)
{
    public string? Fault { get; init; }

    /// <summary>Why the run cannot go on for the moment (a full disk, say); it tries again by itself. Null: it goes on.</summary>
    public string? HeldUp { get; init; }

    public string StartedBy { get; init; } = "";

    /// <summary>Its flow moves people; else it has one token.</summary>
    public bool IsAudience { get; init; }

    /// <summary>POST /api/runs/{id}/retry?activity= would try what faulted again.</summary>
    public bool CanRetry { get; init; }

    /// <summary>Null: its flow moves people.</summary>
    public RunToken? Token { get; init; }
}

/// <summary>entered = queued + inWork + waiting + all outcomes + faulted + dropped, at every commit.</summary>
public sealed record ActivityCounts(string ActivityId, string Type, string Title, long Entered, long Queued, long InWork, long Waiting, IReadOnlyDictionary<string, long> Outcomes, long Faulted, long Dropped)
{
    public string? Status { get; init; }
    public string? Fault { get; init; }
}

/// <summary>GET /api/runs/{id}/definition: the version that this run runs, as Elsa JSON.</summary>
public sealed record RunDefinition(JsonElement Definition);

/// <summary>GET /api/runs/{id}/contacts?activity=&amp;outcome=&amp;state=&amp;offset=&amp;limit=. State: queued, inWork, waiting, left, faulted, dropped.</summary>
public sealed record RunContact(long ContactId, string? Name, string? Email, string Activity, int Visit, string State, string? Outcome, string? Reason, DateTimeOffset? Until, DateTimeOffset At);

public sealed record RunContactList(IReadOnlyList<RunContact> Items, long Total);

/// <summary>GET /api/runs/{id}/journal. EventName as Elsa writes it: Started, Suspended, Resumed, Completed, Faulted, Canceled.</summary>
public sealed record JournalEntry(long Sequence, DateTimeOffset At, string EventName, string? ActivityId, string? ActivityType, string Message);

/// <summary>POST /api/workflows/{definitionId}/audience: what a run would do, for the dialog that asks.</summary>
public sealed record RunPreview(long People, IReadOnlyList<RunPreviewChannel> Channels, IReadOnlyList<Workflows.Validation.Problem> Problems)
{
    /// <summary>False: an ordinary flow, which runs once and has nobody in it.</summary>
    public bool IsAudience { get; init; }
}

/// <param name="Channel">email or social.</param>
/// <param name="Account">The account's name, or null: kept in the built-in outbox or feed only.</param>
public sealed record RunPreviewChannel(string ActivityId, string Title, string Channel, string? Account);
