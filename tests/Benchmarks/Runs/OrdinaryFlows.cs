using System.Collections.Immutable;
using System.Text.Json;
using Activities;
using Activities.Runs;
using Designer.Server.Expressions;
using Designer.Server.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Testing.Runs;
using Workflows.Definitions;
using Workflows.Running.Ordinary;

namespace Benchmarks.Runs;

/// <summary>Ordinary flows and what it takes to run them in memory: the product's engine, expressions and activities, without a store.</summary>
internal sealed class OrdinaryFlows
{
    private readonly OrdinaryRunner _runner;

    public OrdinaryFlows()
    {
        var catalog = ActivityCatalog.Discover();
        var limits = Options.Create(new ExpressionOptions());
        var expressions = new FlowExpressions(new JavaScript(limits, new DeepThreads()), new LiquidTemplates(limits, TimeProvider.System, new DeepThreads()));
        var scopes = new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
        _runner = new OrdinaryRunner(catalog, expressions, scopes, new Retries(Options.Create(new RunOptions()), TimeProvider.System), TimeProvider.System, NullLogger<OrdinaryRunner>.Instance);
        Compiled = new RunFlows(new MemoryRunStore(), catalog);
    }

    public RunFlows Compiled { get; }

    /// <summary>Five activities: a variable counted up, a decision on it, a line with it.</summary>
    /// <param name="scripts">JavaScript counts and decides; else literals do.</param>
    public static WorkflowDefinition Five(bool scripts)
    {
        var count = scripts ? Expression(ExpressionTypes.JavaScript, "getCount() + 1") : Expression(ExpressionTypes.Literal, "1");
        var condition = scripts ? Expression(ExpressionTypes.JavaScript, "getCount() > 0") : Expression(ExpressionTypes.Literal, "true");
        return Flow("five", [
            new Activity { Id = "start", Type = "Elsa.Start" },
            new Activity { Id = "set", Type = "Elsa.SetVariable", Inputs = Inputs("value", count), Properties = ImmutableDictionary<string, JsonElement>.Empty.Add("variable", JsonSerializer.SerializeToElement(new { id = "v" })) },
            new Activity { Id = "decide", Type = "Elsa.FlowDecision", Inputs = Inputs("condition", condition) },
            new Activity { Id = "write", Type = "Elsa.WriteLine", Inputs = Inputs("text", new ActivityInput("String", new Expression(ExpressionTypes.Variable, JsonSerializer.SerializeToElement(new { id = "v" })))) },
            new Activity { Id = "end", Type = "Elsa.Finish" },
        ]);
    }

    /// <summary>A chain of lines.</summary>
    public static WorkflowDefinition Chain(int activities) =>
        Flow($"chain{activities}", [.. Enumerable.Range(0, activities).Select(i => new Activity { Id = $"a{i}", Type = "Elsa.WriteLine", Inputs = Inputs("text", Expression(ExpressionTypes.Literal, "A line.")) })]);

    public async Task RunAsync(RunFlow flow, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var variables = flow.Definition.Variables.ToImmutableDictionary(v => v.Id, VariableValues.Initial);
            var record = new RunRecord { Id = "run", DefinitionId = flow.Definition.DefinitionId, WorkflowName = "Benchmark", Snapshot = "", StartedAt = TimeProvider.System.GetUtcNow(), Variables = variables };
            record = record with { State = OrdinarySnapshot.Of(OrdinaryRun.Begin(flow.Plan.Ordinary!, variables), record.State) };
            using var run = new OrdinaryExecution(record, flow, new MemoryRunStore(), _runner, TimeProvider.System, _ => { });
            await run.StepsAsync(CancellationToken.None);
            if (run.Record.State is not { IsFinished: true, Fault: null })
                throw new InvalidOperationException($"A run ended {run.Record.State.SubStatus}: {run.Record.State.Fault}");
        }
    }

    private static WorkflowDefinition Flow(string id, ImmutableArray<Activity> activities) => new()
    {
        DefinitionId = id, Name = id, Variables = [new Variable("v", "Count", "Int32", Value: "0")],
        Root = new Activity
        {
            Id = "root", Type = "Elsa.Flowchart",
            Container = new Container(activities, [.. activities.Zip(activities.Skip(1), (a, b) => new Connection(a.Id, a.Type == "Elsa.FlowDecision" ? "True" : "Done", b.Id))], []),
        },
    };

    private static ActivityInput Expression(string type, string text) => new("Object", new Expression(type, JsonSerializer.SerializeToElement(text)));

    private static ImmutableDictionary<string, ActivityInput> Inputs(string name, ActivityInput input) => ImmutableDictionary<string, ActivityInput>.Empty.Add(name, input);
}
