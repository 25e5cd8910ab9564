using Designer.Client.Api;
using Designer.Contracts.Copy;

namespace Designer.Client.Copy;

/// <summary>/api/copy.</summary>
public sealed class CopyClient(ApiHttp api)
{
    public Task<CopyResponse> WriteAsync(CopyRequest request, CancellationToken cancellationToken = default) => api.PostAsync<CopyResponse>("api/copy", request, cancellationToken);
}
