using Activities.Runs;
using Workflows.Definitions;
using Workflows.Running;
using Workflows.Validation;

namespace Designer.Server.Runs;

/// <summary>Lets a run begin where its flow's strategy allows it beside those that go on. Simulated runs disturb nobody and are disturbed by nobody.</summary>
internal sealed class RunActivation(RunEngine engine) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <exception cref="RunRefusedException">Another run stands in the way.</exception>
    public async Task<RunRecord> BeginAsync(WorkflowDefinition definition, RunRequest asked, string id, Func<Task<RunRecord>> start, CancellationToken cancellationToken)
    {
        // A strategy that nobody knows is refused with the flow's other errors, so that it does not come here.
        if (asked.Mode != RunMode.Live || Activations.Of(definition) is not { } strategy || strategy == Activation.AllowAlways)
            return await start();
        // Between the look and the start no other may begin.
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // The same start said again is no other run.
            if (engine.Unfinished().FirstOrDefault(r => r.Id != id && r.Mode == RunMode.Live && StandsInTheWay(strategy, r, definition.DefinitionId, asked.CorrelationId)) is { } other)
                throw new RunRefusedException(definition, [Refusal(definition, other)]);
            return await start();
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private static bool StandsInTheWay(Activation strategy, RunRecord run, string definitionId, string? correlation)
    {
        var isSame = run.DefinitionId == definitionId;
        // Without a correlation there is nothing that two could have in common.
        var isTied = correlation is not null && run.State.Ordinary?.CorrelationId == correlation;
        return strategy switch { Activation.Singleton => isSame, Activation.Correlation => isTied, _ => isSame && isTied };
    }

    private static Problem Refusal(WorkflowDefinition definition, RunRecord other) =>
        new(Severity.Error, ProblemCodes.RunsAlready, null, null, $"The run {other.Id} of '{other.WorkflowName}' goes on, and '{definition.Name}' does not begin beside it.") { Arguments = [definition.Name, other.Id, other.WorkflowName] };
}
