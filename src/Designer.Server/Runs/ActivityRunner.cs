using Activities;
using Activities.Contacts;
using Activities.Runs;
using Microsoft.Extensions.Options;
using Workflows.Expressions;
using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>Lets one activity work on one part of an audience: inputs, ports, movements, outputs; and the one place where its faults are caught.</summary>
internal sealed partial class ActivityRunner(ActivityCatalog catalog, IExpressions expressions, IServiceScopeFactory scopes, Retries retries, IOptions<RunOptions> options, TimeProvider time, ILogger<ActivityRunner> logger)
{
    public async Task RunAsync(AudienceExecution run, Work work, CancellationToken cancellationToken)
    {
        await run.RememberAsync(new Begun(work.Id), cancellationToken);
        if (run.Record.State.Queue.FirstOrDefault(w => w.Id == work.Id) is not { } begun)
            return;
        try
        {
            await ExecuteAsync(run, begun, cancellationToken);
        }
        catch (RunInterruptedException)
        {
            await run.CommitAsync(new Recovered(), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        // Whatever an activity throws is a fault of the flow, not of the server: it is kept with the run, shown, and tried again. A store that takes nothing holds up the whole run.
#pragma warning disable CA1031
        catch (Exception fault) when (!StoreFaults.Holds(fault))
#pragma warning restore CA1031
        {
            await FailAsync(run, begun, fault, cancellationToken);
        }
    }

    private async Task ExecuteAsync(AudienceExecution run, Work work, CancellationToken cancellationToken)
    {
        var activity = run.Flow.Activities[work.Activity];
        var entry = catalog.Find(activity.Type)!;
        var scope = RunInputs.Scope(run.Record, run.Flow);
        var inputs = await RunInputs.EvaluateAsync(entry, activity, expressions, scope, cancellationToken);
        await using var services = scopes.CreateAsyncScope();
        var ports = new RunServices(services.ServiceProvider, run.Record);
        var context = new DurableContext(run, work, ports.GetRequiredService<IContactStore>(), expressions, scope, time.GetUtcNow(), options.Value.ChunkSize);
        foreach (var (name, value) in scope.Changes)
            context.SetVariable(name, value);
        // Commit before an effect: whatever was put off must be on disk before anything leaves the house.
        if (!entry.Descriptor.IsPure)
            await run.FlushAsync(cancellationToken);
        var outputs = await ExecuteAsync(() => entry.ExecuteAsync(ports, inputs, context, cancellationToken), () => run.CommitChunkAsync(work.Id, context.Take(), cancellationToken));
        foreach (var (name, binding) in activity.Outputs)
        {
            if (outputs.ValueKind == System.Text.Json.JsonValueKind.Object && outputs.TryGetProperty(name, out var value))
                context.SetVariable(binding.MemoryReferenceId, value);
        }
        await run.CompleteAsync(work.Id, context.Take(), cancellationToken);
    }

    /// <summary>Whom a pause finds on their way (messages at a mail server) have an answer by the time the activity ends, and it is kept.</summary>
    private static async Task<T> ExecuteAsync<T>(Func<Task<T>> execute, Func<Task> commit)
    {
        try
        {
            return await execute();
        }
        catch (RunInterruptedException)
        {
            await commit();
            throw;
        }
    }

    private async Task FailAsync(AudienceExecution run, Work work, Exception fault, CancellationToken cancellationToken)
    {
        Failing(logger, fault.GetType().Name, work.Activity, run.Record.Id, work.Attempt + 1);
        if (run.Record.State.IsFinished)
            return;
        await run.CommitAsync(new Failed(work.Id, fault.Message, retries.Next(run.Record.Id, run.Flow.Activities[work.Activity], work.Attempt, fault)), cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Fault} in activity {Activity} of run {Run}, attempt {Attempt}")]
    private static partial void Failing(ILogger logger, string fault, string activity, string run, int attempt);
}
