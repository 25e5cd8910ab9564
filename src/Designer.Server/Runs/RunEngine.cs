using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Activities.Flow;
using Activities.Runs;
using Microsoft.Extensions.Options;
using Workflows.Running;
using Workflows.Running.Ordinary;

namespace Designer.Server.Runs;

/// <summary>
/// Drives every run that is not finished: after a start, when something it waits for is due, and after a restart from where the last commit left it.
/// A run is driven by one worker at a time; several runs at once.
/// </summary>
internal sealed partial class RunEngine : BackgroundService
{
    private readonly IRunStore _store;
    private readonly RunFlows _flows;
    private readonly ActivityRunner _activities;
    private readonly OrdinaryRunner _ordinary;
    private readonly RunFeed _feed;
    private readonly TimeProvider _time;
    private readonly RunOptions _options;
    private readonly ILogger<RunEngine> _logger;
    private readonly RunTimer _timer;
    private readonly ConcurrentDictionary<string, RunExecution> _active = new();
    private readonly Channel<RunExecution> _ready = Channel.CreateUnbounded<RunExecution>();

    public RunEngine(IRunStore store, RunFlows flows, ActivityRunner activities, OrdinaryRunner ordinary, RunFeed feed, TimeProvider time, IOptions<RunOptions> options, ILogger<RunEngine> logger)
    {
        (_store, _flows, _activities, _ordinary, _feed, _time, _options, _logger) = (store, flows, activities, ordinary, feed, time, options.Value, logger);
        _timer = new RunTimer(time, id =>
        {
            if (_active.TryGetValue(id, out var run))
                Wake(run);
        });
    }

    /// <summary>Stores a run and its start, then drives it. When the task completes, the run survives a crash.</summary>
    public async Task<RunRecord> StartRunAsync(NewRun asked, RunFlow flow, RunRequest request, CancellationToken cancellationToken)
    {
        var first = flow.Plan.Ordinary is { } plan ? await BeginAsync(asked.Run, flow, plan, request, cancellationToken) : null;
        var record = await _store.CreateAsync(
            asked,
            (run, count, moves) => first?.Create(run, moves) ?? Begin(run, flow.Plan, asked, count, moves),
            cancellationToken);
        first?.Created(record);
        var isNew = !record.State.IsFinished && _active.TryAdd(record.Id, first is { IsCreated: true } ? first : Execution(record, flow));
        // Before anything that comes of it is told.
        _feed.Changed(record);
        if (isNew && _active.TryGetValue(record.Id, out var run))
            Wake(run);
        return record;
    }

    /// <summary>Pause, resume, cancel.</summary>
    /// <returns>The run after it, or null: there is no such run.</returns>
    public async Task<RunRecord?> TellAsync(string id, RunEvent happened, CancellationToken cancellationToken)
    {
        if (!_active.TryGetValue(id, out var run))
            return await _store.FindAsync(id, cancellationToken);
        await AskedAsync(run, happened, cancellationToken);
        Wake(run);
        return run.Record;
    }

    /// <summary>Ordinary runs that wait for an event go on.</summary>
    /// <returns>How many bookmarks it met.</returns>
    public async Task<int> SignalAsync(string name, Func<RunRecord, string?, bool> isMeant, JsonElement? payload, CancellationToken cancellationToken)
    {
        var met = 0;
        foreach (var run in _active.Values.OfType<OrdinaryExecution>())
        {
            var here = await AskedAsync(run, () => run.SignalAsync(b => b.Name == Event.Type && b.Stimulus == name, isMeant, payload, cancellationToken));
            if (here > 0)
                Wake(run);
            met += here;
        }
        return met;
    }

    /// <summary>What one run waits for with an activity of this type has come.</summary>
    /// <returns>False: it does not wait for it any more.</returns>
    public async Task<bool> ResumeAsync(string id, string activityType, string stimulus, JsonElement payload, CancellationToken cancellationToken)
    {
        if (_active.GetValueOrDefault(id) is not OrdinaryExecution run || await AskedAsync(run, () => run.SignalAsync(b => b.Name == activityType && b.Stimulus == stimulus, (_, _) => true, payload, cancellationToken)) == 0)
            return false;
        Wake(run);
        return true;
    }

    /// <summary>What holds ordinary runs, as committed: those of one type of activity.</summary>
    public IEnumerable<(RunRecord Run, Bookmark Bookmark)> Waiting(string activityType) =>
        from run in _active.Values.Select(r => r.Record)
        where run.State is { IsFinished: false, Ordinary.Bookmarks.IsEmpty: false }
        from bookmark in run.State.Ordinary!.Bookmarks
        where bookmark.Name == activityType
        select (run, bookmark);

    /// <summary>What an unfinished run runs.</summary>
    public RunFlow? FlowOf(string id) => _active.GetValueOrDefault(id)?.Flow;

    /// <summary>The run as it is this moment; a finished one is in the store only.</summary>
    public RunRecord? Current(string id) => _active.TryGetValue(id, out var run) ? run.Record : null;

    public IEnumerable<RunRecord> Unfinished() => _active.Values.Select(r => r.Record).Where(r => !r.State.IsFinished);

    public IEnumerable<RunRecord> Unfinished(string definitionId) => Unfinished().Where(r => r.DefinitionId == definitionId);

