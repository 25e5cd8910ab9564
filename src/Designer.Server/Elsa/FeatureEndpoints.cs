using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Elsa;

/// <summary>What of Elsa is here. Studio shows a room only for what is in this list.</summary>
internal static class FeatureEndpoints
{
    private static readonly IReadOnlyList<Feature> Installed =
    [
        new("Workflows", "Workflows", "Runs workflows."),
        new("WorkflowManagement", "Workflow management", "Keeps workflow definitions and their versions."),
        new("WorkflowRuntime", "Workflow runtime", "Starts, suspends and resumes workflows."),
        new("WorkflowsApi", "Workflows API", "Answers the interface that Elsa Studio calls."),
        new("JavaScript", "JavaScript", "Expressions and scripts in JavaScript."),
        new("Liquid", "Liquid", "Expressions in Liquid."),
        new("Identity", "Identity", "Sign-in with name and password, and API keys."),
    ];

    public static void MapElsaFeatures(this IEndpointRouteBuilder elsa)
    {
        elsa.MapGet("/features/installed", () => ElsaWire.Json(new ElsaList<Feature>(Installed)));
        elsa.MapGet("/features/installed/{fullName}", Results<JsonHttpResult<Feature>, NotFound> (string fullName) => Installed.FirstOrDefault(f => f.FullName == fullName) is { } found ? ElsaWire.Json(found) : TypedResults.NotFound());
        elsa.MapGet("/package/version", () => ElsaWire.Json(new PackageVersion(ElsaVersion.Package)));
    }

    internal sealed record Feature(string Name, string DisplayName, string Description)
    {
        public string Namespace { get; } = "Elsa";
        public string FullName => $"{Namespace}.{Name}";
    }

    internal sealed record PackageVersion([property: System.Text.Json.Serialization.JsonPropertyName("packageVersion")] string Version);
}
