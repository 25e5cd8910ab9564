using Designer.Client.FlowDesigner.Editing;
using Designer.Client.Flows;
using Designer.Contracts.Flows;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Definitions;
using Workflows.Elsa;

namespace Client.Tests.FlowDesigner;

/// <summary>A flow opened from the server of the table.</summary>
public abstract class FlowContext : ClientContext
{
    protected Task<FlowSession> OpenAsync(WorkflowDefinition flow)
    {
        var summary = new FlowSummary("win-back", flow.Name, null, 1, false, null, false, DateTimeOffset.UnixEpoch, 1);
        Server.Answer("GET api/activities", Flows.Descriptors).Answer("POST api/workflows/win-back/validate", Array.Empty<object>())
            .Answer("GET api/workflows/win-back", new FlowDocument(summary, ElsaJson.WriteElement(flow with { DefinitionId = "win-back" }), []));
        return FlowSession.OpenAsync(Services.GetRequiredService<FlowsClient>(), TimeProvider.System, "win-back");
    }
}
