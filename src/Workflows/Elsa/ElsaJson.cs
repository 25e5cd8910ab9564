using Workflows.Definitions;

namespace Workflows.Elsa;

/// <summary>Elsa 3's WorkflowDefinition JSON, both ways.</summary>
public static class ElsaJson
{
    /// <exception cref="ElsaJsonException">The text is not a definition; the message names the place.</exception>
    public static WorkflowDefinition Read(string json) => throw new ElsaJsonException("Reading Elsa JSON is not built yet.");

    public static string Write(WorkflowDefinition definition) => throw new ElsaJsonException("Writing Elsa JSON is not built yet.");
}

/// <param name="message">A sentence that names the place in the document.</param>
public sealed class ElsaJsonException(string message, Exception? inner = null) : Exception(message, inner);
