using System.Xml.Linq;
using Testing;
using Xunit;

namespace Architecture.Tests;

public sealed class ArrowsTests
{
    /// <summary>Room -> rooms and libraries that it may reference. A new arrow or library is a decision: change this table in the same commit, with its reason.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Workflows"] = [],
        ["Designer.Contracts"] = ["Workflows"],
        ["Activities"] = ["Workflows"],
        ["Storage"] = ["Activities"],
        ["Designer.Server"] = ["Activities", "Storage", "Designer.Contracts", "Designer.Client"],
        ["Designer.Client"] = ["Designer.Contracts", "Workflows"],
        ["Training"] = ["Activities"],
    };

    private static readonly Dictionary<string, string[]> LibraryHomes = new()
    {
        ["Quartz"] = ["Designer.Server"],
        ["Jint"] = ["Designer.Server"],
        ["Fluid.Core"] = ["Designer.Server"],
        ["MailKit"] = ["Activities"],
        ["Microsoft.ML.OnnxRuntime"] = ["Activities"],
        ["Microsoft.ML"] = ["Activities"],
        ["LiteDB"] = ["Storage"],
        ["DuckDB.NET.Data.Full"] = ["Storage"],
        ["MudBlazor"] = ["Designer.Client"],
    };

    public static TheoryData<string> Rooms() => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_references_only_what_the_table_allows(string room)
    {
        var found = Items(room, "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/'))).ToList();
        Assert.Empty(found.Except(Allowed[room]));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Libraries_stay_in_their_room(string room)
    {
        var strangers = Items(room, "PackageReference").Where(p => LibraryHomes.TryGetValue(p, out var homes) && !homes.Contains(room));
        Assert.Empty(strangers);
    }

    [Fact]
    public void Every_project_below_src_is_in_the_table()
    {
        var projects = Directory.EnumerateFiles(SharedData.Repository("src"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), projects.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Items(string room, string kind) =>
        XDocument.Load(SharedData.Repository($"src/{room}/{room}.csproj")).Descendants(kind).Select(e => e.Attribute("Include")!.Value);
}
