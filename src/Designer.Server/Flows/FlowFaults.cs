namespace Designer.Server.Flows;

/// <summary>404.</summary>
public sealed class FlowNotFoundException(string message) : Exception(message)
{
    public static FlowNotFoundException Of(string definitionId) => new($"There is no flow '{definitionId}'.");

    public static FlowNotFoundException Of(string definitionId, int version) => new($"The flow '{definitionId}' has no version {version}.");
}

/// <summary>409: somebody relies on the version.</summary>
public sealed class FlowVersionInUseException(string message) : Exception(message);

/// <summary>413: more than a person can draw or this server will keep.</summary>
public sealed class FlowTooLargeException(string message) : Exception(message);

/// <summary>400: the JSON is a definition, but cannot be kept under its id.</summary>
public sealed class FlowIdException(string message) : Exception(message);
