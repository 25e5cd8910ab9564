namespace Workflows.Validation;

/// <summary>What a web address of a flow keeps to.</summary>
public static class EndpointRules
{
    public static IReadOnlyList<string> Methods { get; } = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Whoever calls holds a connection open so long.</summary>
    public static TimeSpan LongestTimeout { get; } = TimeSpan.FromMinutes(10);
}
