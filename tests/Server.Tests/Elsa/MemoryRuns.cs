using System.Collections.Immutable;
using System.Text.Json;
using Activities;
using Activities.Runs;
using Designer.Server.Expressions;
using Designer.Server.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Testing.Runs;
using Workflows.Definitions;
using Workflows.Running;
using Workflows.Running.Ordinary;
using Xunit;

namespace Server.Tests.Elsa;

/// <summary>Ordinary flows in the real engine with the real expressions; only the store is in memory.</summary>
internal sealed class MemoryRuns
{
    public MemoryRuns(Action<IServiceCollection>? ports = null)
    {
        var services = new ServiceCollection();
        ports?.Invoke(services);
        var limits = Options.Create(new ExpressionOptions());
        var scopes = services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
        Runner = new OrdinaryRunner(Catalog, new FlowExpressions(new JavaScript(limits, new DeepThreads()), new LiquidTemplates(limits, Time, new DeepThreads())), scopes, new Retries(Options.Create(new RunOptions()), Time), Time, NullLogger<OrdinaryRunner>.Instance);
    }

    public static ActivityCatalog Catalog { get; } = ActivityCatalog.Discover(typeof(OracleSendMessage).Assembly);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    public OrdinaryRunner Runner { get; }
    public MemoryRunStore Store { get; } = new();

    /// <summary>Elsa's own types and the oracle's: the probes of unknown types use names of ours.</summary>
    public static RunFlow Compile(WorkflowDefinition definition)
    {
        var plan = FlowPlan.Compile(definition, type => type.StartsWith("Marketing.", StringComparison.Ordinal) ? null : Catalog.Find(type)?.Descriptor);
        return new RunFlow(definition, plan, plan.Ordinary!.Steps.ToDictionary(s => s.Key, s => s.Activity));
    }

    /// <summary>Runs it until it ends or waits.</summary>
    public async Task<RunRecord> RunAsync(WorkflowDefinition definition, params (string Name, object Value)[] inputs)
    {
        var flow = Compile(definition);
        var variables = definition.Variables.DistinctBy(v => v.Id).ToImmutableDictionary(v => v.Id, VariableValues.Initial);
        var record = new RunRecord
        {
            Id = "run-1", DefinitionId = definition.DefinitionId, WorkflowName = definition.Name, Snapshot = "", StartedAt = Time.GetUtcNow(), Variables = variables,
            Inputs = inputs.ToImmutableDictionary(i => i.Name, i => JsonSerializer.SerializeToElement(i.Value)),
        };
        record = record with { State = OrdinarySnapshot.Of(OrdinaryRun.Begin(flow.Plan.Ordinary!, variables), record.State) };
        return await GoOnAsync(record, flow);
    }

    /// <summary>As after a restart: from what is stored.</summary>
    public async Task<RunRecord> GoOnAsync(RunRecord record, RunFlow flow)
    {
        using var run = new OrdinaryExecution(record with { State = RunState.FromJson(record.State.ToJson()) }, flow, Store, Runner, Time, _ => { });
        await run.StepsAsync(TestContext.Current.CancellationToken);
        return run.Record;
    }
}
