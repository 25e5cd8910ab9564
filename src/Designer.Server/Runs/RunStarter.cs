using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Activities.Runs;
using Workflows.Definitions;
using Workflows.Elsa;
using Workflows.Running;
using Workflows.Running.Ordinary;
using Workflows.Validation;

namespace Designer.Server.Runs;

/// <summary>Starts runs: of the draft when somebody presses Run, of the published version when a schedule fires.</summary>
internal sealed class RunStarter(IRunnableFlows flows, RunFlows compiled, RunEngine engine, RunActivation activation, TimeProvider time)
{
    /// <returns>The run, or the one that the same key started before; null: there is no such flow.</returns>
    /// <exception cref="RunRefusedException">The flow has errors; the exception lists them.</exception>
    /// <exception cref="RunInputException">An input is not of its type.</exception>
    public async Task<RunRecord?> StartAsync(RunRequest asked, CancellationToken cancellationToken)
    {
        var flow = asked.Published ? await flows.PublishedAsync(asked.DefinitionId, cancellationToken) : await flows.LatestAsync(asked.DefinitionId, cancellationToken);
        return flow is null ? null : await StartAsync(flow, asked, cancellationToken);
    }

    /// <exception cref="RunRefusedException">The flow has errors; the exception lists them.</exception>
    public async Task<RunRecord> StartAsync(RunnableFlow flow, RunRequest asked, CancellationToken cancellationToken)
    {
        var (definition, problems) = flow;
        if (problems.Any(p => p.Severity == Severity.Error))
            throw new RunRefusedException(definition, problems);
        var ready = Compile(definition, asked.Trigger, problems);
        if (ready.Plan.IsAudience && (asked.CorrelationId is not null || asked.Name is not null))
            throw new RunInputException($"People travel through '{definition.Name}': a run of it takes neither a correlation id nor a name.");
        var key = asked.Key is null ? null : $"{asked.DefinitionId}:{asked.Key}";
        var record = new RunRecord
        {
            Id = asked.Id ?? (key is null ? Guid.CreateVersion7(time.GetUtcNow()).ToString("N") : IdOf(key)),
            DefinitionId = definition.DefinitionId, WorkflowName = definition.Name, Version = definition.Version, Snapshot = "", Mode = asked.Mode, Trigger = ready.Plan.Start,
            StartedAt = time.GetUtcNow(), StartedBy = asked.StartedBy, Inputs = GivenInputs.Of(definition, asked.Inputs), Variables = Variables(definition, ready),
        };
        var run = new NewRun(record, ElsaJson.Write(definition), ready.Plan.IsAudience, key, asked.Contacts);
        return await activation.BeginAsync(definition, asked, record.Id, () => engine.StartRunAsync(run, ready, asked, cancellationToken), cancellationToken);
    }

    /// <summary>Variables of the outermost container are an ordinary flow's own business: they belong to its scope.</summary>
    internal static ImmutableDictionary<string, JsonElement> Variables(WorkflowDefinition definition, RunFlow ready) =>
        definition.Variables.Concat(ready.Plan.IsAudience ? definition.Root.Container?.Variables ?? [] : []).DistinctBy(v => v.Id).ToImmutableDictionary(v => v.Id, VariableValues.Initial);

    /// <summary>The same key gives the same id, in this process and after a restart.</summary>
    public static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32];

    private RunFlow Compile(WorkflowDefinition definition, string? trigger, IReadOnlyList<Problem> problems)
    {
        try
        {
            return compiled.Compile(definition, trigger);
        }
        catch (FlowPlanException cannot)
        {
            throw new RunRefusedException(definition, [new Problem(Severity.Error, "flow.cannot_run", null, null, cannot.Message), .. problems]);
        }
    }
}

/// <param name="Key">Makes the start idempotent.</param>
/// <param name="Published">False: the latest version, draft or not.</param>
internal sealed record RunRequest(string DefinitionId, RunMode Mode, string StartedBy, string? Key = null, bool Published = false, string? Trigger = null)
{
    /// <summary>The run's, for who has to know it before it begins. A new one each time: unlike a key it makes nothing idempotent.</summary>
    public string? Id { get; init; }

    public IReadOnlyList<long>? Contacts { get; init; }
    public ImmutableDictionary<string, JsonElement> Inputs { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    /// <summary>To what an ordinary run is tied from its beginning.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What an ordinary run is called from its beginning.</summary>
    public string? Name { get; init; }

    /// <summary>What the trigger that fired brought, by output.</summary>
    public ImmutableDictionary<string, JsonElement> Fired { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;
}

/// <summary>Publish and run refuse errors.</summary>
internal sealed class RunRefusedException(WorkflowDefinition definition, IReadOnlyList<Problem> problems)
    : Exception($"The flow '{definition.Name}' cannot run: {problems.First(p => p.Severity == Severity.Error).Message}")
{
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Nothing is wrong with the flow; another run of it goes on.</summary>
    public bool IsBusy => problems is [{ Code: ProblemCodes.RunsAlready }];
}
