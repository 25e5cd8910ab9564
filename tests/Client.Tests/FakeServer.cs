using System.Net;
using System.Text;
using System.Text.Json;
using Designer.Contracts;

namespace Client.Tests;

/// <summary>Answers by method and path, and remembers what it was asked.</summary>
public sealed class FakeServer : HttpMessageHandler
{
    private readonly Dictionary<string, Func<HttpRequestMessage, HttpResponseMessage>> _answers = [];

    public List<(string Route, HttpRequestMessage Request, string Body)> Asked { get; } = [];

    /// <param name="route">Such as "GET api/segments"; the query is left out.</param>
    public FakeServer Answer(string route, object body, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json")
    {
        _answers[route] = _ => new HttpResponseMessage(status) { Content = new StringContent(body as string ?? JsonSerializer.Serialize(body, body.GetType(), ContractJson.Options), Encoding.UTF8, type) };
        return this;
    }

    public bool Knows(string route) => _answers.ContainsKey(route);

    public FakeServer Refuse(string route, HttpStatusCode status, string sentence) =>
        Answer(route, JsonSerializer.Serialize(new { title = "Refused", detail = sentence }), status, "application/problem+json");

    public FakeServer Unreachable(string route)
    {
        _answers[route] = _ => throw new HttpRequestException("Connection refused");
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var route = $"{request.Method} {request.RequestUri!.AbsolutePath.TrimStart('/')}";
        Asked.Add((route, request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        return _answers.TryGetValue(route, out var answer) ? answer(request) : new HttpResponseMessage(HttpStatusCode.NotFound);
    }
}
