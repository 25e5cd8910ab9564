using Activities.Churn;
using Activities.Shop;
using Activities.Tests.Churn;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Activities.Tests.Shop;

public sealed class DemoShopTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Opened = new(2025, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Opened.AddDays(DemoShop.HistoryDays).AddHours(10);

    [Fact]
    public void The_same_seed_tells_the_same_story()
    {
        var (first, second) = (new DemoShop(42, 200, Opened).Until(Now).ToList(), new DemoShop(42, 200, Opened).Until(Now).ToList());
        Assert.Equal(first.SelectMany(p => p.Events.Select(e => (e.Id, e.Name, e.At))), second.SelectMany(p => p.Events.Select(e => (e.Id, e.Name, e.At))));
        Assert.NotEqual(first.SelectMany(p => p.Events.Select(e => e.At)), new DemoShop(43, 200, Opened).Until(Now).SelectMany(p => p.Events.Select(e => e.At)));
    }

    [Fact]
    public void A_later_start_adds_to_the_story_and_changes_nothing_of_it()
    {
        var shop = new DemoShop(42, 200, Opened);
        var before = shop.Until(Now).SelectMany(p => p.Events).ToDictionary(e => e.Id, e => (e.Name, e.At));
        var after = shop.Until(Now.AddDays(40)).SelectMany(p => p.Events).ToList();
        Assert.Equal(before.Count, after.Count(e => before.TryGetValue(e.Id, out var known) && known == (e.Name, e.At)));
        Assert.All(after.Where(e => !before.ContainsKey(e.Id)), e => Assert.True(e.At > Now));
        Assert.True(shop.Until(Now.AddDays(40)).Count() > shop.Until(Now).Count(), "people go on joining");
    }

    [Fact]
    public void It_has_the_asked_size_many_languages_and_only_reserved_addresses()
    {
        var people = new DemoShop(42, 2000, Opened).Until(Now).ToList();
        Assert.InRange(people.Count, 1950, 2050);
        Assert.True(people.Select(p => p.Contact.Language).Distinct().Count() >= 5);
        Assert.True(people.Select(p => p.Contact.TimeZone).Distinct().Count() >= 6);
        Assert.All(people, p => Assert.EndsWith("@example.com", p.Contact.Email, StringComparison.Ordinal));
        Assert.Equal(people.Count, people.Select(p => p.Contact.Email).Distinct().Count());
        Assert.All(people.SelectMany(p => p.Events), e => Assert.InRange(e.At, Opened.AddDays(-1), Now));
    }

    [Fact]
    public void The_win_back_segment_is_neither_empty_nor_everyone()
    {
        var people = new DemoShop(42, 2000, Opened).Until(Now).ToList();
        var meant = people.Count(p => p.Contact.EmailConsent == true && p.Events.Count(e => e.Name == "ordered") >= 2 && !p.Events.Any(e => e.Name == "ordered" && e.At >= Now.AddDays(-45)));
        Assert.InRange(meant, people.Count / 10, people.Count / 2);
    }

    [Fact]
    public async Task Leaving_can_be_learned_but_not_perfectly()
    {
        var people = ShopPeople.Until(new DemoShop(42, 3000, Opened), Now);
        output.WriteLine($"{people.Count} people, {people.Sum(p => p.Events.Count)} events: {string.Join(", ", people.SelectMany(p => p.Events).GroupBy(e => e.Name).Select(g => $"{g.Key} {g.Count()}"))}");
        output.WriteLine($"vip {people.Count(p => (double)p.Contact.Attributes["lifetime_value"]! > 1200)}");
        var learning = new ChurnLearning(new PlainChurnStore(people), new FakeTimeProvider(Now));
        var (_, card) = await learning.LearnAsync((_, _) => { }, TestContext.Current.CancellationToken);
        output.WriteLine($"{card.Metrics} base {card.BaseRate:F3} train {card.TrainRows} test {card.TestRows} high {card.HighThreshold} medium {card.MediumThreshold}");
        output.WriteLine(string.Join(", ", card.Features.Take(8).Select(f => $"{f.Feature} {f.Importance:F2}")));
        Assert.InRange(card.Metrics.Auc, 0.75, 0.93);
        Assert.True(card.Metrics.Auc > card.Metrics.BaselineAuc, $"The model ({card.Metrics.Auc:F3}) must beat recency alone ({card.Metrics.BaselineAuc:F3}).");
        Assert.InRange(card.BaseRate, 0.2, 0.75);
        Assert.True(card.TrainCutoff.AddDays(card.HorizonDays) <= card.TestCutoff, "Training must not see what the test asks for.");
        Assert.All(card.Calibration.Where(b => b.Count >= 100), b => Assert.InRange(b.Observed - b.Predicted, -0.15, 0.15));
    }
}
