using System.Text.Json;
using Activities.Contacts;
using Activities.Runs;
using Workflows.Definitions;
using Workflows.Running;
using Workflows.Segments;

namespace Activities.Tests;

/// <summary>A part that arrived, in memory. Moving a contact twice, or one that did not arrive, fails the test at once.</summary>
public sealed class FakeActivityContext(IReadOnlyList<Contact> contacts) : ActivityContext, IOrdinaryFlow
{
    private readonly HashSet<long> _arrived = [.. contacts.Select(c => c.Id)];
    private readonly HashSet<long> _moved = [];

    public FakeActivityContext(params long[] ids)
        : this([.. ids.Select(id => new Contact { Id = id, Email = $"c{id}@example.com", FirstName = $"Name{id}", Language = "en", EmailConsent = true })])
    {
    }

    public override string RunId => "run-1";
    public override string DefinitionId => "flow-1";
    public override string WorkflowName => "Flow One";
    public override string ActivityId => "activity-1";
    public override int Visit => VisitNumber;
    public override DateTimeOffset Now => At;
    public override long Count => contacts.Count;

    public int VisitNumber { get; set; }
    public int ChunkSize { get; set; } = 1000;
    public DateTimeOffset At { get; set; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Answers rules; a test that uses one says how.</summary>
    public Func<SegmentRule, Contact, bool>? Matches { get; set; }

    /// <summary>Answers expressions; literals answer themselves.</summary>
    public Func<Expression, JsonElement?>? Evaluates { get; set; }

    public Dictionary<long, (string Outcome, Reason? Reason)> Left { get; } = [];
    public Dictionary<long, (DateTimeOffset Until, string Outcome)> Waiting { get; } = [];
    public Dictionary<long, string> Faulted { get; } = [];
    public Dictionary<string, JsonElement> Variables { get; } = [];
    public List<string> Lines { get; } = [];
    public List<string> WholeThrough { get; } = [];
    public SegmentRule? Rule { get; private set; }
    public (IReadOnlyList<(string Outcome, double Weight)> Weights, string Seed)? Chance { get; private set; }

    public IReadOnlyList<long> LeftBy(string outcome) => [.. Left.Where(l => l.Value.Outcome == outcome).Select(l => l.Key).Order()];

    public IReadOnlyList<long> LeftBy<TOutcome>(TOutcome outcome)
        where TOutcome : struct, Enum => LeftBy(outcome.ToString());

    /// <summary>Every contact that arrived left, waits or was faulted.</summary>
    public bool IsComplete => _moved.Count == _arrived.Count;

    public override async IAsyncEnumerable<IReadOnlyList<Contact>> ChunksAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var chunk in contacts.Chunk(ChunkSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return chunk;
        }
    }

    public override void Leave(IReadOnlyCollection<long> contacts, string outcome, Reason? reason = null)
    {
        foreach (var id in contacts)
        {
            Move(id);
            Left[id] = (outcome, reason);
        }
    }

    /// <summary>Also remembered when nobody arrived: an ordinary Elsa flow has a token and no contacts.</summary>
    public override void LeaveAll(string outcome, Reason? reason = null)
    {
        WholeThrough.Add(outcome);
        Leave(_arrived, outcome, reason);
    }

    public override void LeaveAllThrough(IReadOnlyList<string> outcomes)
    {
        WholeThrough.AddRange(outcomes);
        Leave(_arrived, outcomes[0]);
    }

    public override void LeaveByRule(SegmentRule rule, string matched, string others)
    {
        Rule = rule;
        var matches = Matches ?? throw new InvalidOperationException("The activity asked a rule; set Matches.");
        foreach (var contact in contacts)
            Leave([contact.Id], matches(rule, contact) ? matched : others);
    }

    public override void LeaveByChance(IReadOnlyList<(string Outcome, double Weight)> weights, string seed)
    {
        Chance = (weights, seed);
        foreach (var contact in contacts)
            Leave([contact.Id], weights[(int)(contact.Id % weights.Count)].Outcome);
    }

    public override void Wait(IReadOnlyCollection<(long Contact, DateTimeOffset Until)> contacts, string outcome)
    {
        foreach (var (contact, until) in contacts)
        {
            Move(contact);
            Waiting[contact] = (until, outcome);
        }
    }

    public override void WaitAll(DateTimeOffset until, string outcome) => Wait([.. _arrived.Select(id => (id, until))], outcome);

    public override void Fault(IReadOnlyCollection<long> contacts, string message)
    {
        foreach (var id in contacts)
        {
            Move(id);
            Faulted[id] = message;
        }
    }

    public override ValueTask<JsonElement?> EvaluateAsync(Expression expression, CancellationToken cancellationToken) =>
        ValueTask.FromResult(expression.Type == ExpressionTypes.Literal ? expression.Value : Evaluates?.Invoke(expression));

    public override JsonElement? GetVariable(string name) => Variables.TryGetValue(name, out var value) ? value : null;

    public override void SetVariable(string name, JsonElement value) => Variables[name] = value;

    public override void Journal(string message) => Lines.Add(message);

    public override bool IsOrdinary => contacts.Count == 0;
    public override IOrdinaryFlow Flow => this;

    public string? CorrelationId { get; set; }
    public string? RunName { get; private set; }
    public Dictionary<string, JsonElement> Outputs { get; } = [];
    public List<(string? Stimulus, DateTimeOffset? Until, string Outcome, string? Result)> WaitsFor { get; } = [];

    /// <summary>Answers scripts.</summary>
    public Func<string, ScriptAnswer>? Script { get; set; }

    public void SetOutput(string name, JsonElement value) => Outputs[name] = value;

    public void SetName(string name) => RunName = name;

    public void Correlate(string correlationId) => CorrelationId = correlationId;

    /// <summary>On what terms, in the order of <see cref="WaitsFor"/>.</summary>
    public List<JsonElement?> Terms { get; } = [];

    public void WaitFor(string? stimulus, DateTimeOffset? until, string outcome = "Done", string? resultOutput = null, JsonElement? terms = null)
    {
        WaitsFor.Add((stimulus, until, outcome, resultOutput));
        Terms.Add(terms);
    }

    public ValueTask<ScriptAnswer> RunScriptAsync(string script, CancellationToken cancellationToken) => ValueTask.FromResult(Script!(script));

    private void Move(long contact)
    {
        if (!_arrived.Contains(contact))
            throw new InvalidOperationException($"Contact {contact} did not arrive in this part.");
        if (!_moved.Add(contact))
            throw new InvalidOperationException($"Contact {contact} was moved twice.");
    }
}
