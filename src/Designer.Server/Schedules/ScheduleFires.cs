using System.Globalization;
using Activities.Documents;
using Activities.Runs;
using Activities.Schedules;
using Designer.Server.Runs;
using Workflows.Running;
using Workflows.Schedules;

namespace Designer.Server.Schedules;

/// <summary>
/// Turns fire times into runs. A run's id is derived from (schedule, fire time): a tick that fires twice, from Quartz and from catching up after a
/// crash, is one run.
/// </summary>
internal sealed partial class ScheduleFires(IDocumentStore<ScheduleState> states, RunStarter starter, RunEngine engine, ICronCalendar calendar, ILogger<ScheduleFires> logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task<ScheduleState?> StateAsync(ScheduleEntry schedule, CancellationToken cancellationToken) => (await states.FindAsync(schedule.Id, cancellationToken))?.Document;

    /// <summary>Deals with everything up to an instant: missed times by their policy, and the time itself when it fires now.</summary>
    public async Task UpToAsync(ScheduleEntry schedule, DateTimeOffset now, DateTimeOffset? firing, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // A schedule that was never seen begins now: what fired before its publishing was not missed.
            var state = await StateAsync(schedule, cancellationToken) ?? New(firing?.AddTicks(-1) ?? now);
            var due = SchedulePolicy.Missed(schedule, calendar, Anchor(state), state.Since, firing ?? now).ToList();
            if (firing is { } tick && tick > state.Since)
                due.Add(tick);
            foreach (var at in due)
                state = await RunAsync(schedule, state, at, cancellationToken);
            var upTo = firing ?? now;
            await states.PutAsync(schedule.Id, state with { Since = upTo > state.Since ? upTo : state.Since }, null, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Starts the next queued fire time when the run before it is over.</summary>
    public async Task NextQueuedAsync(ScheduleEntry schedule, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (await StateAsync(schedule, cancellationToken) is not { Queued: [var first, ..] } state || IsRunning(schedule))
                return;
            state = await StartAsync(schedule, state with { Queued = state.Queued.RemoveAt(0) }, first, cancellationToken);
            await states.PutAsync(schedule.Id, state, null, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>From where a Timer counts.</summary>
    public static DateTimeOffset Anchor(ScheduleState state) => state.First ?? state.Since;

    public async Task ForgetAsync(string id, CancellationToken cancellationToken) => await states.DeleteAsync(id, null, cancellationToken);

    public void Dispose() => _gate.Dispose();

    private async Task<ScheduleState> RunAsync(ScheduleEntry schedule, ScheduleState state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (schedule.Overlap == OverlapPolicy.Allow || (!IsRunning(schedule) && state.Queued.IsEmpty))
            return await StartAsync(schedule, state, at, cancellationToken);
        if (schedule.Overlap == OverlapPolicy.Skip)
        {
            Skipped(logger, schedule.Id, at);
            return state;
        }
        return state.Queued.Contains(at) ? state : state with { Queued = state.Queued.Add(at) };
    }

    private async Task<ScheduleState> StartAsync(ScheduleEntry schedule, ScheduleState state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"schedule:{schedule.ActivityId}:{at.UtcDateTime:O}");
        try
        {
            var run = await starter.StartAsync(new RunRequest(schedule.DefinitionId, RunMode.Live, "schedule", key, Published: true, Trigger: schedule.ActivityId), cancellationToken);
            return state with { LastFireTime = at, LastRunId = run?.Id ?? state.LastRunId };
        }
        catch (RunRefusedException refused)
        {
            Refused(logger, schedule.Id, refused.Message);
            return state with { LastFireTime = at };
        }
        catch (RunRemovedException gone)
        {
            return state with { LastFireTime = at, LastRunId = gone.RunId };
        }
    }

    private static ScheduleState New(DateTimeOffset since) => new(since) { First = new DateTimeOffset(since.UtcTicks - (since.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero) };

    private bool IsRunning(ScheduleEntry schedule) => engine.Unfinished(schedule.DefinitionId).Any(r => r.Trigger == schedule.ActivityId && r.StartedBy == "schedule");

    [LoggerMessage(Level = LogLevel.Information, Message = "Schedule {Schedule} skipped {At}: its last run is still going")]
    private static partial void Skipped(ILogger logger, string schedule, DateTimeOffset at);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Schedule {Schedule} could not run: {Sentence}")]
    private static partial void Refused(ILogger logger, string schedule, string sentence);
}
