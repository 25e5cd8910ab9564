using System.Collections.Immutable;
using System.Text.Json;
using Activities;
using Activities.Flow;
using Activities.Segments;
using Designer.Contracts.Runs;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Expressions;
using Workflows.Running;
using Workflows.Segments;
using Workflows.Validation;

namespace Designer.Server.Runs;

/// <summary>
/// What a run would do, for the dialog that asks: who would reach the channels, by the rules on the way. What only a run can know (a score that is not
/// there yet, a draw) counts everyone in: the number is an upper bound, never too small.
/// </summary>
internal sealed class RunPreviews(RunFlows flows, ActivityCatalog catalog, ISegmentQueries segments, IExpressions expressions, TimeProvider time)
{
    public async Task<RunPreview> PreviewAsync(RunnableFlow runnable, CancellationToken cancellationToken)
    {
        var channels = new List<RunPreviewChannel>();
        RunFlow flow;
        try
        {
            flow = flows.Compile(runnable.Definition, null);
        }
        catch (FlowPlanException cannot)
        {
            return new RunPreview(0, [], [new Problem(Severity.Error, "flow.cannot_run", null, null, cannot.Message), .. runnable.Problems]);
        }
        if (flow.Plan.Ordinary is not null)
            return new RunPreview(0, [.. flow.Plan.Nodes.Where(IsChannel).Select(n => Channel(n, flow.Activities[n.Id]))], runnable.Problems);
        var reached = await ReachAsync(flow, cancellationToken);
        var targets = flow.Plan.Nodes.Where(n => reached.ContainsKey(n.Id) && IsChannel(n)).ToList();
        channels.AddRange(targets.Select(n => Channel(n, flow.Activities[n.Id])));
        var counted = targets.Where(n => n.Grain == Grain.PerContact).ToList();
        if (counted.Count == 0)
            counted = [.. flow.Plan.Nodes.Where(n => reached.ContainsKey(n.Id) && !n.Outgoing.Any(e => reached.ContainsKey(e.Target)))];
        var people = counted.Count > 0
            ? await segments.CountAsync(new AnyOf([.. counted.Select(n => reached[n.Id])]), time.GetUtcNow(), cancellationToken)
            : 0;
        return new RunPreview(people, channels, runnable.Problems) { IsAudience = true };
    }

    /// <summary>For each activity the rule of those who can get there without closing a loop.</summary>
    private async Task<Dictionary<string, SegmentRule>> ReachAsync(RunFlow flow, CancellationToken cancellationToken)
    {
        var ways = new Dictionary<string, List<SegmentRule>> { [flow.Plan.Start] = [SegmentRule.Everyone] };
        var reached = new Dictionary<string, SegmentRule>();
        var open = flow.Plan.Nodes.Where(n => n.Id == flow.Plan.Start || n.Ancestors.Contains(flow.Plan.Start)).OrderBy(n => n.Ancestors.Length).ToList();
        foreach (var node in open.Where(n => ways.ContainsKey(n.Id)))
        {
            var here = ways[node.Id] is [var only] ? only : new AnyOf([.. ways[node.Id]]);
            reached[node.Id] = here;
            var rule = await RuleAsync(flow, node, cancellationToken);
            foreach (var edge in node.Outgoing.Where(e => !e.IsBack))
            {
                if (!ways.TryGetValue(edge.Target, out var coming))
                    ways[edge.Target] = coming = [];
                coming.Add(rule is null ? here : new AllOf([here, edge.Port is "Matched" or "Yes" ? rule : new Not(rule)]));
            }
        }
        return reached;
    }

    private async Task<SegmentRule?> RuleAsync(RunFlow flow, PlanNode node, CancellationToken cancellationToken)
    {
        var entry = catalog.Find(node.Type)!;
        if (entry.InputsType != typeof(Segment.Inputs) && entry.InputsType != typeof(Branch.Inputs))
            return null;
        var scope = new ExpressionScope("", flow.Definition.DefinitionId, flow.Definition.Name, ImmutableDictionary<string, JsonElement>.Empty, ImmutableDictionary<string, JsonElement>.Empty);
        var values = await RunInputs.EvaluateAsync(entry, flow.Activities[node.Id], expressions, scope, cancellationToken);
        return InputBinder.Bind(entry.InputsType, values) switch { Segment.Inputs segment => segment.Rule, Branch.Inputs branch => branch.Rule, _ => null };
    }

    private RunPreviewChannel Channel(PlanNode node, Activity activity)
    {
        var account = activity.Inputs.TryGetValue("account", out var input) && input.Expression is { Type: ExpressionTypes.Literal, Value: { ValueKind: JsonValueKind.String } text } ? text.GetString() : null;
        return new RunPreviewChannel(node.Id, activity.DisplayText ?? Descriptor(node).Title, node.Type == "Marketing.PostSocial" ? "social" : "email", string.IsNullOrWhiteSpace(account) ? null : account);
    }

    private bool IsChannel(PlanNode node) => catalog.Find(node.Type)?.Descriptor.Category == Category.Channels;

    private ActivityDescriptor Descriptor(PlanNode node) => catalog.Find(node.Type)!.Descriptor;
}
