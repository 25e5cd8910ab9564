using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Contacts;
using Designer.Contracts.Segments;
using Xunit;

namespace Server.Tests.Segments;

public sealed class SegmentEndpointsTests(DesignerServer server) : IClassFixture<DesignerServer>, IAsyncLifetime
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var response = await server.Http.PostAsJsonAsync("/api/contacts", Enumerable.Range(0, 30).Select(i => new ContactInput { ExternalId = $"s-{i}", Tags = i % 3 == 0 ? ["third"] : [], EmailConsent = i % 2 == 0 }), _stop);
        response.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? json = null, long? revision = null)
    {
        var request = new HttpRequestMessage(method, address) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        if (revision is not null)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{revision}\"");
        return server.Http.SendAsync(request, _stop);
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(_stop));
        return (await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, _stop))!;
    }

    private async Task RefusedAsync(HttpResponseMessage response, HttpStatusCode status, string sentence)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(sentence, JsonDocument.Parse(await response.Content.ReadAsStringAsync(_stop)).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_counts_and_shows_some()
    {
        var preview = await ReadAsync<SegmentPreview>(await SendAsync(HttpMethod.Post, "/api/segments/preview", """{"rule":{"all":[{"tag":"third"},{"consent":"email"}]}}"""));
        Assert.Equal((5L, 30L), (preview.Count, preview.Total));
        Assert.Equal(["s-0", "s-6", "s-12", "s-18", "s-24"], preview.Sample.Select(c => c.ExternalId));
    }

    [Fact]
    public async Task A_segment_is_saved_read_listed_used_and_deleted()
    {
        var saved = await ReadAsync<SegmentDocument>(await SendAsync(HttpMethod.Put, "/api/segments/thirds", """{"name":"Every third","rule":{"tag":"third"}}"""));
        Assert.Equal(("thirds", "Every third", 1L, 10L), (saved.Id, saved.Name, saved.Revision, saved.Count));
        Assert.Equal("""{"tag":"third"}""", (await ReadAsync<SegmentDocument>(await SendAsync(HttpMethod.Get, "/api/segments/thirds"))).Rule.GetRawText());
        Assert.Contains(await ReadAsync<List<SegmentDocument>>(await SendAsync(HttpMethod.Get, "/api/segments")), s => s.Id == "thirds");
        await ReadAsync<SegmentDocument>(await SendAsync(HttpMethod.Put, "/api/segments/rest", """{"name":"The rest","rule":{"not":{"segment":"thirds"}}}"""));
        Assert.Equal(20, (await ReadAsync<long[]>(await SendAsync(HttpMethod.Get, "/api/segments/rest/members"))).Length);
        await RefusedAsync(await SendAsync(HttpMethod.Delete, "/api/segments/thirds"), HttpStatusCode.Conflict, "used by 'The rest'");
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, "/api/segments/rest")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, "/api/segments/thirds")).StatusCode);
        await RefusedAsync(await SendAsync(HttpMethod.Get, "/api/segments/thirds"), HttpStatusCode.NotFound, "no segment 'thirds'");
    }

    [Fact]
    public async Task A_save_on_an_old_revision_is_refused_and_keeps_what_is_there()
    {
        await SendAsync(HttpMethod.Put, "/api/segments/raced", """{"name":"One","rule":{"tag":"a"}}""");
        await SendAsync(HttpMethod.Put, "/api/segments/raced", """{"name":"Two","rule":{"tag":"b"}}""", revision: 1);
        await RefusedAsync(await SendAsync(HttpMethod.Put, "/api/segments/raced", """{"name":"Three","rule":{"tag":"c"}}""", revision: 1), HttpStatusCode.PreconditionFailed, "revision 2 is stored, 1 was expected");
        Assert.Equal("Two", (await ReadAsync<SegmentDocument>(await SendAsync(HttpMethod.Get, "/api/segments/raced"))).Name);
    }

    [Theory]
    [InlineData("""{"name":"x","rule":{"attribute":"colour","is":"Equal","value":"red"}}""", "no attribute 'colour'")]
    [InlineData("""{"name":"x","rule":{"segment":"bad"}}""", "refers to itself: bad → bad")]
    [InlineData("""{"name":"x","rule":{"segmnt":"bad"}}""", "exactly one of")]
    [InlineData("""{"name":"","rule":{"all":[]}}""", "1 to 120 characters")]
    public async Task A_rule_that_cannot_work_is_refused_with_a_sentence(string body, string sentence)
    {
        await RefusedAsync(await SendAsync(HttpMethod.Put, "/api/segments/bad", body), HttpStatusCode.BadRequest, sentence);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, "/api/segments/bad")).StatusCode);
    }

    [Fact]
    public async Task Members_are_ascending_ids_and_nobody_is_an_empty_array()
    {
        var ids = await ReadAsync<long[]>(await SendAsync(HttpMethod.Post, "/api/segments/members", """{"rule":{"tag":"third"}}"""));
        Assert.Equal(10, ids.Length);
        Assert.Equal(ids.Order(), ids);
        Assert.Empty(await ReadAsync<long[]>(await SendAsync(HttpMethod.Post, "/api/segments/members", """{"rule":{"any":[]}}""")));
    }
}
