using System.Collections.Immutable;
using System.Text.Json;
using Activities.Flow;
using Activities.Runs;
using Workflows.Running;
using Workflows.Running.Ordinary;

namespace Designer.Server.Runs;

/// <summary>
/// A run of one token. The engine works in memory; what it did is committed before an effect, when it waits and when it ends, so that after a crash
/// nothing that had an effect is forgotten and what had none happens again.
/// </summary>
internal sealed class OrdinaryExecution : RunExecution, IDisposable
{
    /// <summary>A loop's body is told in full a few times, then counted only: a journal of a hundred thousand rounds helps nobody.</summary>
    private const int ToldInFull = 20;

    private const int FirstSteps = 100;
    private static readonly TimeSpan FirstTime = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Lock _engine = new();
    private readonly IRunStore _store;
    private readonly OrdinaryRunner _runner;
    private readonly TimeProvider _time;
    private readonly Action<RunRecord> _changed;
    private OrdinaryRun _run;
    private readonly Dictionary<int, int> _told = [];
    private (RunRecord After, IReadOnlyList<StepNote> Notes)? _created;
    private bool _dirty;

    public OrdinaryExecution(RunRecord record, RunFlow flow, IRunStore store, OrdinaryRunner runner, TimeProvider time, Action<RunRecord> changed)
        : base(record, flow)
    {
        (_store, _runner, _time, _changed) = (store, runner, time, changed);
        var plan = flow.Plan.Ordinary!;
        if (record.State is { Ordinary: null, IsFinished: false })
        {
            _run = OrdinaryRun.Begin(plan, record.Variables);
            Locked(run => run.Break("This run was begun by an earlier version of the product, whose state of it cannot be read any more; start it again."));
        }
        else
        {
            _run = OrdinarySnapshot.Read(plan, record.State, record.Variables);
        }
    }

    /// <summary>The engine, one at a time: a cancellation may come while an activity works.</summary>
    public T Locked<T>(Func<OrdinaryRun, T> work)
    {
        lock (_engine)
        {
            _dirty = true;
            return work(_run);
        }
    }

    public void Locked(Action<OrdinaryRun> work)
    {
        lock (_engine)
        {
            _dirty = true;
            work(_run);
        }
    }

    public override Task TellAsync(RunEvent happened, CancellationToken cancellationToken) => happened switch
    {
        // Reading the state has put back in its place what was at work.
        Recovered => Task.CompletedTask,
        Paused => CommitAsync(state => state with { Paused = true }, cancellationToken),
        Resumed => CommitAsync(state => state with { Paused = false }, cancellationToken),
        Cancelled => StopAsync(run => run.Cancel(), cancellationToken),
        Retried retried => RetryAsync(retried.Activity, cancellationToken),
        Broken broken => StopAsync(run => run.Break(broken.Message), cancellationToken),
        _ => throw new InvalidOperationException($"An ordinary flow does not know the event {happened.GetType().Name}."),
    };

    public override Task ProveAsync(CancellationToken cancellationToken) => CommitAsync(state => state, cancellationToken);

    public override async Task StepsAsync(CancellationToken cancellationToken)
    {
        Due(_time.GetUtcNow());
        while (!Record.State.Paused && Next() is { } step)
            await _runner.RunAsync(this, step, cancellationToken);
        await FlushAsync(cancellationToken);
    }

