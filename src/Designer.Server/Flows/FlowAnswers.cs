using Activities.Documents;
using Designer.Contracts.Flows;
using Workflows.Elsa;

namespace Designer.Server.Flows;

/// <summary>Stored flows as the contracts show them.</summary>
public sealed class FlowAnswers(FlowProblems problems)
{
    public static FlowSummary Summary(Stored<StoredFlow> stored)
    {
        var flow = stored.Document;
        return new FlowSummary(
            stored.Id, flow.Name, flow.Description, flow.Version, flow.PublishedVersion is not null, flow.PublishedVersion,
            flow.PublishedVersion is { } published && published != flow.Version, stored.UpdatedAt, stored.Revision);
    }

    public async Task<FlowDocument> DocumentAsync(Stored<StoredFlow> stored, CancellationToken cancellationToken)
    {
        var definition = FlowStore.Definition(stored);
        return new FlowDocument(Summary(stored), ElsaJson.WriteElement(definition), await problems.OfAsync(definition, cancellationToken));
    }

    public async Task<SaveFlowResponse> SavedAsync(Stored<StoredFlow> stored, CancellationToken cancellationToken) =>
        new(Summary(stored), await problems.OfAsync(FlowStore.Definition(stored), cancellationToken));
}
