using System.Text.Json;
using Designer.Client.Api;
using Designer.Contracts.Segments;

namespace Designer.Client.Segments;

/// <summary>/api/segments.</summary>
public sealed class SegmentsClient(ApiHttp api)
{
    public Task<IReadOnlyList<SegmentDocument>> GetSegmentsAsync() => api.GetAsync<IReadOnlyList<SegmentDocument>>("api/segments");

    public Task<SegmentDocument> GetSegmentAsync(string id) => api.GetAsync<SegmentDocument>(Address(id));

    /// <param name="revision">Null for a new one.</param>
    public Task<SegmentDocument> SaveAsync(string id, string name, JsonElement rule, long? revision) => api.PutAsync<SegmentDocument>(Address(id), new SaveSegmentRequest(name, rule), revision);

    public Task DeleteAsync(string id) => api.DeleteAsync(Address(id));

    public Task<SegmentPreview> PreviewAsync(JsonElement rule, CancellationToken cancellationToken = default) =>
        api.PostAsync<SegmentPreview>("api/segments/preview", new SegmentPreviewRequest(rule), cancellationToken);

    private static string Address(string id) => $"api/segments/{Uri.EscapeDataString(id)}";
}
