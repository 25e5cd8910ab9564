using System.Text.Json;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Server.Tests.Hosting;

public sealed class ProblemHandlerTests
{
    [Fact]
    public async Task A_mapped_exception_keeps_its_sentence_and_gets_its_status()
    {
        var problem = await HandleAsync(new SlotTakenException("The slot 'a' is taken."));
        Assert.Equal(409, problem.ProblemDetails.Status);
        Assert.Equal("The slot 'a' is taken.", problem.ProblemDetails.Detail);
        Assert.Equal(409, problem.HttpContext.Response.StatusCode);
    }

    [Fact]
    public async Task An_unknown_exception_tells_nothing_of_the_inside()
    {
        var problem = await HandleAsync(new InvalidOperationException("the password of the database is 123"));
        Assert.Equal(500, problem.ProblemDetails.Status);
        Assert.DoesNotContain("123", problem.ProblemDetails.Detail, StringComparison.Ordinal);
        Assert.Contains(problem.HttpContext.TraceIdentifier, problem.ProblemDetails.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreadable_json_is_told_with_its_place()
    {
        var problem = await HandleAsync(new BadHttpRequestException("Failed to read the body.", 400, new JsonException("Expected a number. Path: $.limit | LineNumber: 3.")));
        Assert.Equal(400, problem.ProblemDetails.Status);
        Assert.Contains("$.limit", problem.ProblemDetails.Detail, StringComparison.Ordinal);
    }

    private static async Task<ProblemDetailsContext> HandleAsync(Exception fault)
    {
        var written = new KeepingProblems();
        var handler = new ProblemHandler([new ProblemMap(typeof(SlotTakenException), 409)], written, NullLogger<ProblemHandler>.Instance);
        Assert.True(await handler.TryHandleAsync(new DefaultHttpContext { TraceIdentifier = "trace-1" }, fault, TestContext.Current.CancellationToken));
        return Assert.Single(written.Problems);
    }

    private sealed class SlotTakenException(string sentence) : Exception(sentence);

    private sealed class KeepingProblems : IProblemDetailsService
    {
        public List<ProblemDetailsContext> Problems { get; } = [];

        public ValueTask WriteAsync(ProblemDetailsContext context)
        {
            Problems.Add(context);
            return ValueTask.CompletedTask;
        }

        public ValueTask<bool> TryWriteAsync(ProblemDetailsContext context)
        {
            Problems.Add(context);
            return ValueTask.FromResult(true);
        }
    }
}
