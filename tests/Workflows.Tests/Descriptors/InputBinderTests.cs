using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Expressions;
using Workflows.Segments;
using Xunit;

namespace Workflows.Tests.Descriptors;

public sealed class InputBinderTests
{
    public enum Colour { Red, Green }

    public sealed record Item(string Label, double Weight);

    public sealed record Inputs
    {
        [StringLength(10)] public string? Text { get; init; } = "hello";
        public Template Body { get; init; }
        [Range(1, 5)] public int Count { get; init; } = 1;
        public double Rate { get; init; }
        public bool Switch { get; init; }
        public Colour Colour { get; init; } = Colour.Green;
        public TimeSpan Span { get; init; }
        public TimeOnly? Time { get; init; }
        public DateTimeOffset? At { get; init; }
        public SegmentRule Rule { get; init; } = SegmentRule.Everyone;
        public ImmutableArray<Item> Items { get; init; } = [];
        public JsonElement? Any { get; init; }
    }

    public sealed record Needy
    {
        public required Template Subject { get; init; }
        [Required] public string To { get; init; } = "";
    }

    [Fact]
    public void What_is_absent_or_null_keeps_its_default()
    {
        var bound = Bind("""{"text":null}""");
        Assert.Equal("hello", bound.Text);
        Assert.Equal(Colour.Green, bound.Colour);
        Assert.Null(bound.Time);
    }

    [Fact]
    public void Takes_values_of_their_own_type()
    {
        var bound = Bind("""{"text":"hi","body":"{{ a }}","count":3,"rate":0.5,"switch":true,"colour":"red","span":"3.00:00:00","time":"09:30","at":"2026-01-02T03:04:05Z","rule":{"tag":"vip"},"items":[{"label":"A","weight":2}],"any":[1]}""");
        Assert.Equal(("hi", "{{ a }}", 3, 0.5, true, Colour.Red), (bound.Text, bound.Body.Text, bound.Count, bound.Rate, bound.Switch, bound.Colour));
        Assert.Equal((TimeSpan.FromDays(3), new TimeOnly(9, 30)), (bound.Span, bound.Time));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), bound.At);
        Assert.Equal(new HasTag("vip"), bound.Rule);
        Assert.Equal([new Item("A", 2)], bound.Items);
        Assert.Equal("[1]", bound.Any!.Value.GetRawText());
    }

    [Theory]
    // Elsa's conversions, run against the real engine: elsa-format.md 1.4.
    [InlineData("""{"text":5}""", "text", "5")]
    [InlineData("""{"text":true}""", "text", "True")]
    [InlineData("""{"text":{"a":1}}""", "text", """{"a":1}""")]
    [InlineData("""{"rate":"0.5"}""", "rate", "0.5")]
    [InlineData("""{"switch":"False"}""", "switch", "False")]
    [InlineData("""{"switch":"true"}""", "switch", "True")]
    [InlineData("""{"switch":1}""", "switch", "True")]
    [InlineData("""{"count":"2"}""", "count", "2")]
    [InlineData("""{"count":2.0}""", "count", "2")]
    [InlineData("""{"time":""}""", "time", "")]
    public void Converts_as_elsa_does(string json, string name, string expected)
    {
        var bound = Bind(json);
        var value = typeof(Inputs).GetProperties().Single(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)).GetValue(bound);
        Assert.Equal(expected, FormattableString.Invariant($"{value}"));
    }

    [Fact]
    public void Json_text_is_read_where_an_object_is_expected()
    {
        var bound = Bind("""{"rule":"{\"tag\":\"vip\"}","items":"[{\"label\":\"A\",\"weight\":1}]"}""");
        Assert.Equal(new HasTag("vip"), bound.Rule);
        Assert.Single(bound.Items);
    }

    [Theory]
    [InlineData("""{"count":"many"}""", "count", "a whole number, but it is \"many\"")]
    [InlineData("""{"count":2.5}""", "count", "a whole number, but it is 2.5")]
    [InlineData("""{"count":99999999999}""", "count", "a whole number")]
    [InlineData("""{"rate":[]}""", "rate", "a number, but it is []")]
    [InlineData("""{"switch":"perhaps"}""", "switch", "true or false")]
    [InlineData("""{"colour":"blue"}""", "colour", "one of Red, Green")]
    [InlineData("""{"colour":"7"}""", "colour", "one of Red, Green")]
    [InlineData("""{"span":"soon"}""", "span", "a duration")]
    [InlineData("""{"time":"25:00"}""", "time", "a time of day")]
    [InlineData("""{"at":"yesterday"}""", "at", "an instant")]
    [InlineData("""{"rule":{"tagg":"vip"}}""", "rule", "tagg")]
    [InlineData("""{"rule":"nonsense"}""", "rule", "JSON for SegmentRule")]
    [InlineData("""{"text":"12345678901"}""", "text", "11 characters; at most 10")]
    [InlineData("""{"count":6}""", "count", "between 1 and 5")]
    public void Refuses_what_does_not_fit_and_names_it(string json, string input, string sentence)
    {
        var e = Assert.Throws<InputException>(() => Bind(json));
        Assert.Equal(input, e.Input);
        Assert.Contains($"'{input}'", e.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "subject")]
    [InlineData("""{"subject":"  ","to":"a"}""", "subject")]
    [InlineData("""{"subject":"s"}""", "to")]
    public void Refuses_a_blank_where_something_is_required(string json, string input) =>
        Assert.Equal(input, Assert.Throws<InputException>(() => InputBinder.Bind<Needy>(Values(json))).Input);

    [Fact]
    public void Never_throws_anything_but_an_input_exception()
    {
        string[] names = ["text", "body", "count", "rate", "switch", "colour", "span", "time", "at", "rule", "items", "any"];
        Prop.ForAll<string?, int>((text, index) =>
        {
            var values = new Dictionary<string, JsonElement> { [names[Math.Abs(index % names.Length)]] = JsonSerializer.SerializeToElement(text) };
            try
            {
                return InputBinder.Bind<Inputs>(values) is not null;
            }
            catch (InputException e)
            {
                return values.ContainsKey(e.Input);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Plain_values_come_from_properties_and_custom_properties()
    {
        var descriptor = new ActivityDescriptor
        {
            Type = "T", Title = "T", Summary = "T.", Category = Category.Flow, Icon = Icon.Text, Grain = Grain.OncePerRun,
            Inputs = [new("cases", "Cases", "Object", Editor.Cases) { IsPlain = true }, new("zone", "Zone", "String", Editor.TimeZone) { InCustomProperties = true }, new("text", "Text", "String", Editor.Text)],
        };
        var five = JsonSerializer.SerializeToElement(5);
        var activity = new Activity
        {
            Id = "a", Type = "T",
            Properties = ImmutableDictionary<string, JsonElement>.Empty.Add("cases", five).Add("zone", five).Add("strange", five),
            CustomProperties = ImmutableDictionary<string, JsonElement>.Empty.Add("cases", five).Add("zone", JsonSerializer.SerializeToElement("UTC")),
        };
        var values = InputBinder.PlainValues(descriptor, activity);
        Assert.Equal(["cases", "zone"], values.Keys.Order());
        Assert.Equal("UTC", values["zone"].GetString());
    }

    private static Inputs Bind(string json) => InputBinder.Bind<Inputs>(Values(json));

    private static Dictionary<string, JsonElement> Values(string json) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;
}
