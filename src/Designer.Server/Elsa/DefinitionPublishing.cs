using System.Text.Json.Nodes;
using Designer.Server.Flows;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Definitions;

namespace Designer.Server.Elsa;

/// <summary>Publishing by Elsa's interface: what has errors is refused with them.</summary>
internal sealed class DefinitionPublishing(FlowStore flows, FlowProblems problems, DefinitionConsumers consumers)
{
    public async Task<Results<JsonHttpResult<SavedDefinition>, ProblemHttpResult>> PublishAsync(string definitionId, string? author, CancellationToken cancellationToken)
    {
        var stored = await flows.GetAsync(definitionId, cancellationToken);
        if (stored.Document.PublishedVersion == stored.Document.Version)
            return ElsaWire.Json(SavedDefinition.Of(FlowStore.Definition(stored)) with { AlreadyPublished = true });
        if (ElsaProblems.Refusal(await problems.OfAsync(FlowStore.Definition(stored), cancellationToken), "published") is { } refusal)
            return refusal;
        // What was checked is what is published.
        var published = await flows.PublishAsync(definitionId, stored.Revision, cancellationToken, author);
        var consuming = await consumers.OfAsync(definitionId, cancellationToken);
        return ElsaWire.Json(SavedDefinition.Of(FlowStore.Definition(published)) with { ConsumingWorkflowCount = consuming.Count });
    }
}

/// <summary>Answer of a save and a publish.</summary>
internal sealed record SavedDefinition(JsonObject WorkflowDefinition, bool AlreadyPublished, int ConsumingWorkflowCount)
{
    public static SavedDefinition Of(WorkflowDefinition definition) => new(DefinitionAnswers.Model(definition), false, 0);
}
