using System.Net.Http.Json;
using Designer.Contracts;
using Designer.Contracts.Contacts;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Server.Tests.Shop;

public sealed class DemoShopLoadingTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    private Task<T?> GetAsync<T>(DesignerServer server, string address) => server.Http.GetFromJsonAsync<T>(address, ContractJson.Options, _stop);

    [Fact]
    public async Task An_empty_folder_is_filled_with_people_and_what_they_did_up_to_now()
    {
        await using var server = await DesignerServer.StartAsync(s => s with { DemoContacts = 200, Time = _clock });
        var page = (await GetAsync<ContactPage>(server, "/api/contacts?limit=500"))!;
        Assert.InRange(page.Total, 190, 210);
        Assert.All(page.Items, c => Assert.EndsWith("@example.com", c.Email, StringComparison.Ordinal));
        var kinds = (await GetAsync<List<EventKindRow>>(server, "/api/events/kinds"))!.Select(k => k.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["clicked", "opened", "ordered", "returned", "viewed", "visited"], kinds);
    }

    [Fact]
    public async Task A_later_start_goes_on_with_the_story_and_brings_nobody_back()
    {
        var server = await DesignerServer.StartAsync(s => s with { DemoContacts = 200, Time = _clock });
        var before = (await GetAsync<ContactPage>(server, "/api/contacts?limit=500"))!;
        var events = (await GetAsync<List<EventKindRow>>(server, "/api/events/kinds"))!.Sum(k => k.Count);
        var erased = before.Items[0];
        await server.Http.DeleteAsync($"/api/contacts/{erased.Id}", _stop);
        _clock.Advance(TimeSpan.FromDays(30));
        await using var later = await server.RestartAsync();
        var after = (await GetAsync<ContactPage>(later, "/api/contacts?limit=500"))!;
        Assert.DoesNotContain(after.Items, c => c.ExternalId == erased.ExternalId);
        Assert.True(after.Total > before.Total - 1, "people go on joining");
        Assert.True((await GetAsync<List<EventKindRow>>(later, "/api/events/kinds"))!.Sum(k => k.Count) > events, "and go on visiting");
        await server.DisposeAsync();
    }
}