    /// <summary>What was going on is known before anything after this asks for it: a schedule must not start beside a run that it would have to wait for.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RecoverAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, _options.Parallel).Select(_ => WorkAsync(stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Whatever was not committed happens again after the next start.
            _ready.Writer.TryComplete();
        }
    }

    private RunExecution Execution(RunRecord record, RunFlow flow) => flow.Plan.IsAudience
        ? new AudienceExecution(record, flow, _store, _activities, _time, _feed.Changed)
        : new OrdinaryExecution(record, flow, _store, _ordinary, _time, _feed.Changed);

    private static RunRecord Begin(RunRecord run, FlowPlan plan, NewRun asked, long count, IRunMoves moves)
    {
        var part = asked.Contacts is null ? RunState.Everyone : 1;
        var state = RunMachine.Apply(plan, run.State with { NextPart = part + 1 }, new Started(count, part), moves);
        foreach (var line in RunJournalLines.Between(plan, run.State, state, run.StartedAt))
            moves.Journal(line);
        return run with { State = state };
    }

    private async Task<OrdinaryExecution> BeginAsync(RunRecord run, RunFlow flow, OrdinaryPlan plan, RunRequest request, CancellationToken cancellationToken)
    {
        run = run with { State = OrdinarySnapshot.Of(OrdinaryRun.Begin(plan, run.Variables), run.State) with { SubStatus = RunSubStatus.Pending } };
        var first = new OrdinaryExecution(run, flow, _store, _ordinary, _time, _feed.Changed);
        first.Locked(engine => (engine.Memory.Fired, engine.Memory.CorrelationId, engine.Memory.Name) = (request.Fired, request.CorrelationId, request.Name));
        await first.BeginAsync(cancellationToken);
        return first;
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var record in await _store.UnfinishedAsync(cancellationToken))
        {
            if (_active.ContainsKey(record.Id))
                continue;
            var run = Execution(record, await _flows.GetAsync(record, cancellationToken));
            await run.TellAsync(new Recovered(), cancellationToken);
            if (_active.TryAdd(record.Id, run))
                Wake(run);
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await foreach (var run in _ready.Reader.ReadAllAsync(cancellationToken))
        {
            do
            {
                Volatile.Write(ref run.Wanted, 1);
                await DriveAsync(run, cancellationToken);
            }
            while (Interlocked.CompareExchange(ref run.Wanted, 0, 1) != 1);
        }
    }

    private async Task DriveAsync(RunExecution run, CancellationToken cancellationToken)
    {
        try
        {
            if (run.HeldUpBy is not null)
                await RenewAsync(run, cancellationToken);
            else
                await StepsAsync(run, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        // A run that cannot even be kept (a full disk, a bug of the runner) must not stop the others; it stays as the last commit left it.
#pragma warning disable CA1031
        catch (Exception fault)
#pragma warning restore CA1031
        {
            HoldUp(run, fault);
        }
    }

    private async Task StepsAsync(RunExecution run, CancellationToken cancellationToken)
    {
        do
            await run.StepsAsync(cancellationToken);
        while (run is OrdinaryExecution parent && await ChildrenAsync(parent, cancellationToken));
        if (run.Record.State.IsFinished)
            await EndedAsync(run.Record, cancellationToken);
        else if (run.Record is { Due: { } due, State.Paused: false })
            _timer.At(due, run.Record.Id);
    }

    private async Task EndedAsync(RunRecord run, CancellationToken cancellationToken)
    {
        _active.TryRemove(run.Id, out _);
        try
        {
            await TellParentAsync(run, cancellationToken);
        }
        catch (Exception fault) when (StoreFaults.Holds(fault))
        {
            return; // The one that waits is held up, and asks after this one when it goes on.
        }
    }

    private async Task<bool> TellParentAsync(RunRecord child, CancellationToken cancellationToken)
    {
        if (child.Parent is not { } id || _active.GetValueOrDefault(id) is not OrdinaryExecution parent)
            return false;
        var outputs = child.State.Ordinary?.Outputs ?? [];
        var ended = JsonSerializer.SerializeToElement(new { workflowInstanceId = child.Id, status = child.State.Status.ToString(), subStatus = child.State.SubStatus.ToString(), output = outputs });
        var met = await AskedAsync(parent, async () =>
            await parent.SignalAsync(b => Awaits(b, IChildFlows.Outputs), (_, _) => true, JsonSerializer.SerializeToElement(outputs), cancellationToken)
            + await parent.SignalAsync(b => Awaits(b, IChildFlows.Ended), (_, _) => true, ended, cancellationToken)
            + await parent.UsedAsync(child, cancellationToken));
        if (met > 0)
            Wake(parent);
        return met > 0;

        bool Awaits(Bookmark bookmark, Func<string, string> how) => bookmark.Stimulus == how(child.Id) && IChildFlows.RunOf(bookmark) == child.Id;
    }

    /// <summary>A run may have ended before the one that waits for it said so, or while this server was down.</summary>
    /// <returns>True: something that the run waits for has come.</returns>
    private async Task<bool> ChildrenAsync(OrdinaryExecution parent, CancellationToken cancellationToken)
    {
        var come = false;
        foreach (var id in parent.Awaited())
        {
            if (!_active.ContainsKey(id) && await _store.FindAsync(id, cancellationToken) is { State.IsFinished: true } child)
                come |= await TellParentAsync(child, cancellationToken);
        }
        return come;
    }

    /// <summary>At most once in the queue; a run that is being driven is driven once more.</summary>
    private void Wake(RunExecution run)
    {
        if (Interlocked.Exchange(ref run.Wanted, 2) == 0)
            _ready.Writer.TryWrite(run);
    }
}
