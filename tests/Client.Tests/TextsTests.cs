using System.Text.RegularExpressions;
using System.Xml.Linq;
using Testing;
using Xunit;

namespace Client.Tests;

public sealed partial class TextsTests
{
    private static string Client => SharedData.Repository("src/Designer.Client");

    [Fact]
    public void Every_text_is_there_in_English_and_in_Chinese_with_the_same_places_to_fill()
    {
        var english = Directory.GetFiles(Client, "*Texts.resx", SearchOption.AllDirectories).Where(IsSource).ToArray();
        Assert.NotEmpty(english);
        foreach (var file in english)
        {
            var chinese = Path.ChangeExtension(file, ".zh-CN.resx");
            Assert.True(File.Exists(chinese), $"{chinese} is missing.");
            var (left, right) = (Read(file), Read(chinese));
            Assert.True(left.Keys.ToHashSet().SetEquals(right.Keys), $"{Path.GetFileName(file)}: only in one language: {string.Join(", ", left.Keys.Except(right.Keys).Concat(right.Keys.Except(left.Keys)))}");
            foreach (var (key, value) in left)
                Assert.True(Places(value).SetEquals(Places(right[key])), $"{Path.GetFileName(file)} {key}: the two languages fill different places.");
        }
    }

    [Fact]
    public void No_text_is_empty()
    {
        foreach (var file in Directory.GetFiles(Client, "*Texts*.resx", SearchOption.AllDirectories).Where(IsSource))
            Assert.All(Read(file), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), $"{Path.GetFileName(file)} {text.Key} is empty."));
    }

    [Fact]
    public void Every_refusal_of_the_server_is_said_in_Chinese()
    {
        var sources = Directory.GetFiles(SharedData.Repository("src/Designer.Server"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        var codes = sources.SelectMany(source => Coded().Matches(source)).Select(match => match.Groups[1].Value)
            .Concat(sources.SelectMany(source => Mapped().Matches(source)).Select(match => Hyphen().Replace(match.Groups[1].Value, "-").ToLowerInvariant())).Distinct().ToList();
        Assert.True(codes.Count > 30, string.Join(' ', codes));
        var chinese = Read(Path.Combine(Client, "Api", "ApiTexts.zh-CN.resx"));
        Assert.Equal([], codes.Where(code => !chinese.ContainsKey(code)));
    }

    [GeneratedRegex(@"CodedProblem\.Of\([^""]*""([^""]+)""")]
    private static partial Regex Coded();

    [GeneratedRegex(@"MapProblem<(?:\w+\.)*([A-Z]\w+)Exception>")]
    private static partial Regex Mapped();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Hyphen();

    // The English of activities is their descriptors' own, so that pair has one side; its completeness has a test of its own.
    private static bool IsSource(string path) => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("ActivityTexts", StringComparison.Ordinal);

    private static Dictionary<string, string> Read(string file) => XDocument.Load(file).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
