using Activities.Contacts;
using Xunit;

namespace Storage.Tests.Contacts;

/// <summary>What every event store does, whatever is behind it.</summary>
public abstract class EventStoreContract
{
    private static readonly DateTimeOffset At = new(2026, 5, 1, 8, 30, 0, TimeSpan.Zero);
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    protected abstract IContactStore Contacts { get; }
    protected abstract IEventStore Store { get; }

    private async Task<long> Person()
    {
        await Contacts.UpsertAsync([new() { ExternalId = "p" }], true, _stop);
        return (await Contacts.IdsByExternalIdAsync(["p"], _stop))["p"];
    }

    private static ContactEvent Event(string id, long contact, string name, int minutes, params (string Name, object? Value)[] properties) =>
        new(id, contact, name, At.AddMinutes(minutes), properties.ToDictionary(p => p.Name, p => p.Value));

    [Fact]
    public async Task The_timeline_is_newest_first_with_all_properties()
    {
        var person = await Person();
        await Store.AppendAsync([Event("1", person, "visited", 0), Event("2", person, "ordered", 5, ("total", 12.5), ("product", "Mug \"big\" 杯"), ("gift", true), ("note", null))], _stop);
        var timeline = await Store.TimelineAsync(person, 10, _stop);
        Assert.Equal(["2", "1"], timeline.Select(e => e.Id));
        Assert.Equal(("ordered", At.AddMinutes(5)), (timeline[0].Name, timeline[0].At));
        Assert.Equal(new Dictionary<string, object?> { ["total"] = 12.5, ["product"] = "Mug \"big\" 杯", ["gift"] = true, ["note"] = null }, timeline[0].Properties);
        Assert.Equal("2", Assert.Single(await Store.TimelineAsync(person, 1, _stop)).Id);
    }

    [Fact]
    public async Task An_event_that_comes_again_counts_once()
    {
        var person = await Person();
        Assert.Equal(2, await Store.AppendAsync([Event("1", person, "visited", 0), Event("2", person, "visited", 1), Event("1", person, "visited", 2)], _stop));
        Assert.Equal(1, await Store.AppendAsync([Event("2", person, "visited", 9), Event("3", person, "visited", 3)], _stop));
        Assert.Equal(At.AddMinutes(1), (await Store.TimelineAsync(person, 9, _stop)).Single(e => e.Id == "2").At);
    }

    [Fact]
    public async Task Events_of_nobody_are_dropped()
    {
        var person = await Person();
        Assert.Equal(1, await Store.AppendAsync([Event("1", person, "visited", 0), Event("2", person + 999, "visited", 0)], _stop));
    }

    [Fact]
    public async Task Kinds_come_most_frequent_first_with_the_properties_seen()
    {
        var person = await Person();
        Assert.Empty(await Store.KindsAsync(_stop));
        Assert.Null(await Store.LatestAsync(_stop));
        await Store.AppendAsync([Event("1", person, "ordered", 0, ("total", 1.0)), Event("2", person, "visited", 1), Event("3", person, "visited", 2, ("source", "mail"), ("a", 1.0))], _stop);
        var kinds = await Store.KindsAsync(_stop);
        Assert.Equal([("visited", 2L), ("ordered", 1L)], kinds.Select(k => (k.Name, k.Count)));
        Assert.Equal(["a", "source"], kinds[0].Properties);
        Assert.Equal(At.AddMinutes(2), await Store.LatestAsync(_stop));
    }
}
