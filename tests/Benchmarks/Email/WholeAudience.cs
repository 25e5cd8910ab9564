using System.Text.Json;
using Activities.Contacts;
using Activities.Runs;
using Workflows.Definitions;
using Workflows.Running;
using Workflows.Segments;

namespace Benchmarks.Email;

/// <summary>An audience in memory: the runner's own cost is the benchmark "run".</summary>
internal sealed class WholeAudience(string run, IReadOnlyList<Contact> contacts) : ActivityContext
{
    public override string RunId => run;
    public override string DefinitionId => "win-back";
    public override string WorkflowName => "Win back";
    public override string ActivityId => "mail";
    public override int Visit => 0;
    public override DateTimeOffset Now => TimeProvider.System.GetUtcNow();
    public override long Count => contacts.Count;

    public override async IAsyncEnumerable<IReadOnlyList<Contact>> ChunksAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var chunk in contacts.Chunk(1000))
        {
            await Task.Yield();
            yield return chunk;
        }
    }

    public override void Leave(IReadOnlyCollection<long> contacts, string outcome, Reason? reason = null)
    {
        if (outcome != "Sent")
            throw new InvalidOperationException($"A contact left by {outcome}: {reason}.");
    }

    public override void LeaveAll(string outcome, Reason? reason = null) => throw new NotSupportedException();
    public override void LeaveAllThrough(IReadOnlyList<string> outcomes) => throw new NotSupportedException();
    public override void LeaveByRule(SegmentRule rule, string matched, string others) => throw new NotSupportedException();
    public override void LeaveByChance(IReadOnlyList<(string Outcome, double Weight)> weights, string seed) => throw new NotSupportedException();
    public override void Wait(IReadOnlyCollection<(long Contact, DateTimeOffset Until)> contacts, string outcome) => throw new NotSupportedException();
    public override void WaitAll(DateTimeOffset until, string outcome) => throw new NotSupportedException();
    public override void Fault(IReadOnlyCollection<long> contacts, string message) => throw new InvalidOperationException(message);
    public override ValueTask<JsonElement?> EvaluateAsync(Expression expression, CancellationToken cancellationToken) => throw new NotSupportedException();
    public override JsonElement? GetVariable(string name) => null;
    public override void SetVariable(string name, JsonElement value) => throw new NotSupportedException();
    public override void Journal(string message) => throw new InvalidOperationException(message);
}
