using System.Net;
using System.Text.Json;
using Activities.Runs;

namespace Activities.Social.Mastodon;

/// <summary>The answers of Mastodon's documentation (401, 403, 404, 410, 422, 429, 503), typed by what to do next.</summary>
internal static class MastodonFaults
{
    public static ActivityFaultException Unreachable(MastodonAccount account, string why, Exception inner) =>
        new($"{account.Server.Host} (account '{account.Name}') cannot be reached: {why}. It can be retried.", canRetry: true, inner);

    public static ActivityFaultException Of(MastodonAccount account, HttpResponseMessage response, JsonElement? body)
    {
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new($"{account.Server.Host} refuses the access token of account '{account.Name}' (401): {Words(body)} Enter a new one.", canRetry: false),
            HttpStatusCode.Forbidden => new($"{account.Server.Host} does not let account '{account.Name}' do this (403): {Words(body)} The token needs the scopes write:statuses and read:accounts.", canRetry: false),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new($"{account.Server.Host} (account '{account.Name}') has no Mastodon API there ({status}).", canRetry: false),
            HttpStatusCode.TooManyRequests => new($"{account.Server.Host} limits account '{account.Name}' to {Header(response, "X-RateLimit-Limit") ?? "few"} requests a period; the next one begins at {Header(response, "X-RateLimit-Reset") ?? "a time it does not tell"}. It can be retried then.", canRetry: true),
            _ when status is >= 300 and < 400 => new($"{account.Server.Host} (account '{account.Name}') sends us elsewhere ({status}); enter the server's own address.", canRetry: false),
            _ => new($"{account.Server.Host} (account '{account.Name}') answered {status}: {Words(body)} It can be retried.", canRetry: status >= 500),
        };
    }

    /// <summary>"error", with "error_description" where there is one; a sentence in any case.</summary>
    public static string Words(JsonElement? body)
    {
        var words = MastodonChannel.Text(body, "error_description") ?? MastodonChannel.Text(body, "error") ?? "It does not say why";
        return words.EndsWith('.') ? words : words + ".";
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
