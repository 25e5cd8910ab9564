using System.Collections.Immutable;
using System.Text.Json;
using Activities.Runs;

namespace Activities.Http;

/// <summary>What both activities make of their inputs.</summary>
internal static class HttpQuestions
{
    /// <exception cref="ActivityFaultException">The inputs make no request.</exception>
    public static HttpQuestion Of(HttpRequestInputs inputs)
    {
        var (url, method, content, contentType, authorization, headers) = (inputs.Url, inputs.Method, inputs.Content, inputs.ContentType, inputs.Authorization, inputs.RequestHeaders);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new ActivityFaultException("The address of the request must begin with http:// or https://.", canRetry: false);
        var name = string.IsNullOrWhiteSpace(method) ? "GET" : method.Trim().ToUpperInvariant();
        if (!name.All(char.IsAsciiLetter))
            throw new ActivityFaultException($"'{name}' is no method of HTTP.", canRetry: false);
        var all = HttpHeaders.Read(headers).Concat(string.IsNullOrWhiteSpace(authorization) ? [] : [("Authorization", authorization.Trim())]).ToImmutableArray();
        HttpHeaders.RefuseBroken(all);
        var text = content is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } ? null : content.Value.ValueKind == JsonValueKind.String ? content.Value.GetString() : content.Value.GetRawText();
        var sent = string.IsNullOrEmpty(text) || name is "GET" or "HEAD" ? null : text;
        return new HttpQuestion(address, name) { Content = sent, ContentType = sent is null ? null : Type(contentType, sent), Headers = all };
    }

    private static string Type(string? given, string content) => !string.IsNullOrWhiteSpace(given) ? given.Trim() : content.TrimStart() is ['{' or '[', ..] ? "application/json" : "text/plain";
}
