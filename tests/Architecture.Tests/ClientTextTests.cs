using System.Text.RegularExpressions;
using System.Xml.Linq;
using Testing;
using Xunit;

namespace Architecture.Tests;

public sealed partial class ClientTextTests
{
    public static TheoryData<string> Resources() =>
        [.. SourceFiles.All.Where(file => file.Relative.EndsWith(".resx", StringComparison.Ordinal) && !file.Relative.EndsWith(".zh-CN.resx", StringComparison.Ordinal)).Select(file => file.Relative)];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_text_is_there_in_both_languages_with_the_same_places_to_fill(string english)
    {
        var texts = Read(english);
        var chinese = Read(english.Replace(".resx", ".zh-CN.resx", StringComparison.Ordinal));
        Assert.Equal(texts.Keys.Order(StringComparer.Ordinal), chinese.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(texts.Concat(chinese).Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => text.Key));
        Assert.Equal([], texts.Keys.Where(key => !Places(texts[key]).SetEquals(Places(chinese[key]))).ToList());
    }

    private static Dictionary<string, string> Read(string relative) =>
        XDocument.Load(SharedData.Repository(relative)).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"(?<!\{)\{(\d+)[^{}]*\}(?!\})")]
    private static partial Regex Place();
}
