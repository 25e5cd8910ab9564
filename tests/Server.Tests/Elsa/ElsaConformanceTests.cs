using System.Text.Json;
using Testing;
using Workflows.Definitions;
using Workflows.Elsa;
using Workflows.Running;
using Xunit;

namespace Server.Tests.Elsa;

/// <summary>Every probe that real Elsa 3.7.1 was given, in its counter mode: the same activities in the same order, texts, incidents, bookmarks and variables.</summary>
public sealed class ElsaConformanceTests
{
    private static readonly JsonElement Expected = JsonElement.Parse(File.ReadAllText(SharedData.Path("elsa-conformance/expected.counter.json"))).GetProperty("cases");

    public static TheoryData<string> Cases => [.. Expected.EnumerateObject().Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Does_what_elsa_did_or_what_the_table_says(string file)
    {
        File.AppendAllText("/tmp/ours.txt", file + "\t" + (await RunAsync(File.ReadAllText(SharedData.Path($"elsa-conformance/cases/{file}")))).Replace("\n", "\\n") + "\n");
        var elsa = ProbeResult.Of(Expected.GetProperty(file));
        var ours = await RunAsync(File.ReadAllText(SharedData.Path($"elsa-conformance/cases/{file}")));
        if (!Deviations.Table.TryGetValue(file, out var deviation))
        {
            Assert.Equal(elsa, ours);
            return;
        }
        Assert.Equal(deviation.Ours, ours);
        Assert.NotEqual(elsa, ours);
    }

    [Fact]
    public void Every_deviation_is_of_a_probe_and_says_why()
    {
        Assert.All(Deviations.Table, d =>
        {
            Assert.True(Expected.TryGetProperty(d.Key, out _), d.Key);
            Assert.EndsWith(".", d.Value.Why, StringComparison.Ordinal);
        });
        Assert.Equal(190, Cases.Count);
        Assert.Equal(190, Directory.GetFiles(SharedData.Path("elsa-conformance/cases")).Length);
    }

    private static async Task<string> RunAsync(string json)
    {
        WorkflowDefinition definition;
        try
        {
            definition = ElsaJson.Read(json);
        }
        catch (ElsaJsonException)
        {
            return ProbeResult.Rejected;
        }
        if (definition.Root.Container is { Activities.IsEmpty: true })
            return Assert.Throws<FlowPlanException>(() => MemoryRuns.Compile(definition)).Message;
        var runs = new MemoryRuns();
        var run = await runs.RunAsync(definition);
        return ProbeResult.Of(run, MemoryRuns.Compile(definition), runs.Store.Lines, Persisted(json));
    }

    /// <summary>Elsa keeps only variables whose storage driver it knows; here every variable is kept.</summary>
    private static HashSet<string> Persisted(string json) =>
        JsonElement.Parse(json).EnumerateObject().Where(p => p.Name.Equals("variables", StringComparison.OrdinalIgnoreCase) && p.Value.ValueKind == JsonValueKind.Array).SelectMany(p => p.Value.EnumerateArray())
            .Where(v => v.TryGetProperty("id", out _) && v.TryGetProperty("storageDriverTypeName", out var driver) && driver.ValueKind == JsonValueKind.String && driver.GetString() == Variable.InstanceDriver)
            .Select(v => v.GetProperty("id").GetString()!).ToHashSet();
}
