using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Designer.Contracts;
using Designer.Contracts.Contacts;
using Testing;
using Xunit;

namespace Server.Tests.Imports;

public sealed class ImportEndpointsTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    [Fact]
    public async Task A_real_file_is_previewed_mapped_and_carried_in()
    {
        var preview = await ReadAsync<ImportPreview>(await server.Http.PostAsync("/api/contacts/import/preview", Form(await File.ReadAllBytesAsync(SharedData.Path("telco.dev.csv"), Cancelled)), Cancelled));
        Assert.Equal(("utf-8", ","), (preview.Encoding, preview.Delimiter));
        Assert.Equal("externalId", preview.Columns[0].Target);
        Assert.Equal("YesNo", preview.Columns.Single(c => c.Header == "Partner").Type);
        Assert.NotEmpty(preview.Sample);

        var status = await FinishedAsync(await ReadAsync<ImportStatus>(await server.Http.PostAsJsonAsync("/api/contacts/import", new StartImportRequest(preview.Token, preview.Columns, "overwrite"), ContractJson.Options, Cancelled)));
        Assert.Equal(("finished", 5634L), (status.State, status.Rows));
        Assert.Equal(status.Rows, status.Inserted + status.Updated + status.Skipped + status.Rejected);
        Assert.Equal(status.BytesTotal, status.BytesRead);
        Assert.True(status.Inserted > 5600, $"{status.Inserted} went in");
    }

    [Fact]
    public async Task Rejected_lines_are_counted_shown_and_downloadable()
    {
        var started = await server.Http.PostAsync("/api/contacts/import", Form(Encoding.UTF8.GetBytes("email,name\nann@shop.net,Ann\n=cmd,Bob\n")), Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var status = await FinishedAsync(await ReadAsync<ImportStatus>(started));
        Assert.Equal((1L, 1L), (status.Inserted, status.Rejected));
        Assert.Contains("Line 3", Assert.Single(status.FirstRejected).Reason, StringComparison.Ordinal);
        var report = await server.Http.GetStringAsync($"/api/contacts/import/{status.Id}/report", Cancelled);
        Assert.Contains("'=cmd", report, StringComparison.Ordinal);
        Assert.StartsWith("line,reason,email,name", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_requests_get_a_sentence()
    {
        Assert.Contains("empty", await ProblemAsync(await server.Http.PostAsync("/api/contacts/import/preview", Form([]), Cancelled)), StringComparison.Ordinal);
        Assert.Contains("not kept any more", await ProblemAsync(await server.Http.PostAsJsonAsync("/api/contacts/import", new StartImportRequest("../../etc/passwd", [], "skip"), Cancelled)), StringComparison.Ordinal);
        var preview = await ReadAsync<ImportPreview>(await server.Http.PostAsync("/api/contacts/import/preview", Form(Encoding.UTF8.GetBytes("email\na@shop.net\n")), Cancelled));
        Assert.Contains("'merge' is no way", await ProblemAsync(await server.Http.PostAsJsonAsync("/api/contacts/import", new StartImportRequest(preview.Token, preview.Columns, "merge"), ContractJson.Options, Cancelled)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync("/api/contacts/import/unknown", Cancelled)).StatusCode);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private async Task<ImportStatus> FinishedAsync(ImportStatus status)
    {
        while (status.State == "running")
        {
            await Task.Delay(50, Cancelled);
            status = (await server.Http.GetFromJsonAsync<ImportStatus>($"/api/contacts/import/{status.Id}", ContractJson.Options, Cancelled))!;
        }
        return status;
    }

    private static MultipartFormDataContent Form(byte[] file)
    {
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return new MultipartFormDataContent { { part, "file", "people.csv" } };
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancelled));
        return (await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, Cancelled))!;
    }

    private static async Task<string> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsStringAsync(Cancelled);
    }
}
