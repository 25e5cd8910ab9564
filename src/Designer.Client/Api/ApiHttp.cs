using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Designer.Contracts;

namespace Designer.Client.Api;

/// <summary>JSON over HTTP as every client of a feature speaks it. Anything but a success is an <see cref="ApiException"/>; null never means failed.</summary>
public sealed class ApiHttp(HttpClient http, AntiforgeryToken antiforgery)
{
    /// <summary>The session has ended: the shell shows the sign-in page.</summary>
    public event Action? Unauthorized;

    public Task<T> GetAsync<T>(string address, CancellationToken cancellationToken = default) => SendAsync<T>(HttpMethod.Get, address, null, null, cancellationToken);

    public Task<T> PostAsync<T>(string address, object? body = null, CancellationToken cancellationToken = default) => SendAsync<T>(HttpMethod.Post, address, Json(body), null, cancellationToken);

    /// <param name="revision">Sent as If-Match: the save is refused (412) when somebody else saved in between.</param>
    public Task<T> PutAsync<T>(string address, object body, long? revision, CancellationToken cancellationToken = default) =>
        SendAsync<T>(HttpMethod.Put, address, Json(body), request => IfMatch(request, revision), cancellationToken);

    /// <param name="revision">Sent as If-Match: refused (412) when somebody else saved in between.</param>
    public Task<T> PostAsync<T>(string address, object? body, long revision, CancellationToken cancellationToken = default) =>
        SendAsync<T>(HttpMethod.Post, address, Json(body), request => IfMatch(request, revision), cancellationToken);

    public async Task PostAsync(string address, object? body = null, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(HttpMethod.Post, address, Json(body), null, cancellationToken);
    }

    public async Task DeleteAsync(string address, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(HttpMethod.Delete, address, null, null, cancellationToken);
    }

    /// <returns>Null when the server says that there is none (404); for what may rightly be absent.</returns>
    public async Task<T?> FindAsync<T>(string address, CancellationToken cancellationToken = default) where T : class
    {
        try
        {
            return await GetAsync<T>(address, cancellationToken);
        }
        catch (ApiException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<T> SendAsync<T>(HttpMethod method, string address, HttpContent? content, Action<HttpRequestMessage>? prepare, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(method, address, content, prepare, cancellationToken);
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, cancellationToken)
                ?? throw new ApiException(response.StatusCode, "unreadable", $"{method} {address} answered null.");
        }
        catch (JsonException exception)
        {
            throw new ApiException(response.StatusCode, "unreadable", $"{method} {address} answered what is no {typeof(T).Name}: {exception.Message}", exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, HttpContent? content, Action<HttpRequestMessage>? prepare, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        if (method != HttpMethod.Get && antiforgery.Value is { } token)
            request.Headers.Add("X-XSRF-TOKEN", token);
        prepare?.Invoke(request);
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new ApiException(null, null, "", exception);
        }
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                Unauthorized?.Invoke();
            throw await ProblemAnswer.ReadAsync(response, cancellationToken);
        }
    }

    public static HttpContent? Json(object? body) => body is null ? null : JsonContent.Create(body, body.GetType(), null, ContractJson.Options);

    private static void IfMatch(HttpRequestMessage request, long? revision)
    {
        if (revision is { } value)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{value}\""));
    }
}

/// <summary>What the server wants back as X-XSRF-TOKEN; set by the session.</summary>
public sealed class AntiforgeryToken
{
    public string? Value { get; set; }
}
