using Testing;
using Xunit;

namespace Workflows.Tests.Elsa;

/// <summary>Real definitions, by a name that a test's output can show.</summary>
internal static class ElsaFiles
{
    /// <summary>The one file of the folder that is not JSON: it has text after its end.</summary>
    public const string Broken = "workflows-elsa/gitbook/workflow-wait-for-approval.json";

    public static IReadOnlyList<string> Valid()
    {
        var folders = new[] { "workflows-elsa/core", "workflows-elsa/extensions", "workflows-elsa/gitbook", "workflows-elsa/guides", "workflows-elsa/samples", "elsa-conformance/real" };
        var files = folders.SelectMany(f => Directory.GetFiles(SharedData.Path(f), "*.json").Select(p => $"{f}/{Path.GetFileName(p)}")).Where(f => f != Broken);
        return [.. files, "elsa-conformance/our-format-example.json", "elsa-conformance/canonical-export-demo.json"];
    }

    public static string Read(string file) => File.ReadAllText(SharedData.Path(file));
}
