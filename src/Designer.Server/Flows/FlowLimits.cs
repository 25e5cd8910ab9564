using System.Globalization;
using Workflows.Definitions;

namespace Designer.Server.Flows;

/// <summary>Sizes at which a definition is a mistake or an attack rather than a flow.</summary>
internal static class FlowLimits
{
    public const int MostSteps = 5_000;
    public const int MostConnections = 20_000;
    public const int MostBytes = 4 * 1024 * 1024;
    public const int LongestId = 100;

    public static void RefuseLarge(WorkflowDefinition definition, string json)
    {
        var container = definition.Root.Container ?? Container.Empty;
        Refuse(container.Activities.Length, MostSteps, "steps");
        Refuse(container.Connections.Length, MostConnections, "connections");
        Refuse(json.Length, MostBytes, "characters of JSON");
    }

    /// <summary>Ids stand in addresses, file names and the key of a version.</summary>
    public static void RefuseId(string id)
    {
        if (id.Length > LongestId)
            throw new FlowIdException($"The definitionId has {id.Length} characters; at most {LongestId} are allowed.");
        if (id.FirstOrDefault(c => c is '/' or '\\' || char.IsControl(c) || char.IsWhiteSpace(c)) is not '\0' and var odd)
            throw new FlowIdException($"The definitionId '{id}' has the character {(char.IsControl(odd) ? "U+" + ((int)odd).ToString("X4", CultureInfo.InvariantCulture) : $"'{odd}'")}; blanks, slashes and control characters are not allowed.");
    }

    private static void Refuse(int count, int most, string what)
    {
        if (count > most)
            throw new FlowTooLargeException(string.Create(CultureInfo.InvariantCulture, $"The flow has {count:N0} {what}; at most {most:N0} are allowed."));
    }
}
