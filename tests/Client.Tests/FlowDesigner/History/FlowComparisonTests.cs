using System.Collections.Immutable;
using System.Text.Json;
using Bunit;
using Designer.Client.Canvas;
using Designer.Client.FlowDesigner;
using Designer.Client.FlowDesigner.History;
using Workflows.Definitions;
using Xunit;

namespace Client.Tests.FlowDesigner.History;

public sealed class FlowComparisonTests : ClientContext
{
    private static readonly StepCatalog Catalog = new(Flows.Descriptors);

    private static readonly WorkflowDefinition Before = Flows.Of(
        [At(Flows.Step("when", "Elsa.Cron"), 0, 0), At(Mail("Hello"), 336, 0), At(Flows.Step("end", "Elsa.Finish"), 672, 0)],
        [new Connection("when", "Done", "mail"), new Connection("mail", "Sent", "end")]);

    private static readonly WorkflowDefinition After = Flows.Of(
        [At(Flows.Step("when", "Elsa.Cron"), 0, 0), At(Mail("Good day"), 336, 0), At(Flows.Step("who", "Marketing.Segment"), 672, 0)],
        [new Connection("when", "Done", "mail"), new Connection("mail", "Sent", "who")]) with { Description = "New" };

    public FlowComparisonTests() => JSInterop.SetupModule("./canvas.js").SetupModule(_ => true);

    [Fact]
    public void Cards_and_connections_say_what_became_of_them()
    {
        var page = Open(Before, After);
        Assert.Equal(["mark-unchanged", "mark-changed", "mark-added", "mark-removed"], new[] { "when", "mail", "who", "end" }.Select(id => Mark(page.Find($"#step-{id}"))));
        Assert.Equal("1 change", page.Find("[data-testid=mark-mail]").TextContent);
        Assert.Contains("Removed", page.Find("#step-end").GetAttribute("aria-label"));
        Assert.Equal(["mark-unchanged", "mark-added", "mark-removed"], new[] { "when:Done->mail:In", "mail:Sent->who:In", "mail:Sent->end:In" }.Select(key => Mark(page.Find($"[data-testid='link-{key}']"))));
    }

    [Fact]
    public void What_stood_where_another_card_stands_now_is_moved_aside()
    {
        var page = Open(Before, After);
        Assert.NotEqual(Place(page, "who"), Place(page, "end"));
        Assert.Contains("translate(672px,96px)", Place(page, "end"));
    }

    [Fact]
    public void The_list_says_it_in_words()
    {
        var page = Open(Before, After);
        Assert.Equal(["1 added", "1 removed", "1 changed", "1 unchanged"], page.FindAll(".change-counts li").Select(l => l.TextContent));
        var mail = page.Find("[data-testid=change-mail]");
        Assert.Equal(("Subject", "“Hello”", "“Good day”"), (mail.QuerySelector(".change-what")!.TextContent, mail.QuerySelector("del")!.TextContent, mail.QuerySelector("ins")!.TextContent));
        Assert.Contains("Send email · Sent → Segment", page.Find("[data-testid='change-mail:Sent->who:In']").TextContent);
        Assert.Contains("Description", page.Find("[data-testid=change-list]").TextContent);
    }

    [Fact]
    public void A_name_in_the_list_shows_its_card()
    {
        var page = Open(Before, After);
        page.Find("[data-testid=change-end] button").Click();
        page.WaitForAssertion(() => Assert.Contains("is-selected", page.Find("#step-end").ClassName));
        Assert.Contains("is-chosen", page.Find("[data-testid=change-end]").ClassName);
    }

    [Fact]
    public void Two_that_are_the_same_say_so_and_one_alone_is_only_shown()
    {
        Assert.NotNull(Open(Before, Before).Find("[data-testid=no-changes]"));
        var alone = Open(null, After);
        Assert.Empty(alone.FindAll("[data-testid=change-list]"));
        Assert.DoesNotContain("mark-", alone.Find("#step-mail").ClassName);
    }

    [Fact]
    public void Of_a_long_text_only_what_is_around_the_difference_is_shown()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 100));
        var page = Open(Flows.Of([Mail($"{text} old {text}")], []), Flows.Of([Mail($"{text} new {text}")], []));
        var shown = page.Find("del").TextContent;
        Assert.True(shown.Length < 80, shown);
        Assert.Contains("old", shown);
        Assert.StartsWith("…", shown, StringComparison.Ordinal);
    }

    private IRenderedComponent<FlowComparison> Open(WorkflowDefinition? before, WorkflowDefinition after)
    {
        var page = Render<FlowComparison>(p => p.Add(c => c.Before, before).Add(c => c.After, after).Add(c => c.Catalog, Catalog));
        page.InvokeAsync(() => page.FindComponent<FlowCanvas>().Instance.Gestures.Viewport(0, 0, 1, 2000, 1200));
        return page;
    }

    private static string Mark(AngleSharp.Dom.IElement element) => element.ClassName!.Split(' ').Single(c => c.StartsWith("mark-", StringComparison.Ordinal));

    private static string Place(IRenderedComponent<FlowComparison> page, string step) => page.Find($"#step-{step}").GetAttribute("style")!;

    private static Activity Mail(string subject) =>
        Flows.Step("mail", "Marketing.SendEmail") with { Inputs = ImmutableDictionary<string, ActivityInput>.Empty.Add("subject", ActivityInput.Literal("String", subject)) };

    private static Activity At(Activity step, double x, double y) => StepPlaces.Write(step, new Point(x, y));
}
