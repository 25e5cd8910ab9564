using Workflows.Definitions;

namespace Designer.Server.Flows;

/// <summary>A version that will not change any more: what a run runs.</summary>
public sealed record FlowSnapshot(string DefinitionId, int Version, WorkflowDefinition Definition);
