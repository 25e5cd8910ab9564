using System.Collections.Immutable;
using System.Text.Json;
using Bunit;
using Designer.Client.Segments;
using Designer.Contracts.Contacts;
using Designer.Contracts.Segments;
using Workflows.Segments;
using Xunit;

namespace Client.Tests.Segments;

public sealed class RuleEditorTests : ClientContext
{
    private SegmentRule _rule = new AllOf([]);
    private IRenderedComponent<RuleEditor> _editor = null!;

    public RuleEditorTests()
    {
        Server.Answer("GET api/attributes", new[] { new AttributeRow("country", "Text", "Country", false), new AttributeRow("lifetime_value", "Number", null, false) })
            .Answer("GET api/events/kinds", new[] { new EventKindRow("ordered", 100, ["total"]), new EventKindRow("visited", 200, []) })
            .Answer("GET api/segments", Array.Empty<SegmentDocument>())
            .Answer("POST api/segments/preview", new SegmentPreview(412, 5000, []));
    }

    private IRenderedComponent<RuleEditor> Edit(SegmentRule rule)
    {
        _rule = rule;
        _editor = RenderPage<RuleEditor>(editor => editor.Add(e => e.Rule, rule).Add(e => e.RuleChanged, Take));
        return _editor;
    }

    private void Take(SegmentRule rule)
    {
        _rule = rule;
        _editor.Render(editor => editor.Add(e => e.Rule, rule));
    }

    [Fact]
    public void Adds_a_condition_to_the_group()
    {
        var editor = Edit(new AllOf([new HasConsent("email")]));
        editor.Find("[data-testid=add-condition]").Change("Event");
        Assert.Equal(new AllOf([new HasConsent("email"), new HasEvent("ordered")]).Rules, ((AllOf)_rule).Rules);
    }

    [Fact]
    public void Builds_ordered_twice_or_more_and_nothing_in_45_days()
    {
        var editor = Edit(new AllOf([]));
        editor.Find("[data-testid=add-condition]").Change("Event");
        editor.Find("[data-testid=times]").Change("2");
        editor.Find("[data-testid=add-condition]").Change("Event");
        editor.FindAll("[data-testid=how-often]")[1].Change("Never");
        editor.FindAll("[data-testid=window]")[1].Change("days");
        editor.Find("[data-testid=days]").Change("45");
        Assert.Equal("""{"all":[{"event":"ordered","count":{"min":2}},{"event":"ordered","count":{"max":0},"withinDays":45}]}""", JsonSerializer.Serialize(_rule));
    }

    [Fact]
    public void Not_turns_a_condition_around_and_back()
    {
        var editor = Edit(new AllOf([new HasTag("vip")]));
        editor.Find("[data-testid=not]").Click();
        Assert.Equal(new Not(new HasTag("vip")), RuleEdit.Children(_rule).Single());
        editor.Find("[data-testid=not]").Click();
        Assert.Equal(new HasTag("vip"), RuleEdit.Children(_rule).Single());
    }

    [Fact]
    public void Nests_a_group_and_changes_it_to_any()
    {
        var editor = Edit(new AllOf([]));
        editor.Find("[data-testid=add-condition]").Change("Group");
        editor.FindAll("[data-testid=match-any]")[1].Click();
        editor.FindAll("[data-testid=add-condition]")[0].Change("Tag");
        Assert.Equal([new HasTag("vip")], ((AnyOf)((AllOf)_rule).Rules.Single()).Rules);
    }

    [Fact]
    public void A_number_is_written_as_a_number()
    {
        var editor = Edit(new AllOf([new AttributeIs("lifetime_value", Comparison.AtLeast)]));
        editor.Find("[data-testid=value]").Change("49.5");
        Assert.Equal("""{"all":[{"attribute":"lifetime_value","is":"AtLeast","value":49.5}]}""", JsonSerializer.Serialize(_rule));
    }

    [Fact]
    public void Another_attribute_of_another_type_forgets_the_comparison_that_it_cannot_make()
    {
        var editor = Edit(new AllOf([new AttributeIs("country", Comparison.StartsWith, JsonSerializer.SerializeToElement("D"))]));
        editor.Find("[data-testid=attribute]").Change("lifetime_value");
        Assert.Equal(new AttributeIs("lifetime_value", Comparison.IsSet), RuleEdit.Children(_rule).Single());
    }

    [Fact]
    public void Removes_a_condition()
    {
        var editor = Edit(new AllOf([new HasTag("a"), new HasTag("b")]));
        editor.FindAll("[data-testid=remove]")[0].Click();
        Assert.Equal([new HasTag("b")], RuleEdit.Children(_rule));
    }

    [Fact]
    public void Shows_how_many_people_it_means()
    {
        var editor = Edit(new AllOf([]));
        editor.WaitForAssertion(() => Assert.Contains("412", editor.Find("[data-testid=audience-count]").TextContent));
    }

    [Fact]
    public void A_rule_that_cannot_be_counted_says_why()
    {
        Server.Refuse("POST api/segments/preview", System.Net.HttpStatusCode.BadRequest, "There is no attribute \"contry\".");
        var editor = Edit(new AllOf([new AttributeIs("contry", Comparison.IsSet)]));
        editor.WaitForAssertion(() => Assert.Contains("There is no attribute \"contry\".", editor.Find("[data-testid=audience-count]").TextContent));
    }
}
