using System.Collections.Immutable;
using System.Text.Json;
using Activities;
using Activities.Runs;
using Designer.Contracts.Runs;
using Workflows.Definitions;
using Workflows.Elsa;
using Workflows.Running;
using Workflows.Validation;

namespace Designer.Server.Runs;

/// <summary>Lets people who wait in runs of one version go on in a run of another.</summary>
internal sealed class RunMover(IRunnableFlows flows, RunFlows compiled, RunEngine engine, IRunTransfers transfers, ActivityCatalog catalog, TimeProvider time)
{
    private const int MostShown = 20;

    /// <returns>Null: there is no such flow or version.</returns>
    /// <exception cref="RunRefusedException">The version cannot run.</exception>
    public async Task<WaitingPeople?> WaitingAsync(string definitionId, int? version, CancellationToken cancellationToken)
    {
        if (await flows.VersionAsync(definitionId, version, keep: false, cancellationToken) is not { } target)
            return null;
        var runs = new List<WaitingRun>();
        var others = Others(definitionId, target);
        foreach (var run in others.Take(MostShown))
        {
            var from = await compiled.GetAsync(run, cancellationToken);
            var plan = MovePlan.Between(from.Plan, run.State, Ready(target, run).Plan);
            string Title(string id) => from.Activities[id].DisplayText ?? catalog.Find(from.Activities[id].Type)?.Descriptor.Title ?? id;
            runs.Add(new WaitingRun(
                run.Id, run.Version, run.Mode, run.StartedAt, plan.Steps.Sum(s => s.Waiting), await transfers.CountAsync(run, plan.Movable, cancellationToken),
                [.. plan.Steps.Select(s => new WaitingStepCount(s.Activity, Title(s.Activity), s.Waiting, s.Obstacle))], [.. plan.Again.Select(Title)]));
        }
        return new WaitingPeople(target.Definition.Version, runs) { TotalRuns = others.Count, TotalWaiting = others.Sum(Waiting) };
    }

    /// <summary>Everybody who can, of every unfinished run of another version.</summary>
    /// <returns>Null: there is no such flow or version.</returns>
    /// <exception cref="RunRefusedException">The version cannot run.</exception>
    public async Task<MovedFlow?> MoveAllAsync(string definitionId, int? version, string by, CancellationToken cancellationToken)
    {
        if (await flows.VersionAsync(definitionId, version, keep: true, cancellationToken) is not { } target)
            return null;
        var (moved, runs, busy) = (0L, 0, 0);
        foreach (var run in Others(definitionId, target))
        {
            try
            {
                if (await MoveAsync(run.Id, target.Definition.Version, by, cancellationToken) is { Moved: > 0 } went)
                    (moved, runs) = (moved + went.Moved, runs + 1);
            }
            catch (RunBusyException)
            {
                busy++;
            }
        }
        return new MovedFlow(moved, runs, busy);
    }

    /// <returns>Null: there is no such run, or its flow does not have the version.</returns>
    /// <exception cref="RunRefusedException">The version cannot run.</exception>
    /// <exception cref="RunBusyException">Somebody might be in two places.</exception>
    public async Task<MovedPeople?> MoveAsync(string runId, int? version, string by, CancellationToken cancellationToken)
    {
        if (engine.Current(runId) is not { } run || await flows.VersionAsync(run.DefinitionId, version, keep: true, cancellationToken) is not { } target)
            return null;
        var (from, into) = (await compiled.GetAsync(run, cancellationToken), Ready(target, run));
        if (!from.Plan.IsAudience || run.Mode == RunMode.Simulate || target.Definition.Version == run.Version)
            return new MovedPeople(0, null);
        var moved = await engine.MoveAsync(runId, into, current => Asked(current, from, into, by), (current, committed, asked, now) => MoveAsync(current, committed, asked, from, into, now, cancellationToken), cancellationToken);
        return moved is null ? new MovedPeople(0, null) : new MovedPeople(moved.State.Nodes.Values.Sum(n => n.Waiting), RunAnswers.Summary(moved));
    }

