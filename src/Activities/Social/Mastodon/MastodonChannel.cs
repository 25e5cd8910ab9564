using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Activities.Runs;

namespace Activities.Social.Mastodon;

/// <summary>Mastodon's API. The client must not follow redirects: the token would go with them.</summary>
public sealed class MastodonChannel(HttpClient http) : ISocialChannel
{
    private const int UsualLimit = 500;
    private readonly ConcurrentDictionary<Uri, int> _limits = new();

    public async Task<Publication> PublishAsync(SocialAccount? account, SocialPost post, CancellationToken cancellationToken)
    {
        if (account is null)
            return new Publication(PostState.Feed);
        if (account is not MastodonAccount mastodon)
            throw new NotSupportedException($"Account '{account.Name}' is no Mastodon account.");
        var limit = await LimitAsync(mastodon, cancellationToken);
        if (MastodonLength.Of(post.Text) is var length && length > limit)
            return new Publication(PostState.Failed, Refusal: $"The post has {length} characters; {mastodon.Server.Host} takes at most {limit}.");
        using var request = Request(HttpMethod.Post, mastodon, "api/v1/statuses");
        request.Headers.Add("Idempotency-Key", post.Id);
        request.Content = JsonContent.Create(new { status = post.Text, visibility = mastodon.Visibility, language = post.Language.Split('-')[0] });
        using var response = await SendAsync(mastodon, request, cancellationToken);
        var body = await BodyAsync(response, cancellationToken);
        if (response.StatusCode == HttpStatusCode.UnprocessableEntity)
            return new Publication(PostState.Failed, Refusal: $"{mastodon.Server.Host} refused the post: {MastodonFaults.Words(body)}");
        if (!response.IsSuccessStatusCode)
            throw MastodonFaults.Of(mastodon, response, body);
        return new Publication(PostState.Published, Text(body, "url") ?? Text(body, "uri"));
    }

    /// <returns>The account's name at its server.</returns>
    /// <exception cref="ActivityFaultException">What is wrong, as a sentence.</exception>
    public async Task<string> CheckAsync(MastodonAccount account, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, account, "api/v1/accounts/verify_credentials");
        using var response = await SendAsync(account, request, cancellationToken);
        var body = await BodyAsync(response, cancellationToken);
        return response.IsSuccessStatusCode ? Text(body, "acct") ?? Text(body, "username") ?? "" : throw MastodonFaults.Of(account, response, body);
    }

    /// <summary>Servers choose their own limit and tell it to everybody.</summary>
    private async Task<int> LimitAsync(MastodonAccount account, CancellationToken cancellationToken)
    {
        if (_limits.TryGetValue(account.Server, out var known))
            return known;
        using var request = Request(HttpMethod.Get, account, "api/v2/instance");
        using var response = await SendAsync(account, request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            return UsualLimit; // A server before version 4 has no such page; the post itself will tell more.
        var body = await BodyAsync(response, cancellationToken);
        var limit = body is { ValueKind: JsonValueKind.Object } instance && instance.TryGetProperty("configuration", out var configuration) && configuration.TryGetProperty("statuses", out var statuses)
            && statuses.TryGetProperty("max_characters", out var most) && most.TryGetInt32(out var number) ? number : UsualLimit;
        return _limits[account.Server] = limit;
    }

    private async Task<HttpResponseMessage> SendAsync(MastodonAccount account, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw MastodonFaults.Unreachable(account, exception.HttpRequestError.ToString(), exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw MastodonFaults.Unreachable(account, "no answer in time", exception);
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, MastodonAccount account, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(account.Server, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", account.AccessToken);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("WorkflowDesigner", "1.0"));
        return request;
    }

    /// <returns>Null when the answer is no JSON, as of a proxy's error page.</returns>
    private static async Task<JsonElement?> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null; // A character set that nobody knows.
        }
    }

    internal static string? Text(JsonElement? body, string name) =>
        body is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
