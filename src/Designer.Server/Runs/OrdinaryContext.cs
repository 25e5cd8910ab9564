using System.Collections.Immutable;
using System.Text.Json;
using Activities.Contacts;
using Activities.Runs;
using Workflows.Definitions;
using Workflows.Running;
using Workflows.Running.Ordinary;
using Workflows.Segments;

namespace Designer.Server.Runs;

/// <summary>One token at an activity. What it says is done when the activity has ended without a fault; one that fails has changed nothing.</summary>
internal sealed class OrdinaryContext(OrdinaryExecution run, StepContext step, OrdinaryScope scope, DateTimeOffset now) : ActivityContext, IOrdinaryFlow
{
    private static readonly ImmutableArray<string> Done = ["Done"];
    private List<Action<OrdinaryRun>>? _said;
    private Dictionary<string, JsonElement>? _variables;
    private ImmutableArray<string> _outcomes = Done;
    private bool _waits;

    public override string RunId => run.Record.Id;
    public override string DefinitionId => run.Record.DefinitionId;
    public override string WorkflowName => run.Record.WorkflowName;
    public override string ActivityId => step.Step.Key;
    public override int Visit => step.Visit;
    public override DateTimeOffset Now => now;
    public override long Count => 1;
    public override bool IsOrdinary => true;
    public override IOrdinaryFlow Flow => this;
    public string? CorrelationId => run.Locked(r => r.Memory.CorrelationId);

    /// <summary>Does what was said, then lets the step go on.</summary>
    public void Apply(OrdinaryRun engine, JsonElement outputs)
    {
        if (!step.IsRunning)
            return;
        scope.Keep(engine);
        foreach (var (name, value) in _variables ?? [])
            engine.Memory.TrySet(step, name, value);
        if (outputs.ValueKind == JsonValueKind.Object)
        {
            foreach (var output in outputs.EnumerateObject())
                engine.Memory.SetResult(step, output.Name, output.Value);
        }
        foreach (var said in _said ?? [])
            said(engine);
        if (!_waits)
            engine.Complete(step, _outcomes);
    }

    public override IAsyncEnumerable<IReadOnlyList<Contact>> ChunksAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<IReadOnlyList<Contact>>();

    public override void Leave(IReadOnlyCollection<long> contacts, string outcome, Reason? reason = null) => throw NoContacts();

    public override void LeaveAll(string outcome, Reason? reason = null) => _outcomes = outcome == "Done" ? Done : [outcome];

    public override void LeaveAllThrough(IReadOnlyList<string> outcomes) => _outcomes = [.. outcomes];

    public override void LeaveByRule(SegmentRule rule, string matched, string others) => throw NoContacts();

    public override void LeaveByChance(IReadOnlyList<(string Outcome, double Weight)> weights, string seed) => throw NoContacts();

    public override void Wait(IReadOnlyCollection<(long Contact, DateTimeOffset Until)> contacts, string outcome) => throw NoContacts();

    public override void WaitAll(DateTimeOffset until, string outcome) => WaitFor(null, until, outcome);

    public override void Fault(IReadOnlyCollection<long> contacts, string message) => throw NoContacts();

    public override ValueTask<JsonElement?> EvaluateAsync(Expression expression, CancellationToken cancellationToken) => scope.EvaluateAsync(expression, cancellationToken);

    public override JsonElement? GetVariable(string name) => _variables is not null && _variables.TryGetValue(name, out var said) ? said : run.Locked(r => r.Memory.Get(step, name));

    public override void SetVariable(string name, JsonElement value)
    {
        if (run.Locked(r => r.Memory.Get(step, name)) is null)
            throw new ActivityFaultException($"Variable '{name}' not found.", canRetry: false);
        (_variables ??= [])[name] = value;
    }

    public override void Journal(string message) => Say(r => r.Say(step, message));

    public void SetOutput(string name, JsonElement value) => Say(r => r.Memory.Outputs[name] = value);

    public void SetName(string name) => Say(r => r.Memory.Name = name);

    public void Correlate(string correlationId) => Say(r => r.Memory.CorrelationId = correlationId);

    public void WaitFor(string? stimulus, DateTimeOffset? until, string outcome = "Done", string? resultOutput = null, JsonElement? terms = null)
    {
        _waits = true;
        Say(r => r.Wait(step, id => new Bookmark(id, step.Step.Activity.Type, step.Id, stimulus, until, outcome) { ResultOutput = resultOutput, Payload = terms }));
    }

    public async ValueTask<ScriptAnswer> RunScriptAsync(string script, CancellationToken cancellationToken)
    {
        var (value, effects) = await scope.RunScriptAsync(script, cancellationToken);
        if (effects.CorrelationId is { } id)
            Correlate(id);
        return new ScriptAnswer(value, effects.Outcomes);
    }

    private void Say(Action<OrdinaryRun> said) => (_said ??= []).Add(said);

    private InvalidOperationException NoContacts() => new($"'{step.Step.Key}' moves single contacts, but this flow has none.");
}
