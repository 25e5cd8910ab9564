using System.Xml.Linq;
using Activities;
using Testing;
using Workflows.Descriptors;
using Xunit;

namespace Client.Tests.FlowDesigner;

public sealed class ActivityTextsTests
{
    private static readonly HashSet<string> Chinese = Keys("ActivityTexts.zh-CN.resx");

    public static TheoryData<string> Types() => [.. ActivityCatalog.Discover().Descriptors.Select(d => d.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_word_of_an_activity_is_there_in_Chinese(string type)
    {
        var descriptor = ActivityCatalog.Discover().Find(type)!.Descriptor;
        Assert.Equal([], Needed(descriptor).Where(key => !Chinese.Contains(key) && !Chinese.Contains(key[Math.Max(0, key.IndexOf("input.", StringComparison.Ordinal))..])));
    }

    [Fact]
    public void Every_editor_of_the_language_has_a_component() =>
        Assert.All(Enum.GetValues<Editor>(), editor => Assert.True(typeof(Designer.Client.FlowDesigner.Inputs.InputEditor).IsAssignableFrom(Designer.Client.FlowDesigner.Inputs.InputEditors.Of(editor))));

    private static IEnumerable<string> Needed(ActivityDescriptor d) =>
    [
        $"{d.Type}.title", $"{d.Type}.summary", $"category.{d.Category}",
        .. d.Inputs.Select(i => $"{d.Type}.input.{i.Name}"),
        .. d.Inputs.Where(i => i.Hint is not null).Select(i => $"{d.Type}.input.{i.Name}.hint"),
        .. d.Inputs.SelectMany(i => i.Choices.Select(c => $"{d.Type}.input.{i.Name}.{c}")),
        .. d.Outputs.Select(o => $"{d.Type}.output.{o.Name}"),
        .. d.Outcomes.Select(o => $"outcome.{o}"),
    ];

    private static HashSet<string> Keys(string file) =>
        XDocument.Load(SharedData.Repository($"src/Designer.Client/FlowDesigner/{file}")).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet();
}
