using System.Text.Json;
using Activities.Http;
using Activities.Runs;
using Xunit;

namespace Activities.Tests.Http;

public sealed class WriteHttpResponseTests
{
    private readonly FakeActivityContext _context = new();
    private readonly Callers _callers = new();

    [Theory]
    [InlineData("OK", 200)]
    [InlineData("notfound", 404)]
    [InlineData("418", 418)]
    public async Task The_status_is_a_number_or_its_name(string given, int code)
    {
        await WriteAsync(new WriteHttpResponse.Inputs { StatusCode = given });
        Assert.Equal((code, null, "Done"), (_callers.Replies[0].StatusCode, _callers.Replies[0].Content, string.Join(' ', _context.WholeThrough)));
    }

    [Fact]
    public async Task A_text_goes_as_it_is_and_anything_else_as_JSON()
    {
        await WriteAsync(new WriteHttpResponse.Inputs { Content = Json("tea") });
        await WriteAsync(new WriteHttpResponse.Inputs { Content = Json(new { tea = 2 }) });
        await WriteAsync(new WriteHttpResponse.Inputs { Content = Json("<p>"), ContentType = "text/html", ResponseHeaders = Json("{\"X-A\": [\"1\", \"2\"]}") });
        Assert.Equal([("tea", "text/plain"), ("{\"tea\":2}", "application/json"), ("<p>", "text/html")], _callers.Replies.Select(r => (r.Content!, r.ContentType!)));
        Assert.Equal([("X-A", "1"), ("X-A", "2")], _callers.Replies[2].Headers);
    }

    [Fact]
    public async Task Where_nobody_waits_the_journal_says_so_and_the_run_goes_on()
    {
        _callers.AreGone = true;
        await WriteAsync(new WriteHttpResponse.Inputs { StatusCode = "201" });
        Assert.Equal(["Nobody waits for the answer 201."], _context.Lines);
        Assert.Equal(["Done"], _context.WholeThrough);
    }

    [Theory]
    [InlineData("99", "{}", "no status code")]
    [InlineData("soon", "{}", "no status code")]
    [InlineData("200", "{\"set-cookie\": \"designer=x\"}", "server's own")]
    [InlineData("200", "{\"Content-Security-Policy\": \"\"}", "server's own")]
    [InlineData("200", "{\"X-A\": \"a\\r\\nSet-Cookie: b\"}", "line break")]
    [InlineData("200", "{\"X A\": \"a\"}", "no name of a header")]
    public async Task What_is_no_answer_of_a_flow_is_the_authors_fault(string code, string headers, string sentence)
    {
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => WriteAsync(new WriteHttpResponse.Inputs { StatusCode = code, ResponseHeaders = Json(headers) }));
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.Empty(_callers.Replies);
    }

    private Task WriteAsync(WriteHttpResponse.Inputs inputs) => new WriteHttpResponse(_callers).ExecuteAsync(inputs, _context, TestContext.Current.CancellationToken);

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);

    private sealed class Callers : IHttpCallers
    {
        public List<HttpReply> Replies { get; } = [];

        public bool AreGone { get; set; }

        public bool Answer(string runId, HttpReply reply)
        {
            Replies.Add(reply);
            return !AreGone;
        }
    }
}
