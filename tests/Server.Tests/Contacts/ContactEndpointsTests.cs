using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Contacts;
using Xunit;

namespace Server.Tests.Contacts;

public sealed class ContactEndpointsTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    private async Task<T> PostAsync<T>(string address, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await server.Http.PostAsync(address, content, _stop);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(_stop));
        return (await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, _stop))!;
    }

    private Task<T?> GetAsync<T>(string address) => server.Http.GetFromJsonAsync<T>(address, ContractJson.Options, _stop);

    private async Task<ContactRow> OnlyAsync(string query) => Assert.Single((await GetAsync<ContactPage>($"/api/contacts?query={query}"))!.Items);

    [Fact]
    public async Task An_array_of_contacts_is_upserted_and_the_profile_shows_all_of_it()
    {
        var result = await PostAsync<UpsertResponse>("/api/contacts", """
            [{"externalId":"arr-1","email":"Arr1@example.com","firstName":"<script>alert(1)</script>","lastName":"王","language":"zh-CN","timeZone":"Asia/Shanghai","emailConsent":true,"tags":["vip"],
              "attributes":{"city":"上海","level":3,"member":true,"list":[1,2]}},
             {"firstName":"nobody"},{"email":"nonsense"}]
            """);
        Assert.Equal((1, 0), (result.Inserted, result.Updated));
        Assert.Equal([2L, 3L], result.Rejected.Select(r => r.Line));
        var profile = (await GetAsync<ContactProfile>($"/api/contacts/{(await OnlyAsync("arr1@")).Id}"))!;
        Assert.Equal(("<script>alert(1)</script>", "王", true, false), (profile.Contact.FirstName, profile.Contact.LastName, profile.Contact.EmailConsent, profile.Contact.Suppressed));
        Assert.Equal(("上海", 3.0, true, "[1,2]"), (profile.Attributes["city"].GetString(), profile.Attributes["level"].GetDouble(), profile.Attributes["member"].GetBoolean(), profile.Attributes["list"].GetString()));
        Assert.Equal("consent", Assert.Single(profile.Timeline).Kind);
    }

    [Fact]
    public async Task Ndjson_goes_on_after_a_line_that_is_no_json()
    {
        var result = await PostAsync<UpsertResponse>("/api/contacts", "{\"externalId\":\"nd-1\"}\n\n{oops\n{\"externalId\":\"nd-2\"}\r\n{\"externalId\":5}", "application/x-ndjson");
        Assert.Equal(2, result.Inserted);
        Assert.Equal([3L, 5L], result.Rejected.Select(r => r.Line));
        Assert.Contains("$.externalId", result.Rejected[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_array_that_breaks_off_changes_nothing()
    {
        using var content = new StringContent("[{\"externalId\":\"cut-1\"},{\"externalId\":", Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync("/api/contacts", content, _stop);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(0, (await GetAsync<ContactPage>("/api/contacts?query=cut-1"))!.Total);
    }

    [Fact]
    public async Task Events_are_kept_once_and_appear_in_the_timeline()
    {
        await PostAsync<UpsertResponse>("/api/contacts", """[{"externalId":"ev-1","email":"ev1@example.com"}]""");
        const string Events = """
            {"id":"o1","externalId":"ev-1","name":"ordered","at":"2026-05-01T10:00:00Z","properties":{"total":12.5,"product":"Mug"}}
            {"email":"EV1@example.com","name":"visited","at":"2026-05-02T10:00:00+08:00"}
            {"externalId":"stranger","name":"visited"}
            {"name":"visited"}
            {"externalId":"ev-1","name":""}
            """;
        var first = await PostAsync<EventsResponse>("/api/events", Events, "application/x-ndjson");
        var second = await PostAsync<EventsResponse>("/api/events", Events, "application/x-ndjson");
        Assert.Equal((2, 0, 3), (first.Accepted, first.Duplicates, first.Rejected.Count));
        Assert.Equal((0, 2), (second.Accepted, second.Duplicates));
        Assert.Contains("'stranger'", first.Rejected[0].Reason, StringComparison.Ordinal);
        var profile = (await GetAsync<ContactProfile>($"/api/contacts/{(await OnlyAsync("ev-1")).Id}"))!;
        Assert.Equal([("visited", new DateTimeOffset(2026, 5, 2, 2, 0, 0, TimeSpan.Zero)), ("ordered", new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero))], profile.Timeline.Select(t => (t.Text, t.At)));
        Assert.Equal(12.5, profile.Timeline[1].Properties!["total"].GetDouble());
        var ordered = (await GetAsync<List<EventKindRow>>("/api/events/kinds"))!.Single(k => k.Name == "ordered");
        Assert.Equal(["product", "total"], ordered.Properties);
    }

    [Fact]
    public async Task An_export_holds_everything_and_erasing_leaves_nothing()
    {
        await PostAsync<UpsertResponse>("/api/contacts", """[{"externalId":"er-1","phone":"+49 30 1","emailConsent":true,"attributes":{"city":"Berlin"}}]""");
        await PostAsync<EventsResponse>("/api/events", """[{"externalId":"er-1","name":"visited","at":"2026-05-01T10:00:00Z"}]""");
        var id = (await OnlyAsync("er-1")).Id;
        using var response = await server.Http.GetAsync($"/api/contacts/{id}/export", _stop);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        var export = (await response.Content.ReadFromJsonAsync<ContactExport>(ContractJson.Options, _stop))!;
        Assert.Equal(("+49 30 1", "Berlin", 2), (export.Phone, export.Attributes["city"].GetString(), export.Timeline.Count));

        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync($"/api/contacts/{id}", _stop)).StatusCode);
        foreach (var gone in new[] { await server.Http.GetAsync($"/api/contacts/{id}", _stop), await server.Http.GetAsync($"/api/contacts/{id}/export", _stop), await server.Http.DeleteAsync($"/api/contacts/{id}", _stop) })
        {
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
            Assert.Contains($"no contact {id}", await gone.Content.ReadAsStringAsync(_stop), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lists_in_pages()
    {
        await PostAsync<UpsertResponse>("/api/contacts", $"[{string.Join(',', Enumerable.Range(0, 30).Select(i => $$"""{"externalId":"page-{{i:D2}}"}"""))}]");
        var page = (await GetAsync<ContactPage>("/api/contacts?query=page-&offset=25&limit=10"))!;
        Assert.Equal((30L, "page-25", 5), (page.Total, page.Items[0].ExternalId, page.Items.Count));
    }

    [Fact]
    public async Task A_suppressed_address_is_shown_as_such_until_it_is_let_go()
    {
        await PostAsync<UpsertResponse>("/api/contacts", """[{"externalId":"su-1","email":"su1@example.com"}]""");
        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.PostAsJsonAsync("/api/suppressions", new AddSuppressionRequest("SU1@example.com", "complaint"), _stop)).StatusCode);
        Assert.True((await OnlyAsync("su-1")).Suppressed);
        Assert.Contains((await GetAsync<List<SuppressionRow>>("/api/suppressions"))!, s => s is { Address: "SU1@example.com", Reason: "complaint" });
        await server.Http.DeleteAsync("/api/suppressions/su1%40example.com", _stop);
        Assert.False((await OnlyAsync("su-1")).Suppressed);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Http.PostAsJsonAsync("/api/suppressions", new AddSuppressionRequest("nonsense", null), _stop)).StatusCode);
    }

    [Fact]
    public async Task Attributes_name_built_in_fields_and_the_shops_own()
    {
        await PostAsync<UpsertResponse>("/api/contacts", """[{"externalId":"at-1","attributes":{"shoe_size":43}}]""");
        var attributes = (await GetAsync<List<AttributeRow>>("/api/attributes"))!;
        Assert.Contains(new AttributeRow("shoe_size", "Number", null, false), attributes);
        Assert.Contains(new AttributeRow("created_at", "Date", null, true), attributes);
    }

    [Theory]
    [InlineData("/api/contacts")]
    [InlineData("/api/segments")]
    [InlineData("/api/suppressions")]
    public async Task Nobody_reads_people_without_a_key(string address)
    {
        using var stranger = server.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(address, _stop)).StatusCode);
    }
}