    /// <summary>Runs of other versions in which somebody waits, newest first. An ordinary flow's token is nobody, and what a simulated run has written only it can read.</summary>
    private List<RunRecord> Others(string definitionId, RunnableFlow target) =>
        [.. engine.Unfinished(definitionId).Where(r => r.Version != target.Definition.Version && r.State.Ordinary is null && r.Mode != RunMode.Simulate && Waiting(r) > 0).OrderByDescending(r => r.StartedAt)];

    private static long Waiting(RunRecord run) => run.State.Nodes.Values.Sum(n => n.Waiting);

    private Task<Transferred?> MoveAsync(RunRecord run, RunState committed, NewRun asked, RunFlow from, RunFlow into, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A part of everyone has no rows: whoever waits may be in it as well.
        if (run.State.Queue.Any(w => w.Part == RunState.Everyone))
            throw new RunBusyException(run);
        var movable = MovePlan.Between(from.Plan, run.State, into.Plan).Movable;
        return transfers.MoveAsync(run, asked, movable, now, Work, cancellationToken);

        Transferred Work(RunRecord begun, IReadOnlyList<WaitingGroup> groups, IRunMoves leaving, IRunMoves arriving)
        {
            var left = groups.Aggregate(run.State, (s, g) => RunMachine.Apply(from.Plan, s, new Vanished(g.Activity, g.Visit, g.Count), leaving));
            var waiting = MovePlan.Begin(into.Plan, run.State, groups);
            var people = groups.Sum(g => g.Count);
            leaving.Journal(new JournalLine(now, "Message", null, null, $"{people} contacts who waited went on in run {begun.Id} of version {begun.Version}."));
            foreach (var line in RunJournalLines.Between(from.Plan, committed, left, now))
                leaving.Journal(line);
            arriving.Journal(new JournalLine(now, "Message", null, null, $"{people} contacts who waited came from run {run.Id} of version {run.Version}."));
            foreach (var line in RunJournalLines.Between(into.Plan, begun.State, waiting, now))
                arriving.Journal(line);
            return new Transferred(run with { State = left }, begun with { State = waiting });
        }
    }

    private NewRun Asked(RunRecord run, RunFlow from, RunFlow into, string by)
    {
        var now = time.GetUtcNow();
        var record = new RunRecord
        {
            Id = Guid.CreateVersion7(now).ToString("N"), DefinitionId = run.DefinitionId, WorkflowName = into.Definition.Name, Version = into.Definition.Version, Snapshot = "", Mode = run.Mode,
            Trigger = into.Plan.Start, StartedAt = now, StartedBy = by, Inputs = run.Inputs, Variables = Carried(run, from, into),
        };
        return new NewRun(record, ElsaJson.Write(into.Definition), IsAudience: true);
    }

    /// <summary>What the run remembers goes with them, by the variable's name; what is new begins as its default.</summary>
    private static ImmutableDictionary<string, JsonElement> Carried(RunRecord run, RunFlow from, RunFlow into)
    {
        var known = run.Variables.Where(v => from.VariableNames.ContainsKey(v.Key)).DistinctBy(v => from.VariableNames[v.Key]).ToDictionary(v => from.VariableNames[v.Key], v => v.Value);
        return RunStarter.Variables(into.Definition, into).ToImmutableDictionary(v => v.Key, v => known.GetValueOrDefault(into.VariableNames[v.Key], v.Value));
    }

    /// <summary>The trigger that fired, where the version still has it.</summary>
    private RunFlow Ready(RunnableFlow target, RunRecord run)
    {
        if (target.Problems.Any(p => p.Severity == Severity.Error))
            throw new RunRefusedException(target.Definition, target.Problems);
        try
        {
            var trigger = (target.Definition.Root.Container ?? Container.Empty).Activities.Any(a => a.Id == run.Trigger) ? run.Trigger : null;
            return compiled.Compile(target.Definition, trigger);
        }
        catch (FlowPlanException cannot)
        {
            throw new RunRefusedException(target.Definition, [new Problem(Severity.Error, "flow.cannot_run", null, null, cannot.Message), .. target.Problems]);
        }
    }
}

/// <summary>409: it is over in a moment.</summary>
internal sealed class RunBusyException(RunRecord run) : Exception($"The run '{run.Id}' is about to work on everybody at once, so nobody can be taken out of it now. Try again when it waits.");
