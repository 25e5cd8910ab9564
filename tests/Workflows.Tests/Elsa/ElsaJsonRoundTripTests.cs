using System.Text.Json.Nodes;
using Workflows.Elsa;
using Xunit;

namespace Workflows.Tests.Elsa;

public sealed class ElsaJsonRoundTripTests
{
    public static TheoryData<string> Files => [.. ElsaFiles.Valid()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_real_file_comes_out_as_it_went_in_but_for_the_named_normalisations(string file)
    {
        var original = ElsaFiles.Read(file);
        var expected = Normalisations.Apply(original);
        var actual = JsonNode.Parse(ElsaJson.Write(ElsaJson.Read(original)))!;
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected:\n{Sorted(expected)}\nActual:\n{Sorted(actual)}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_second_round_trip_changes_nothing_at_all(string file)
    {
        var once = ElsaJson.Write(ElsaJson.Read(ElsaFiles.Read(file)));
        Assert.Equal(once, ElsaJson.Write(ElsaJson.Read(once)));
    }

    [Fact]
    public void Both_ways_of_writing_say_the_same()
    {
        var definition = ElsaJson.Read(ElsaFiles.Read("elsa-conformance/canonical-export-demo.json"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(ElsaJson.Write(definition)), JsonNode.Parse(ElsaJson.WriteElement(definition).GetRawText())));
        Assert.Equal(ElsaJson.Write(definition), ElsaJson.Write(ElsaJson.Read(ElsaJson.WriteElement(definition))));
    }

    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject o => "{" + string.Join(",\n", o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"\"{p.Key}\":{Sorted(p.Value)}")) + "}",
        JsonArray a => "[" + string.Join(",\n", a.Select(Sorted)) + "]",
        null => "null",
        _ => node.ToJsonString(),
    };
}
