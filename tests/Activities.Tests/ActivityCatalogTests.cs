using System.Text.Json;
using Activities.Contacts;
using Activities.Flow;
using Workflows.Descriptors;
using Xunit;

namespace Activities.Tests;

public sealed class ActivityCatalogTests
{
    private static readonly ActivityCatalog Catalog = ActivityCatalog.Discover();

    [Theory]
    [InlineData("Elsa.Cron", "Done")]
    [InlineData("Elsa.Start", "Done")]
    [InlineData("Marketing.Segment", "Matched Others")]
    [InlineData("Marketing.Branch", "Yes No")]
    [InlineData("Marketing.SendEmail", "Sent Held Failed")]
    [InlineData("Marketing.PostSocial", "Posted Failed")]
    [InlineData("Marketing.Wait", "Done")]
    [InlineData("Marketing.UpdateContact", "Done")]
    [InlineData("Marketing.AddTag", "Done")]
    [InlineData("Marketing.SplitRandom", "")]
    [InlineData("Elsa.FlowDecision", "True False")]
    [InlineData("Elsa.FlowSwitch", "Default")]
    [InlineData("Elsa.FlowJoin", "Done")]
    [InlineData("Elsa.SetVariable", "Done")]
    [InlineData("Elsa.WriteLine", "Done")]
    [InlineData("Elsa.Finish", "Done")]
    public void Knows_the_type_with_its_ports_in_order(string type, string outcomes)
    {
        var entry = Catalog.Find(type);
        Assert.NotNull(entry);
        Assert.Equal(outcomes, string.Join(' ', entry.Descriptor.Outcomes));
    }

    [Fact]
    public void Does_not_know_what_does_not_exist() => Assert.Null(Catalog.Find("Elsa.writeline"));

    [Fact]
    public void Every_activity_says_what_it_does_in_one_sentence()
    {
        Assert.All(Catalog.Descriptors, d =>
        {
            Assert.EndsWith(".", d.Summary, StringComparison.Ordinal);
            Assert.False(string.IsNullOrWhiteSpace(d.Title));
            Assert.All(d.Inputs, i => Assert.False(string.IsNullOrWhiteSpace(i.Title)));
        });
    }

    [Fact]
    public void Every_default_binds_to_its_own_inputs()
    {
        Assert.All(Catalog.Descriptors, d =>
        {
            var entry = Catalog.Find(d.Type)!;
            var values = d.Inputs.Where(i => i.Default is not null).ToDictionary(i => i.Name, i => i.Default!.Value);
            foreach (var missing in d.Inputs.Where(i => i.IsRequired && !HasText(i.Default)))
                values[missing.Name] = Sample(missing);
            Assert.NotNull(InputBinder.Bind(entry.InputsType, values));
        });

        static bool HasText(JsonElement? value) => value is { } v && !(v.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(v.GetString()));
        static JsonElement Sample(InputDescriptor input) => JsonSerializer.SerializeToElement<object>(input.Editor == Editor.Variable ? new { id = "v" } : "x");
    }

    [Fact]
    public async Task Runs_an_activity_from_json_inputs_and_the_ports_in_the_container()
    {
        var store = new FakeContactStore();
        var services = new OnePort(store);
        var context = new FakeActivityContext(1, 2);
        var outputs = await Catalog.Find("Marketing.AddTag")!.ExecuteAsync(services, Json("""{"tag":"vip"}"""), context, TestContext.Current.CancellationToken);
        Assert.Equal([1, 2], store.Tagged["vip"].Order());
        Assert.True(context.IsComplete);
        Assert.Equal(JsonValueKind.Object, outputs.ValueKind);
    }

    [Fact]
    public async Task A_missing_input_is_named_before_anything_happens()
    {
        var services = new OnePort(new FakeContactStore());
        var e = await Assert.ThrowsAsync<InputException>(() => Catalog.Find("Marketing.AddTag")!.ExecuteAsync(services, Json("{}"), new FakeActivityContext(1), TestContext.Current.CancellationToken));
        Assert.Equal("tag", e.Input);
    }

    [Fact]
    public void Ports_of_a_split_are_its_labels()
    {
        var split = Catalog.Find("Marketing.SplitRandom")!.Descriptor;
        var activity = new Workflows.Definitions.Activity { Id = "s", Type = split.Type };
        Assert.Equal(["A", "B"], split.OutcomesOf(activity));
        var three = activity with { Properties = activity.Properties.Add("variants", JsonSerializer.SerializeToElement(new[] { new SplitRandom.Variant("Red", 1), new("Green", 1), new("Blue", 1) }, InputJson.Options)) };
        Assert.Equal(["Red", "Green", "Blue"], split.OutcomesOf(three));
    }

    [Fact]
    public void Ports_of_a_switch_are_its_cases_and_default()
    {
        var descriptor = Catalog.Find("Elsa.FlowSwitch")!.Descriptor;
        var cases = JsonDocument.Parse("""[{"label":"Small","condition":{"type":"Literal","value":true}},{"label":"Large"},{"odd":1},5]""").RootElement;
        var activity = new Workflows.Definitions.Activity { Id = "s", Type = descriptor.Type };
        Assert.Equal(["Default"], descriptor.OutcomesOf(activity));
        Assert.Equal(["Small", "Large", "Default"], descriptor.OutcomesOf(activity with { Properties = activity.Properties.Add("cases", cases) }));
    }

    private sealed class OnePort(IContactStore store) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(IContactStore) ? store : null;
    }

    private static Dictionary<string, JsonElement> Json(string text) =>
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(text)!;
}
