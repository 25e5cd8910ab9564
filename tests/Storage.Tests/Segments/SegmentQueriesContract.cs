using System.Text.Json;
using Activities.Contacts;
using Activities.Documents;
using Activities.Segments;
using Workflows.Segments;
using Xunit;

namespace Storage.Tests.Segments;

/// <summary>What every answerer of rules does, whatever is behind it: four people, and who each rule means.</summary>
public abstract class SegmentQueriesContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly Dictionary<long, string> _names = [];

    protected abstract IContactStore Contacts { get; }
    protected abstract IEventStore Events { get; }
    protected abstract ISuppressionStore Suppressions { get; }
    protected abstract IDocumentStore<SavedSegment> Saved { get; }
    protected abstract ISegmentQueries Queries { get; }

    public abstract ValueTask DisposeAsync();

    public async ValueTask InitializeAsync()
    {
        await Contacts.UpsertAsync(
            [
                Person("anna", "DE", 30, true, Now.AddDays(-10), ["vip"], true),
                Person("ben", "FR", 40, false, Now.AddDays(-100), [], true),
                Person("chen", "CN", 50, null, null, ["vip", "new"], false),
                new() { ExternalId = "dora", EmailConsent = true },
            ],
            true, _stop);
        foreach (var (name, id) in await Contacts.IdsByExternalIdAsync(["anna", "ben", "chen", "dora"], _stop))
            _names[id] = name;
        await Suppressions.AddAsync("BEN@example.com", "unsubscribed", Now, _stop);
        await Events.AppendAsync(
            [
                Ordered("anna", -1, 20, "coffee"), Ordered("anna", -50, 80, "books"), Ordered("ben", -50, 200, "coffee"),
                Ordered("chen", -2, 5, "tea"), Ordered("chen", -3, 5, "tea"), Ordered("chen", -4, 5, "it's \"tea\""), Ordered("dora", 5, 999, "future"),
            ],
            _stop);
    }

    private static ContactUpsert Person(string name, string country, double age, bool? member, DateTimeOffset? seen, string[] tags, bool consent) => new()
    {
        ExternalId = name, Email = $"{name}@example.com", FirstName = name, EmailConsent = consent, Tags = tags, CreatedAt = Now.AddDays(-200),
        Attributes = new Dictionary<string, object?> { ["country"] = country, ["age"] = age, ["member"] = member, ["seen"] = seen },
    };

    private ContactEvent Ordered(string name, int days, double total, string category) =>
        new($"{name}{days}", _names.Single(n => n.Value == name).Key, "ordered", Now.AddDays(days), new Dictionary<string, object?> { ["total"] = total, ["category"] = category, ["a/b~c\"d"] = total });

    [Theory]
    [InlineData("""{"everyone":true}""", "anna ben chen dora")]
    [InlineData("""{"all":[]}""", "anna ben chen dora")]
    [InlineData("""{"any":[]}""", "")]
    [InlineData("""{"not":{"any":[]}}""", "anna ben chen dora")]
    [InlineData("""{"attribute":"country","is":"Equal","value":"DE"}""", "anna")]
    [InlineData("""{"attribute":"country","is":"NotEqual","value":"DE"}""", "ben chen dora")]
    [InlineData("""{"not":{"attribute":"country","is":"Equal","value":"DE"}}""", "ben chen dora")]
    [InlineData("""{"attribute":"country","is":"OneOf","value":["DE","FR"]}""", "anna ben")]
    [InlineData("""{"attribute":"country","is":"NoneOf","value":["DE","FR"]}""", "chen dora")]
    [InlineData("""{"attribute":"country","is":"OneOf","value":[]}""", "")]
    [InlineData("""{"attribute":"country","is":"IsNotSet"}""", "dora")]
    [InlineData("""{"attribute":"first_name","is":"Contains","value":"EN"}""", "ben chen")]
    [InlineData("""{"attribute":"first_name","is":"NotContains","value":"en"}""", "anna dora")]
    [InlineData("""{"attribute":"first_name","is":"StartsWith","value":"%"}""", "")]
    [InlineData("""{"attribute":"email","is":"Equal","value":"Anna@Example.com"}""", "anna")]
    [InlineData("""{"attribute":"age","is":"AtLeast","value":40}""", "ben chen")]
    [InlineData("""{"attribute":"age","is":"Between","value":[30,40]}""", "anna ben")]
    [InlineData("""{"attribute":"age","is":"LessThan","value":"40"}""", "anna")]
    [InlineData("""{"attribute":"member","is":"Equal","value":false}""", "ben")]
    [InlineData("""{"attribute":"seen","is":"WithinLastDays","value":30}""", "anna")]
    [InlineData("""{"attribute":"seen","is":"NotWithinLastDays","value":30}""", "ben chen dora")]
    [InlineData("""{"attribute":"seen","is":"AnniversaryWithinDays","value":0}""", "")]
    [InlineData("""{"attribute":"seen","is":"AnniversaryWithinDays","value":354}""", "ben")]
    [InlineData("""{"attribute":"seen","is":"AnniversaryWithinDays","value":355}""", "anna ben")]
    [InlineData("""{"attribute":"seen","is":"Before","value":"2026-05-01"}""", "ben")]
    [InlineData("""{"attribute":"seen","is":"Equal","value":"2026-05-22"}""", "anna")]
    [InlineData("""{"tag":"vip"}""", "anna chen")]
    [InlineData("""{"not":{"tag":"vip"}}""", "ben dora")]
    [InlineData("""{"consent":"email"}""", "anna dora")]
    [InlineData("""{"not":{"consent":"email"}}""", "ben chen")]
    [InlineData("""{"consent":"sms"}""", "")]
    [InlineData("""{"event":"ordered"}""", "anna ben chen")]
    [InlineData("""{"event":"ordered","withinDays":45}""", "anna chen")]
    [InlineData("""{"event":"ordered","count":{"max":0},"withinDays":45}""", "ben dora")]
    [InlineData("""{"event":"ordered","count":{"min":2}}""", "anna chen")]
    [InlineData("""{"event":"ordered","count":{"min":1,"max":2}}""", "anna ben")]
    [InlineData("""{"event":"ordered","count":{"max":1}}""", "ben dora")]
    [InlineData("""{"event":"never heard of"}""", "")]
    [InlineData("""{"event":"never heard of","count":{"max":0}}""", "anna ben chen dora")]
    [InlineData("""{"event":"ordered","where":[{"property":"total","is":"AtLeast","value":50}]}""", "anna ben")]
    [InlineData("""{"event":"ordered","where":[{"property":"category","is":"Equal","value":"it's \"tea\""}]}""", "chen")]
    [InlineData("""{"event":"ordered","where":[{"property":"a/b~c\"d","is":"MoreThan","value":100}]}""", "ben")]
    [InlineData("""{"event":"ordered","withinDays":99999999}""", "anna ben chen")]
    [InlineData("""{"score":"churn","min":0.5}""", "")]
    [InlineData("""{"any":[{"tag":"new"},{"all":[{"consent":"email"},{"not":{"event":"ordered"}}]}]}""", "chen dora")]
    [InlineData("""{"tag":"'; DROP TABLE contact; --"}""", "")]
    public async Task A_rule_means_these_people(string json, string expected)
    {
        var rule = JsonSerializer.Deserialize<SegmentRule>(json)!;
        var members = await Queries.MembersAsync(rule, Now, _stop);
        Assert.Equal(expected, string.Join(' ', members.Select(m => _names[m])));
        Assert.Equal(members.Count, await Queries.CountAsync(rule, Now, _stop));
        Assert.Equal(members, (await Queries.SampleAsync(rule, Now, 10, _stop)).Select(c => c.Id));
        foreach (var id in _names.Keys)
            Assert.Equal(members.Contains(id), await Queries.MatchesAsync(rule, id, Now, _stop));
    }

    [Theory]
    [InlineData("""{"attribute":"colour","is":"Equal","value":"red"}""", "no attribute 'colour'")]
    [InlineData("""{"attribute":"age","is":"Contains","value":"4"}""", "Contains does not fit 'age', which holds Number")]
    [InlineData("""{"attribute":"age","is":"Equal","value":"old"}""", "'age' Equal needs a number, but the rule says \"old\"")]
    [InlineData("""{"attribute":"seen","is":"Before","value":"soon"}""", "'seen' Before needs a date")]
    [InlineData("""{"attribute":"age","is":"Between","value":[1]}""", "a list of 2 values")]
    [InlineData("""{"attribute":"age","is":"AtLeast"}""", "says nothing")]
    [InlineData("""{"event":"ordered","count":{"min":3,"max":2}}""", "at least 3 and at most 2")]
    [InlineData("""{"segment":"nowhere"}""", "no segment 'nowhere'")]
    public async Task A_rule_that_does_not_fit_is_refused_with_a_sentence(string json, string expected)
    {
        var exception = await Assert.ThrowsAsync<SegmentRuleException>(() => Queries.CountAsync(JsonSerializer.Deserialize<SegmentRule>(json)!, Now, _stop));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_segment_stands_for_its_rule_and_a_circle_is_refused()
    {
        await Saved.PutAsync("vips", new SavedSegment("VIPs", new HasTag("vip")), null, _stop);
        await Saved.PutAsync("others", new SavedSegment("Others", new Not(new InSegment("vips"))), null, _stop);
        Assert.Equal(2, await Queries.CountAsync(new InSegment("others"), Now, _stop));
        // Twice the same segment on two branches is no circle.
        Assert.Equal(4, await Queries.CountAsync(new AnyOf([new InSegment("others"), new InSegment("vips")]), Now, _stop));
        await Saved.PutAsync("vips", new SavedSegment("VIPs", new AllOf([new InSegment("others")])), null, _stop);
        var exception = await Assert.ThrowsAsync<SegmentRuleException>(() => Queries.CountAsync(new InSegment("others"), Now, _stop));
        Assert.Contains("others → vips → others", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happens_later_does_not_count_for_an_earlier_instant() =>
        Assert.Equal(0, await Queries.CountAsync(new HasEvent("ordered"), Now.AddDays(-60), _stop));
}
