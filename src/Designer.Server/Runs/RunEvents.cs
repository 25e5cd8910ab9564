using System.Text.Json;
using Activities.Flow;
using Activities.Runs;
using Workflows.Definitions;
using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>Events between flows of this server.</summary>
internal sealed class RunEvents(RunEngine engine, RunStarter starter, IRunnableFlows flows) : IFlowEvents
{
    public async Task<int> PublishAsync(FlowEvent happened, CancellationToken cancellationToken)
    {
        var heard = await engine.SignalAsync(
            happened.Name, (run, correlation) => (happened.OnlyRun is null || run.Id == happened.OnlyRun) && (happened.CorrelationId is null || correlation == happened.CorrelationId), happened.Payload, cancellationToken);
        if (happened.OnlyRun is not null)
            return heard;
        foreach (var flow in await flows.PublishedAsync(cancellationToken))
        {
            foreach (var trigger in (flow.Root.Container?.Activities ?? []).Where(a => IsBegunBy(a, happened.Name)))
            {
                var asked = new RunRequest(flow.DefinitionId, RunMode.Live, happened.Name, $"{happened.Key}:{trigger.Id}", Published: true, trigger.Id) { CorrelationId = happened.CorrelationId };
                if (happened.Payload is { } brought)
                    asked = asked with { Fired = asked.Fired.Add("result", brought) };
                if (await HasStartedAsync(asked, cancellationToken))
                    heard++;
            }
        }
        return heard;
    }

    /// <summary>Also when it did so before, and the run is over and gone.</summary>
    private async Task<bool> HasStartedAsync(RunRequest asked, CancellationToken cancellationToken)
    {
        try
        {
            return await starter.StartAsync(asked, cancellationToken) is not null;
        }
        catch (RunRemovedException)
        {
            return true;
        }
        catch (RunRefusedException refused) when (refused.IsBusy)
        {
            // A flow that lets no run begin beside another has not heard it; its author wanted that.
            return false;
        }
    }

    private static bool IsBegunBy(Activity activity, string name) =>
        activity.Type == Event.Type
        && activity.CustomProperties.TryGetValue("canStartWorkflow", out var flag) && flag.ValueKind == JsonValueKind.True
        && activity.Inputs.TryGetValue("eventName", out var input) && input.Expression is { Type: ExpressionTypes.Literal, Value: { ValueKind: JsonValueKind.String } text } && text.GetString() == name;
}

/// <summary>A simulated run disturbs nobody.</summary>
internal sealed class SimulatedEvents : IFlowEvents
{
    public Task<int> PublishAsync(FlowEvent happened, CancellationToken cancellationToken) => Task.FromResult(0);
}
