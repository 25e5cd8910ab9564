using System.Globalization;
using System.Text.Json;
using Activities;
using Activities.Flow;
using Activities.Runs;
using Workflows.Expressions;
using Workflows.Running.Ordinary;

namespace Designer.Server.Runs;

/// <summary>Does for the engine of ordinary flows what it cannot do itself: evaluates inputs, lets one activity act, and catches its faults.</summary>
internal sealed partial class OrdinaryRunner(ActivityCatalog catalog, IExpressions expressions, IServiceScopeFactory scopes, Retries retries, TimeProvider time, ILogger<OrdinaryRunner> logger)
{
    public async Task RunAsync(OrdinaryExecution run, StepContext step, CancellationToken cancellationToken)
    {
        try
        {
            if (step.Step is { Kind: StepKind.Leaf, Activity.UsedFlow: { } used })
                await UseAsync(run, step, used, cancellationToken);
            else if (step.Step.Kind == StepKind.Leaf)
                await ActAsync(run, step, cancellationToken);
            else
                await DecideAsync(run, step, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (StepInputException fault)
        {
            run.Locked(r => r.Fail(step, fault.Message, fault.InnerException!.Message));
        }
        // Whatever an activity throws is a fault of the flow, not of the server: it is kept with the run, shown, and tried again. A store that takes nothing holds up the whole run.
#pragma warning disable CA1031
        catch (Exception fault) when (!StoreFaults.Holds(fault))
#pragma warning restore CA1031
        {
            Fail(run, step, fault);
        }
    }

    private async Task DecideAsync(OrdinaryExecution run, StepContext step, CancellationToken cancellationToken)
    {
        var scope = new OrdinaryScope(run, step, expressions);
        var inputs = await scope.InputsAsync(catalog.Find(step.Step.Activity.Type)!.Descriptor, cancellationToken);
        run.Locked(r =>
        {
            scope.Keep(r);
            r.Proceed(step, inputs);
        });
    }

    private async Task ActAsync(OrdinaryExecution run, StepContext step, CancellationToken cancellationToken)
    {
        var entry = catalog.Find(step.Step.Activity.Type)!;
        var scope = new OrdinaryScope(run, step, expressions);
        var inputs = await scope.InputsAsync(entry.Descriptor, cancellationToken);
        run.Locked(scope.Keep);
        // Commit before an effect: whatever was put off must be on disk before anything leaves the house.
        if (!entry.Descriptor.IsPure && !await run.FlushAsync(cancellationToken))
        {
            run.Locked(r => r.Again(step));
            return;
        }
        var context = new OrdinaryContext(run, step, scope, time.GetUtcNow());
        await using var services = new LazyServices(scopes);
        var outputs = await entry.ExecuteAsync(new RunServices(services, run.Record), inputs, context, cancellationToken);
        run.Locked(r => context.Apply(r, outputs));
    }

    /// <summary>Another flow as a step of this one: a run of its own, for which this one waits.</summary>
    private async Task UseAsync(OrdinaryExecution run, StepContext step, string used, CancellationToken cancellationToken)
    {
        var scope = new OrdinaryScope(run, step, expressions);
        var inputs = await scope.InputsAsync(FlowAsActivity.Unknown, cancellationToken);
        run.Locked(scope.Keep);
        if (!await run.FlushAsync(cancellationToken))
        {
            run.Locked(r => r.Again(step));
            return;
        }
        var context = new OrdinaryContext(run, step, scope, time.GetUtcNow());
        var given = inputs.Where(i => !FlowAsActivity.Beside.Contains(i.Key)).ToDictionary(i => i.Key, i => i.Value);
        await using var services = new LazyServices(scopes);
        var children = new RunServices(services, run.Record).GetRequiredService<IChildFlows>();
        // After a crash the same run is found again; a step that is tried again after a failure begins another.
        var key = string.Create(CultureInfo.InvariantCulture, $"{context.RunId}:{context.ActivityId}:{context.Visit}:{run.Locked(r => r.LastBookmark)}");
        var child = await children.StartAsync(new ChildFlow(used, context.RunId, context.CorrelationId, JsonSerializer.SerializeToElement(given), key) { UsedVersion = step.Step.Activity.Version }, cancellationToken);
        context.WaitFor(IChildFlows.Used(child), null, resultOutput: Bookmark.EveryOutput);
        run.Locked(r => context.Apply(r, default));
    }

    private void Fail(OrdinaryExecution run, StepContext step, Exception fault)
    {
        Failing(logger, fault.GetType().Name, step.Step.Key, run.Record.Id, step.Attempt + 1);
        var again = retries.Next(run.Record.Id, step.Step.Activity, step.Attempt, fault);
        run.Locked(r =>
        {
            if (again is { } at)
                r.Retry(step, fault.Message, at);
            else
                r.Fail(step, fault.Message);
        });
    }

    /// <summary>Of the steps that need no port, which may go on before the run is stored.</summary>
    public bool IsPure(StepContext step) => step.Step.Kind != StepKind.Leaf || (step.Step.Activity.UsedFlow is null && catalog.Find(step.Step.Activity.Type)!.Descriptor.IsPure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Fault} in activity {Activity} of run {Run}, attempt {Attempt}")]
    private static partial void Failing(ILogger logger, string fault, string activity, string run, int attempt);
}

/// <summary>An input could not be evaluated, in Elsa's words; why is inside.</summary>
internal sealed class StepInputException(string input, Exception why)
    : Exception($"Failed to evaluate activity input '{char.ToUpperInvariant(input[0])}{input[1..]}'", why);
