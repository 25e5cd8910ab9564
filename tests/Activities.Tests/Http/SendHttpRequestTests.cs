using System.Text.Json;
using Activities.Http;
using Activities.Runs;
using Xunit;

namespace Activities.Tests.Http;

public sealed class SendHttpRequestTests
{
    private readonly FakeActivityContext _context = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, "200 Done")]
    [InlineData(404, "404 Done")]
    [InlineData(500, "Unmatched status code Done")]
    public async Task FlowSendHttpRequest_leaves_by_the_code_and_by_Done(int code, string through)
    {
        var inputs = new FlowSendHttpRequest.Inputs { Url = "https://example.com/", ExpectedStatusCodes = [Json("200"), Json(404)] };
        var outputs = await new FlowSendHttpRequest(new Answers { Answer = new HttpAnswer(HttpTurn.Answered) { StatusCode = code, MediaType = "application/json", Text = "{\"n\": 3}" } }).ExecuteAsync(inputs, _context, Token);
        Assert.Equal((through, code, 3), (string.Join(' ', _context.WholeThrough), outputs.StatusCode, outputs.ParsedContent!.Value.GetProperty("n").GetInt32()));
    }

    [Theory]
    [InlineData(HttpTurn.FailedToConnect, "Failed to connect", "failedToConnect")]
    [InlineData(HttpTurn.Timeout, "Timeout", "timeout")]
    public async Task A_server_that_does_not_answer_is_a_way_on(HttpTurn turn, string flow, string plain)
    {
        var sender = new Answers { Answer = new HttpAnswer(turn) };
        await new FlowSendHttpRequest(sender).ExecuteAsync(new FlowSendHttpRequest.Inputs { Url = "https://example.com/" }, _context, Token);
        await new SendHttpRequest(sender).ExecuteAsync(new SendHttpRequest.Inputs { Url = "https://example.com/" }, _context, Token);
        Assert.Equal([flow, plain], _context.WholeThrough);
    }

    [Theory]
    [InlineData(202, "202")]
    [InlineData(204, "unmatchedStatusCode")]
    public async Task SendHttpRequest_goes_to_the_activity_of_the_code(int code, string through)
    {
        var sender = new Answers { Answer = new HttpAnswer(HttpTurn.Answered) { StatusCode = code } };
        await new SendHttpRequest(sender).ExecuteAsync(new SendHttpRequest.Inputs { Url = "https://example.com/", ExpectedStatusCodes = [new SendHttpRequest.Case(202)] }, _context, Token);
        Assert.Equal([through], _context.WholeThrough);
        Assert.Equal(202, sender.Asked[0].Usual);
    }

    [Fact]
    public async Task The_request_carries_what_the_inputs_say()
    {
        var sender = new Answers { Answer = new HttpAnswer(HttpTurn.Answered) { StatusCode = 200 } };
        var inputs = new SendHttpRequest.Inputs { Url = "https://example.com/", Method = "post", Content = Json(new { a = 1 }), Authorization = "Bearer x", RequestHeaders = Json("{\"X-Shop\": [\"a\", \"b\"]}") };
        await new SendHttpRequest(sender).ExecuteAsync(inputs, _context, Token);
        var asked = Assert.Single(sender.Asked);
        Assert.Equal(("POST", "{\"a\":1}", "application/json"), (asked.Method, asked.Content, asked.ContentType));
        Assert.Equal([("X-Shop", "a"), ("X-Shop", "b"), ("Authorization", "Bearer x")], asked.Headers);
    }

    [Theory]
    [InlineData("ftp://example.com/", "GET", "x")]
    [InlineData("orders", "GET", "x")]
    [InlineData("https://example.com/", "GET /x", "x")]
    [InlineData("https://example.com/", "GET", "x\r\nX-Other: y")]
    public async Task What_makes_no_request_is_the_authors_fault(string url, string method, string authorization)
    {
        var sender = new Answers { Answer = new HttpAnswer(HttpTurn.Answered) };
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => new SendHttpRequest(sender).ExecuteAsync(new SendHttpRequest.Inputs { Url = url, Method = method, Authorization = authorization }, _context, Token));
        Assert.False(fault.CanRetry);
        Assert.Empty(sender.Asked);
    }

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);

    private sealed class Answers : IHttpSender
    {
        public required HttpAnswer Answer { get; init; }

        public List<HttpQuestion> Asked { get; } = [];

        public Task<HttpAnswer> SendAsync(HttpQuestion question, CancellationToken cancellationToken)
        {
            Asked.Add(question);
            return Task.FromResult(Answer);
        }
    }
}
