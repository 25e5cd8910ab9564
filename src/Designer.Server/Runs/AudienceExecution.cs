using Activities.Runs;
using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>A run of sets of contacts, one commit at a time. Pause and cancel may come while an activity works; it learns of them at its next chunk.</summary>
internal sealed class AudienceExecution(RunRecord record, RunFlow flow, IRunStore store, ActivityRunner activities, TimeProvider time, Action<RunRecord> changed)
    : RunExecution(record, flow), IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private RunState _committed = record.State;

    public string VariableId(string name) => Flow.VariableNames.ContainsKey(name) ? name : Flow.VariableNames.FirstOrDefault(v => v.Value == name).Key ?? name;

    public override Task TellAsync(RunEvent happened, CancellationToken cancellationToken) =>
        happened is Recovered ? RememberAsync(happened, cancellationToken) : CommitAsync(happened, cancellationToken);

    public override async Task StepsAsync(CancellationToken cancellationToken)
    {
        while (!Record.State.IsFinished && !Record.State.Paused)
        {
            var now = time.GetUtcNow();
            if (Record.Due <= now)
                await CommitDueAsync(now, cancellationToken);
            if (RunMachine.Next(Record.State, now) is not { } work)
                break;
            await activities.RunAsync(this, work, cancellationToken);
        }
        await FlushAsync(cancellationToken);
    }

    public override Task ProveAsync(CancellationToken cancellationToken) => CommitAsync((state, _) => state, null, cancellationToken);

    /// <summary>An event whose commit may wait: nothing has an effect yet, and after a crash it happens again.</summary>
    public async Task RememberAsync(RunEvent happened, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var next = RunMachine.Apply(Flow.Plan, Record.State, happened, NoSets.Instance);
            if (!next.IsFinished)
            {
                Record = Record with { State = next };
                changed(Record);
                return;
            }
        }
        finally
        {
            _gate.Release();
        }
        // Nobody may hear that a run is over before that is on disk.
        await CommitAsync(happened, cancellationToken);
    }

    /// <summary>Commits what was put off.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) =>
        ReferenceEquals(_committed, Record.State) ? Task.CompletedTask : CommitAsync((state, _) => state, null, cancellationToken);

    public Task CommitAsync(RunEvent happened, CancellationToken cancellationToken) =>
        CommitAsync((state, moves) => RunMachine.Apply(Flow.Plan, state, happened, moves), null, cancellationToken, evenIfOver: happened is Retried);

    /// <summary>Writes out a part of everyone, so that single contacts of it can be dealt with.</summary>
    public async Task MaterialiseAsync(long work, CancellationToken cancellationToken)
    {
        if (Find(work) is { Part: RunState.Everyone })
            await CommitAsync((state, moves) => Materialise(state, work, moves), null, cancellationToken);
    }

    public Task<IReadOnlyList<long>> QueuedAsync(long work, long after, int limit, CancellationToken cancellationToken) =>
        Find(work) is { } queued ? store.QueuedAsync(Record, queued, after, limit, cancellationToken) : Task.FromResult<IReadOnlyList<long>>([]);

    /// <exception cref="RunInterruptedException">The run was paused or ended; what was said of this chunk is committed where it could be.</exception>
    public async Task CommitChunkAsync(long work, Said said, CancellationToken cancellationToken)
    {
        await CommitAsync((state, moves) => Move(state, work, said, completed: false, moves), said, cancellationToken);
        if (Record.State.Paused || Record.State.IsFinished)
            throw new RunInterruptedException();
    }

    public async Task CompleteAsync(long work, Said said, CancellationToken cancellationToken)
    {
        var ops = new List<MoveOp>();
        foreach (var op in said.Ops)
            ops.Add(op is RuleOp rule ? rule with { Rule = await store.ResolveAsync(rule.Rule, cancellationToken) } : op);
        said = said with { Ops = [.. ops] };
        await CommitAsync((state, moves) => Move(state, work, said, completed: true, moves), said, cancellationToken);
    }

    /// <summary>Waiting contacts whose instant has come go on.</summary>
    public Task CommitDueAsync(DateTimeOffset now, CancellationToken cancellationToken) => CommitAsync(
        (state, moves) =>
        {
            foreach (var group in moves.DueGroups(now))
            {
                var part = state.NextPart;
                moves.LeaveDue(group, now, part);
                state = RunMachine.Apply(Flow.Plan, state, new WaitDue(group.Activity, group.Visit, [new Movement(group.Outcome, part, group.Count)]), moves);
            }
            // Where nobody waits any more, those who are still counted were erased.
            return moves.NextUntil() is null
                ? state.Nodes.Values.Where(n => n.Waiting > 0 && !Flow.Plan.Node(n.Activity).Holds)
                    .Aggregate(state, (s, n) => RunMachine.Apply(Flow.Plan, s, new Vanished(n.Activity, n.Visit, n.Waiting), moves))
                : state;
        },
        null,
        cancellationToken);

    /// <summary>Some of its people go on in another run.</summary>
    /// <param name="commit">Gets the run and its state at the last commit. Null: nobody went.</param>
    public async Task<Transferred?> HandOverAsync(Func<RunRecord, RunState, Task<Transferred?>> commit, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (await KeepAsync(() => commit(Record, _committed)) is not { } moved)
                return null;
            Record = moved.From;
            _committed = Record.State;
            changed(Record);
            return moved;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task CommitAsync(Func<RunState, IRunMoves, RunState> work, Said? said, CancellationToken cancellationToken, bool evenIfOver = false)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var (before, now) = (Record, time.GetUtcNow());
            Record = await KeepAsync(() => store.CommitAsync(
                before,
                now,
                moves =>
                {
                    var state = before.State.IsFinished && !evenIfOver ? before.State : work(before.State, moves);
                    foreach (var line in Lines(state, said, now))
                        moves.Journal(line);
                    return before with { State = state, Variables = said is null ? before.Variables : before.Variables.SetItems(said.Variables) };
                },
                cancellationToken));
            _committed = Record.State;
            changed(Record);
        }
        finally
        {
            _gate.Release();
        }
    }

    private IEnumerable<JournalLine> Spoken(Said said, DateTimeOffset now) =>
        said.Lines.Select(l => new JournalLine(now, "Message", said.Activity, Flow.Plan.Node(said.Activity).Type, l));

    private IEnumerable<JournalLine> Lines(RunState after, Said? said, DateTimeOffset now)
    {
        var spoken = said is null ? [] : Spoken(said, now);
        var changes = RunJournalLines.Between(Flow.Plan, _committed, after, now).ToList();
        var begun = changes.Where(c => c.EventName == "Started");
        return begun.Concat(spoken).Concat(changes.Where(c => c.EventName != "Started"));
    }

    private RunState Materialise(RunState state, long id, IRunMoves moves)
    {
        var work = Find(state, id)!;
        var part = state.NextPart;
        var count = moves.Enter(work.Activity, work.Visit, RunState.Everyone, part).Accepted;
        return RunMachine.Apply(Flow.Plan, state, new Materialised(id, part, count), moves);
    }

    private RunState Move(RunState state, long id, Said said, bool completed, IRunMoves moves)
    {
        if (Find(state, id) is not { } work)
            return state;
        if (work.Part == RunState.Everyone)
        {
            if (said.Ops is [LeavePartOp whole] && completed)
                return RunMachine.Apply(Flow.Plan, state, new Moved(id, [new Movement(whole.Outcomes, RunState.Everyone, work.Count)], Completed: true), moves);
            state = Materialise(state, id, moves);
            work = Find(state, id)!;
        }
        var tally = new MoveTally(work, state.NextPart);
        foreach (var op in said.Ops)
            op.Apply(tally, moves);
        if (completed && tally.Total < work.Count)
            Leftover(tally, moves);
        return RunMachine.Apply(Flow.Plan, state, tally.ToEvent(completed), moves);
    }

    /// <summary>Those of whom the activity said nothing leave through Done where it has that outcome; else it forgot them. Rows that are gone were erased.</summary>
    private void Leftover(MoveTally tally, IRunMoves moves)
    {
        var work = tally.Work;
        if (Flow.Plan.Node(work.Activity).Outcomes.Contains("Done"))
            tally.Left(["Done"], part => moves.LeavePart(work, "Done", null, part));
        else
            tally.Faulted += moves.Fault(work.Activity, work.Visit, work.Part, tally.FaultMessage = "The activity said nothing of these contacts.");
        tally.Erased += work.Count - tally.Total;
    }

    private Work? Find(long id) => Find(Record.State, id);

    private static Work? Find(RunState state, long id) => state.Queue.FirstOrDefault(w => w.Id == id);
}

/// <summary>The run was paused or ended while an activity worked; it is not the activity's fault.</summary>
internal sealed class RunInterruptedException() : OperationCanceledException("The run was paused or has ended.");
