using System.Text.RegularExpressions;
using Xunit;

namespace Architecture.Tests;

public sealed partial class ClientOriginTests
{
    private static readonly string[] Kinds = [".razor", ".css", ".js", ".html", ".svg"];

    /// <summary>Names of XML vocabularies are no addresses; example.* stands in placeholders.</summary>
    private static readonly string[] Harmless = ["www.w3.org", "example", "example.com", "example.org", "example.net"];

    [Fact]
    public void Nothing_in_the_client_names_another_origin()
    {
        var strangers = from file in SourceFiles.All
                        where file.Relative.StartsWith("src/Designer.Client/", StringComparison.Ordinal) && Kinds.Contains(Path.GetExtension(file.Relative))
                        from match in Address().Matches(file.Text)
                        let host = match.Groups[1].Value
                        where !Harmless.Any(harmless => host == harmless || host.EndsWith("." + harmless, StringComparison.Ordinal))
                        select $"{file}: {match.Value}";
        Assert.Empty(strangers);
    }

    [GeneratedRegex(@"(?:https?:|wss?:|(?<=[""'(]))//([a-z0-9.-]+\.[a-z]{2,})", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
