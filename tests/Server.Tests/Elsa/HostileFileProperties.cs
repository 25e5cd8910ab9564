using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Testing;
using Workflows.Elsa;
using Workflows.Running;
using Workflows.Validation;
using Xunit;

namespace Server.Tests.Elsa;

/// <summary>
/// Real definitions, spoilt: properties dropped, doubled and exchanged, types swapped, parts of other files put in, cut off, nested. The reader takes each or says what is wrong;
/// what it takes is written and read again alike, checked, and runs until a limit or its end. ELSA_FUZZ_CASES=100000 for a long evening; ELSA_FUZZ_SEED repeats one.
/// </summary>
public sealed class HostileFileProperties(ITestOutputHelper output)
{
    private static readonly string[] Odd = ["null", "true", "-1", "1e999", "\"\"", "\"\\u0000\"", "\"Elsa.If\"", "[]", "{}", "[null]", "[[1]]", "{\"type\":\"Elsa.Sequence\"}", "{\"expression\":null}", "{\"typeName\":\"String\",\"expression\":{\"type\":\"Nope\",\"value\":1}}", "{\"memoryReference\":{\"id\":\"v\"}}", "\"Elsa.NotFoundActivity\"", "99999999999999999999"];

    private static readonly IReadOnlyList<string> Files =
    [
        .. new[] { "workflows-elsa", "elsa-conformance/real", "elsa-conformance/cases" }
            .SelectMany(folder => Directory.GetFiles(SharedData.Path(folder), "*.json", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).Select(File.ReadAllText).Where(IsJson),
    ];

    private static readonly IReadOnlyList<JsonNode> Parts = [.. Files.SelectMany(f => Nodes(JsonNode.Parse(f)!)).Where((_, i) => i % 37 == 0).Select(n => n.DeepClone())];

    [Fact]
    public void A_spoilt_file_is_read_or_refused_and_what_is_read_is_kept_checked_and_run()
    {
        var cases = int.Parse(Environment.GetEnvironmentVariable("ELSA_FUZZ_CASES") ?? "400", CultureInfo.InvariantCulture);
        var seed = ulong.Parse(Environment.GetEnvironmentVariable("ELSA_FUZZ_SEED") ?? "20261123", CultureInfo.InvariantCulture);
        output.WriteLine($"{cases} cases of {Files.Count} files from seed {seed}");
        var taken = 0;
        var spoilt = from file in Gen.Choose(0, Files.Count - 1)
                     from steps in Gen.Choose(0, int.MaxValue - 1).ListOf(3)
                     from count in Gen.Choose(1, 3)
                     select Spoil(Files[file], [.. steps.Take(count)]);
        Prop.ForAll(Arb.From(spoilt), text =>
        {
            if (Try(text))
                taken++;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(seed, 1));
        // A reader that refused everything would pass the rest.
        Assert.InRange(taken, cases / 5, cases);
    }

    private static bool Try(string text)
    {
        try
        {
            var definition = ElsaJson.Read(text);
            var written = ElsaJson.Write(definition);
            // Order apart: an input of {"expression": null} is written as the null that Elsa wants, and is then a plain property.
            var again = ElsaJson.WriteElement(ElsaJson.Read(written));
            Assert.True(JsonElement.DeepEquals(ElsaJson.WriteElement(definition), again), written);
            var problems = new Validator(MemoryRuns.Catalog.Descriptors, new ValidatorPorts()).Validate(definition);
            Assert.All(problems, p => Assert.NotEmpty(p.Message));
            RunAsync(definition).GetAwaiter().GetResult();
            return true;
        }
        catch (Exception refused) when (refused is ElsaJsonException or ElsaSizeException)
        {
            Assert.InRange(refused.Message.Length, 10, 2_000);
            return false;
        }
    }

    private static async Task RunAsync(Workflows.Definitions.WorkflowDefinition definition)
    {
        try
        {
            MemoryRuns.Compile(definition);
        }
        catch (FlowPlanException)
        {
            return;
        }
        var run = await new MemoryRuns().RunAsync(definition);
        Assert.True(run.State.IsFinished || run.State.SubStatus == RunSubStatus.Suspended, run.State.SubStatus.ToString());
    }

    private static string Spoil(string file, int[] steps)
    {
        var document = JsonNode.Parse(file)!;
        foreach (var step in steps)
        {
            var random = new System.Random(step);
            if (random.Next(12) == 0)
            {
                var text = document.ToJsonString();
                return text[..random.Next(text.Length)];
            }
            var nodes = Nodes(document).Where(n => n.Parent is not null).ToList();
            if (nodes.Count > 0)
                Spoil(nodes[random.Next(nodes.Count)], random);
        }
        return document.ToJsonString();
    }

    private static void Spoil(JsonNode node, System.Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                Remove(node);
                break;
            case 1:
                node.ReplaceWith(JsonNode.Parse(Odd[random.Next(Odd.Length)]));
                break;
            case 2:
                node.ReplaceWith(Parts[random.Next(Parts.Count)].DeepClone());
                break;
            case 3 when node.Parent is JsonArray list:
                list.Add(node.DeepClone());
                break;
            case 3 or 4 when node.Parent is JsonObject owner:
                owner[Parts[random.Next(Parts.Count)] is JsonObject { Count: > 0 } other ? other.First().Key : "Text"] = node.DeepClone();
                break;
            default:
                node.ReplaceWith(Nested(node.DeepClone(), random.Next(1, 40)));
                break;
        }
    }

    private static JsonNode Nested(JsonNode node, int times)
    {
        for (var time = 0; time < times; time++)
            node = time % 2 == 0 ? new JsonArray(node) : new JsonObject { ["then"] = node, ["type"] = "Elsa.If" };
        return node;
    }

    private static void Remove(JsonNode node)
    {
        if (node.Parent is JsonArray list)
            list.Remove(node);
        else if (node.Parent is JsonObject owner)
            owner.Remove(node.GetPropertyName());
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node)
    {
        yield return node;
        var inside = node switch { JsonArray list => list.AsEnumerable(), JsonObject owner => owner.Select(p => p.Value), _ => [] };
        foreach (var inner in inside.OfType<JsonNode>().SelectMany(Nodes))
            yield return inner;
    }

    private static bool IsJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