    /// <summary>
    /// What a new run can do before it is stored, as long as that is short and has no effect: most small flows end within, and are one commit.
    /// </summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        for (var steps = 0; steps < FirstSteps && _time.GetElapsedTime(begun) < FirstTime && Locked(run => run.Next()) is { } step; steps++)
        {
            if (!_runner.IsPure(step))
            {
                Locked(run => run.Again(step));
                return;
            }
            await _runner.RunAsync(this, step, cancellationToken);
        }
    }

    /// <summary>Stores what was begun, inside the commit that creates the run.</summary>
    public RunRecord Create(RunRecord run, IRunMoves moves)
    {
        var (after, notes) = _created ??= Take(run, state => state);
        foreach (var line in Lines(run.State, after.State, notes, run.StartedAt))
            moves.Journal(line);
        return run with { State = after.State, Variables = after.Variables };
    }

    /// <summary>False where the store knew the run already, by its key: this beginning of it is not the one that counts.</summary>
    public bool IsCreated => _created is not null;

    public void Created(RunRecord stored) => Record = stored;

    /// <summary>Commits what was put off.</summary>
    /// <returns>False: the run was paused or has ended meanwhile, so nothing may have an effect.</returns>
    public async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        if (_dirty)
            await CommitAsync(state => state, cancellationToken);
        return !Record.State.Paused && !Record.State.IsFinished;
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>What somebody waits for has come; committed when the task completes. Heard in the middle of a burst it is committed with that.</summary>
    /// <returns>How many bookmarks it met.</returns>
    public Task<int> SignalAsync(Func<Bookmark, bool> isMet, Func<RunRecord, string?, bool> isMeant, JsonElement? payload, CancellationToken cancellationToken) =>
        HearAsync(isMet, isMeant, bookmark => _run.Resume(bookmark.Id, payload), cancellationToken);

    /// <summary>A flow that was a step of this one has ended.</summary>
    /// <returns>How many bookmarks it met.</returns>
    public Task<int> UsedAsync(RunRecord used, CancellationToken cancellationToken)
    {
        var outputs = (used.State.Ordinary?.Outputs ?? []).DistinctBy(o => FlowAsActivity.Camel(o.Key)).ToDictionary(o => FlowAsActivity.Camel(o.Key), o => o.Value);
        var brought = JsonSerializer.SerializeToElement(outputs);
        return HearAsync(
            bookmark => bookmark.Stimulus == IChildFlows.Used(used.Id) && IChildFlows.RunOf(bookmark) == used.Id,
            (_, _) => true,
            bookmark => used.State.SubStatus == RunSubStatus.Finished ? _run.Resume(bookmark.Id, brought, used.State.Ordinary?.Outcomes ?? []) : _run.Disappoint(bookmark.Id, $"The flow '{used.WorkflowName}' that it uses is {used.State.SubStatus}: {used.State.Fault ?? "it was stopped."}"),
            cancellationToken);
    }

    private async Task<int> HearAsync(Func<Bookmark, bool> isMet, Func<RunRecord, string?, bool> isMeant, Func<Bookmark, StepContext?> resume, CancellationToken cancellationToken)
    {
        int met;
        lock (_engine)
        {
            var waiting = _run.Bookmarks.Where(isMet).ToList();
            if (waiting.Count == 0 || !isMeant(Record, _run.Memory.CorrelationId))
                return 0;
            _dirty = true;
            met = waiting.Count(b => resume(b) is not null);
        }
        await CommitAsync(state => state, cancellationToken);
        return met;
    }

    /// <summary>The runs whose end this one waits for.</summary>
    public IReadOnlyList<string> Awaited() => Record.State.Ordinary is { Bookmarks.IsEmpty: false } waiting && !Record.State.IsFinished
        ? [.. waiting.Bookmarks.Select(b => IChildFlows.RunOf(b)).OfType<string>()]
        : [];

    /// <summary>A run that only waits is not stored again for being looked at: after a restart there may be a hundred thousand.</summary>
    private StepContext? Next()
    {
        lock (_engine)
        {
            var before = _run.SubStatus;
            var step = _run.Next();
            _dirty |= step is not null || _run.HasNotes || _run.SubStatus != before;
            return step;
        }
    }

    private void Due(DateTimeOffset now)
    {
        if (Record.State.Paused || Record.Due is not { } due || due > now)
            return;
        Locked(run =>
        {
            foreach (var bookmark in run.Bookmarks.Where(b => b.Due <= now).OrderBy(b => b.Due).ToList())
                run.Resume(bookmark.Id);
        });
    }

    /// <summary>From where it stood; a run that is not over, or that no fault of a step has ended, stays as it is.</summary>
    private async Task RetryAsync(string? activity, CancellationToken cancellationToken)
    {
        lock (_engine)
        {
            if (OrdinarySnapshot.Standing(Record.State) is not { } stood)
                return;
            var again = OrdinarySnapshot.Read(Flow.Plan.Ordinary!, stood, Record.Variables);
            if (!again.TryAgain(activity))
                return;
            (_run, _dirty) = (again, true);
        }
        await CommitAsync(state => state, cancellationToken);
    }

    private async Task StopAsync(Action<OrdinaryRun> stop, CancellationToken cancellationToken)
    {
        Locked(stop);
        await CommitAsync(state => state, cancellationToken);
    }

    private async Task CommitAsync(Func<RunState, RunState> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var (before, now) = (Record, _time.GetUtcNow());
            var (after, notes) = Take(before, change);
            var lines = Lines(before.State, after.State, notes, now).ToList();
            Record = await KeepAsync(() => _store.CommitAsync(
                before,
                now,
                moves =>
                {
                    foreach (var line in lines)
                        moves.Journal(line);
                    return after;
                },
                cancellationToken));
            _changed(Record);
        }
        finally
        {
            _gate.Release();
        }
    }

    private (RunRecord After, IReadOnlyList<StepNote> Notes) Take(RunRecord before, Func<RunState, RunState> change)
    {
        lock (_engine)
        {
            _dirty = false;
            var after = before with
            {
                State = change(OrdinarySnapshot.Of(_run, before.State)),
                Variables = _run.Memory.Variables.Values.ToImmutableDictionary(),
            };
            return (after, _run.TakeNotes());
        }
    }

    private IEnumerable<JournalLine> Lines(RunState before, RunState after, IReadOnlyList<StepNote> notes, DateTimeOffset now)
    {
        if (before.SubStatus == RunSubStatus.Pending && after.SubStatus != RunSubStatus.Pending)
            yield return new JournalLine(now, "Started", null, null, nameof(RunSubStatus.Executing));
        // As in Elsa Studio, which does not show them.
        foreach (var note in notes.Where(n => n.Step.Kind != StepKind.Flowchart))
        {
            var times = _told.GetValueOrDefault(note.Step.Index);
            if (note.Event == StepEvent.Started)
                _told[note.Step.Index] = ++times;
            if (times <= ToldInFull || note.Event is StepEvent.Faulted or StepEvent.Retrying or StepEvent.Message)
                yield return new JournalLine(now, note.Event.ToString(), note.Step.Key, note.Step.Activity.Type, note.Outcomes.IsDefaultOrEmpty ? note.Message : string.Join(", ", note.Outcomes));
        }
        if (RunJournalLines.OfRun(before, after, now) is { EventName: not "Started" } line)
            yield return line;
    }
}
