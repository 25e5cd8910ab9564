using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Activities;
using Testing;
using Workflows.Descriptors;
using Xunit;

namespace Architecture.Tests;

/// <summary>An activity is one file, its test and a sample flow that uses it.</summary>
public sealed class ActivityFilesTests
{
    public static TheoryData<string, string> AllActivities() =>
        [.. typeof(IActivity<,>).Assembly.GetTypes().Where(type => type.GetCustomAttribute<ActivityAttribute>() is not null).Select(type => (type.Name, type.GetCustomAttribute<ActivityAttribute>()!.Type))];

    [Theory]
    [MemberData(nameof(AllActivities))]
    public void Every_activity_has_its_file_its_test_and_a_sample_flow(string name, string type)
    {
        Assert.Contains(SourceFiles.Code, file => file.Relative.StartsWith("src/Activities/", StringComparison.Ordinal) && file.Name == name);
        Assert.True(Tests.Any(text => Regex.IsMatch(text, $@"\b{name}\b")), $"No test in tests/Activities.Tests or tests/Server.Tests speaks of {name}.");
        Assert.True(Used.Contains(type), $"No flow in workflows/ uses {type}.");
    }

    private static readonly List<string> Tests =
        [.. SourceFiles.Code.Where(file => file.Relative.StartsWith("tests/Activities.Tests/", StringComparison.Ordinal) || file.Relative.StartsWith("tests/Server.Tests/", StringComparison.Ordinal)).Select(file => file.Text)];

    private static readonly HashSet<string> Used =
        [.. Directory.EnumerateFiles(SharedData.Repository("workflows"), "*.json").SelectMany(path => Types(JsonDocument.Parse(File.ReadAllText(path)).RootElement))];

    private static IEnumerable<string> Types(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property is { Name: "type", Value.ValueKind: JsonValueKind.String } ? [property.Value.GetString()!] : Types(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Types),
        _ => [],
    };
}
