using System.Text.Json;
using Activities.Contacts;
using Activities.Runs;
using Workflows.Definitions;
using Workflows.Running;
using Workflows.Segments;

namespace Designer.Server.Messages;

/// <summary>Lets an activity that works once per run (Generate copy) work for a preview: nobody is moved and nothing is kept.</summary>
internal sealed class PreviewContext(WorkflowDefinition definition, string activityId, DateTimeOffset now) : ActivityContext
{
    public override string RunId => "preview";
    public override string DefinitionId => definition.DefinitionId;
    public override string WorkflowName => definition.Name;
    public override string ActivityId => activityId;
    public override int Visit => 0;
    public override DateTimeOffset Now => now;
    public override long Count => 0;

    public override IAsyncEnumerable<IReadOnlyList<Contact>> ChunksAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<IReadOnlyList<Contact>>();

    public override void Leave(IReadOnlyCollection<long> contacts, string outcome, Reason? reason = null) { }

    public override void LeaveAll(string outcome, Reason? reason = null) { }

    public override void LeaveAllThrough(IReadOnlyList<string> outcomes) { }

    public override void LeaveByRule(SegmentRule rule, string matched, string others) { }

    public override void LeaveByChance(IReadOnlyList<(string Outcome, double Weight)> weights, string seed) { }

    public override void Wait(IReadOnlyCollection<(long Contact, DateTimeOffset Until)> contacts, string outcome) { }

    public override void WaitAll(DateTimeOffset until, string outcome) { }

    public override void Fault(IReadOnlyCollection<long> contacts, string message) => throw new ActivityFaultException(message, canRetry: false);

    public override ValueTask<JsonElement?> EvaluateAsync(Expression expression, CancellationToken cancellationToken) => ValueTask.FromResult(expression.Value);

    public override JsonElement? GetVariable(string name) => null;

    public override void SetVariable(string name, JsonElement value) { }

    public override void Journal(string message) { }
}
