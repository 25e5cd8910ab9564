using Activities;
using Activities.Runs;
using Designer.Contracts.Runs;
using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>A run as the contracts say it.</summary>
internal sealed class RunAnswers(RunFlows flows, ActivityCatalog catalog, RunFeed feed)
{
    public static RunSummary Summary(RunRecord run) => new(
        run.Id, run.DefinitionId, run.WorkflowName, run.Version, run.Mode, run.State.Status, run.State.SubStatus, run.State.Paused, run.StartedAt, run.FinishedAt,
        // An ordinary flow's counts are executions, not contacts.
        run.State.Ordinary is null ? run.State.Counts.Select(n => n.Entered).DefaultIfEmpty().Max() : 0, run.State.Counts.Sum(n => n.Faulted), run.StartedBy)
    { IsAudience = run.State.Ordinary is null };

    public async Task<RunDetail> DetailAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var flow = await flows.GetAsync(run, cancellationToken);
        return new RunDetail(
            run.Id, run.DefinitionId, run.WorkflowName, run.Version, run.Mode, run.State.Status, run.State.SubStatus, run.State.Paused, run.StartedAt, run.FinishedAt,
            [.. flow.Plan.Nodes.Select(n => Counts(run.State, flow, n))])
        {
            Fault = run.State.Fault, IsAudience = flow.Plan.IsAudience, HeldUp = feed.WhyHeldUp(run.Id), StartedBy = run.StartedBy, CanRetry = RetryRefusedException.CanRetry(run),
            Token = run.State.Ordinary is { } state ? OrdinaryFacts.Of(state, flow) : null,
        };
    }

    /// <summary>All visits of an activity together.</summary>
    private ActivityCounts Counts(RunState state, RunFlow flow, PlanNode node)
    {
        var visits = state.Counts.Where(n => n.Activity == node.Id).ToList();
        var outcomes = node.Outcomes.Concat(visits.SelectMany(v => v.Outcomes.Keys)).Distinct().ToDictionary(o => o, o => visits.Sum(v => v.Outcomes.GetValueOrDefault(o)));
        var activity = flow.Activities[node.Id];
        return new ActivityCounts(
            node.Id, node.Type, activity.DisplayText ?? catalog.Find(node.Type)?.Descriptor.Title ?? node.Type, visits.Sum(v => v.Entered), visits.Sum(v => v.Queued), visits.Sum(v => v.InWork),
            visits.Sum(v => v.Waiting), outcomes, visits.Sum(v => v.Faulted), visits.Sum(v => v.Dropped))
        {
            Status = Status(visits, state), Fault = visits.LastOrDefault(v => v.Fault is not null)?.Fault,
        };
    }

    /// <summary>Elsa's names of an activity's status.</summary>
    private static string? Status(List<NodeState> visits, RunState state) => visits.Sum(v => v.Live) switch
    {
        _ when visits.Count == 0 => null,
        > 0 => visits.Any(v => v.InWork > 0 || v.Waiting > 0) ? "Running" : "Pending",
        _ when visits.Any(v => v.Faulted > 0) => "Faulted",
        _ when state.SubStatus == RunSubStatus.Cancelled && visits.All(v => v.Outcomes.Values.Sum() == 0) => "Canceled",
        _ => "Completed",
    };
}
