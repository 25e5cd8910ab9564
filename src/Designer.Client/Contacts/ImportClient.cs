using System.Net.Http.Headers;
using Designer.Client.Api;
using Designer.Contracts.Contacts;

namespace Designer.Client.Contacts;

/// <summary>/api/contacts/import: upload, look, map, start, watch.</summary>
public sealed class ImportClient(ApiHttp api)
{
    /// <summary>Uploads the file; the server guesses encoding, delimiter, targets and types.</summary>
    public async Task<ImportPreview> UploadAsync(string fileName, Stream content, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent();
        var part = new StreamContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(part, "file", fileName);
        return await api.SendAsync<ImportPreview>(HttpMethod.Post, "api/contacts/import/preview", form, null, cancellationToken);
    }

    public Task<ImportStatus> StartAsync(StartImportRequest request) => api.PostAsync<ImportStatus>("api/contacts/import", request);

    public Task<ImportStatus> GetStatusAsync(string id) => api.GetAsync<ImportStatus>(Address(id));

    public Task CancelAsync(string id) => api.PostAsync($"{Address(id)}/cancel");

    /// <summary>For a link with a download attribute: the rejected lines as CSV.</summary>
    public static string ReportAddress(string id) => $"{Address(id)}/report";

    private static string Address(string id) => $"api/contacts/import/{Uri.EscapeDataString(id)}";
}
