using System.Globalization;
using Workflows.Definitions;
using Workflows.Running.Ordinary;

namespace Designer.Server.Flows;

/// <summary>Sizes at which a definition is a mistake or an attack rather than a flow.</summary>
internal static class FlowLimits
{
    public const int MostSteps = 5_000;
    public const int MostConnections = 20_000;
    public const int MostBytes = 4 * 1024 * 1024;
    public const int LongestId = 100;
    public const int LongestName = 1_000;
    public const int LongestDescription = 20_000;

    /// <summary>Of a file: its blanks and line ends are not kept.</summary>
    public const int MostFileCharacters = 2 * MostBytes;

    /// <summary>Before it is read: what is read takes many times its size.</summary>
    /// <exception cref="FlowTooLargeException" />
    public static void RefuseText(string json)
    {
        if (json.Length > MostFileCharacters)
            throw new FlowTooLargeException(string.Create(CultureInfo.InvariantCulture, $"The file has {json.Length:N0} characters; at most {MostFileCharacters:N0} are read."));
    }

    /// <summary>Before it is written: every step repeats the ids of all that it is in.</summary>
    public static void RefuseLarge(WorkflowDefinition definition)
    {
        RefuseLong(definition.Name.Length, LongestName, "name");
        RefuseLong(definition.Description?.Length ?? 0, LongestDescription, "description");
        var all = EmbeddedActivities.Inside(definition.Root).Prepend(definition.Root).ToList();
        Refuse(all.Count - 1, MostSteps, "steps");
        Refuse(all.Sum(a => a.Container?.Connections.Length ?? 0), MostConnections, "connections");
    }

    public static void RefuseLarge(string json) => Refuse(json.Length, MostBytes, "characters of JSON");

    /// <summary>Ids stand in addresses, file names and the key of a version.</summary>
    public static void RefuseId(string id)
    {
        if (id.Length > LongestId)
            throw new FlowIdException($"The definitionId has {id.Length} characters; at most {LongestId} are allowed.");
        foreach (var odd in id.Where(c => c is '/' or '\\' || char.IsControl(c) || char.IsWhiteSpace(c)))
            throw new FlowIdException($"The definitionId '{id}' has the character {(char.IsControl(odd) ? "U+" + ((int)odd).ToString("X4", CultureInfo.InvariantCulture) : $"'{odd}'")}; blanks, slashes and control characters are not allowed.");
    }

    private static void RefuseLong(int length, int longest, string what)
    {
        if (length > longest)
            throw new FlowTooLargeException(string.Create(CultureInfo.InvariantCulture, $"The flow's {what} has {length:N0} characters; at most {longest:N0} are allowed."));
    }

    private static void Refuse(int count, int most, string what)
    {
        if (count > most)
            throw new FlowTooLargeException(string.Create(CultureInfo.InvariantCulture, $"The flow has {count:N0} {what}; at most {most:N0} are allowed."));
    }
}
