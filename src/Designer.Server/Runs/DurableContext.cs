using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Activities.Contacts;
using Activities.Runs;
using Workflows.Definitions;
using Workflows.Expressions;
using Workflows.Running;
using Workflows.Segments;

namespace Designer.Server.Runs;

/// <summary>Collects what an activity says of its contacts; <see cref="AudienceExecution"/> commits it, chunk by chunk.</summary>
internal sealed class DurableContext(AudienceExecution run, Work work, IContactStore contacts, IExpressions expressions, ExpressionScope scope, DateTimeOffset now, int chunkSize) : ActivityContext
{
    private readonly List<MoveOp> _said = [];
    private readonly List<string> _lines = [];
    private readonly Dictionary<string, JsonElement> _variables = [];

    public override string RunId => run.Record.Id;
    public override string DefinitionId => run.Record.DefinitionId;
    public override string WorkflowName => run.Record.WorkflowName;
    public override string ActivityId => work.Activity;
    public override int Visit => work.Visit;
    public override DateTimeOffset Now => now;
    public override long Count => work.Count;

    /// <summary>Hands over what was said since the last time.</summary>
    public Said Take()
    {
        var said = new Said(work.Activity, [.. _said], [.. _lines], _variables.ToImmutableDictionary());
        _said.Clear();
        _lines.Clear();
        return said;
    }

    public override async IAsyncEnumerable<IReadOnlyList<Contact>> ChunksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await run.MaterialiseAsync(work.Id, cancellationToken);
        for (var after = 0L; ;)
        {
            var ids = await run.QueuedAsync(work.Id, after, chunkSize, cancellationToken);
            if (ids.Count == 0)
                yield break;
            var found = await contacts.GetAsync([.. ids], cancellationToken);
            if (found.Count < ids.Count)
                _said.Add(new EraseOp([.. ids.Except(found.Select(c => c.Id))]));
            yield return found;
            after = ids[^1];
            if (ids.Count < chunkSize)
                yield break;
            await run.CommitChunkAsync(work.Id, Take(), cancellationToken);
        }
    }

    public override void Leave(IReadOnlyCollection<long> contacts, string outcome, Reason? reason = null) => _said.Add(new LeaveOp(contacts, outcome, reason));

    public override void LeaveAll(string outcome, Reason? reason = null) => _said.Add(new LeavePartOp([outcome], reason));

    public override void LeaveAllThrough(IReadOnlyList<string> outcomes) => _said.Add(new LeavePartOp([.. outcomes], null));

    public override void LeaveByRule(SegmentRule rule, string matched, string others) => _said.Add(new RuleOp(rule, now, matched, others));

    public override void LeaveByChance(IReadOnlyList<(string Outcome, double Weight)> weights, string seed) => _said.Add(new ChanceOp(weights, seed));

    public override void Wait(IReadOnlyCollection<(long Contact, DateTimeOffset Until)> contacts, string outcome) => _said.Add(new WaitOp(contacts, outcome));

    public override void WaitAll(DateTimeOffset until, string outcome) => _said.Add(new WaitPartOp(until, outcome));

    public override void Fault(IReadOnlyCollection<long> contacts, string message) => _said.Add(new FaultOp(contacts, message));

    public override ValueTask<JsonElement?> EvaluateAsync(Expression expression, CancellationToken cancellationToken) =>
        expression.Type == ExpressionTypes.Literal ? ValueTask.FromResult(expression.Value) : expressions.EvaluateAsync(expression, scope, cancellationToken);

    public override JsonElement? GetVariable(string name)
    {
        var id = run.VariableId(name);
        return _variables.TryGetValue(id, out var said) ? said : run.Record.Variables.TryGetValue(id, out var value) ? value : null;
    }

    public override void SetVariable(string name, JsonElement value) => _variables[run.VariableId(name)] = value;

    public override void Journal(string message) => _lines.Add(message);
}

/// <summary>What an activity said until a commit.</summary>
internal sealed record Said(string Activity, ImmutableArray<MoveOp> Ops, ImmutableArray<string> Lines, ImmutableDictionary<string, JsonElement> Variables);
