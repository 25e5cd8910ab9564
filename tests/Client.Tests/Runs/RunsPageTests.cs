using Bunit;
using Designer.Client.Runs;
using Designer.Contracts.Runs;
using Workflows.Running;
using Xunit;

namespace Client.Tests.Runs;

public sealed class RunsPageTests : ClientContext
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    public RunsPageTests() => Server.Answer("GET api/runs/kept", new RunsKept(30, 1000, IsOwn: true));

    [Fact]
    public void Says_what_is_kept()
    {
        Server.Answer("GET api/runs", Runs(1));
        Assert.Contains("kept for 30 days, at most 1,000", RenderPage<RunsPage>().WaitForElement("[data-testid=kept]").TextContent);
    }

    [Fact]
    public void Shows_older_runs_from_the_last_row_on_and_each_once()
    {
        Server.Answer("GET api/runs", Runs(100));
        var page = RenderPage<RunsPage>();
        page.WaitForAssertion(() => Assert.Equal(100, page.FindAll("[data-testid=run-row]").Count));
        Server.Answer("GET api/runs", Runs(3, from: 99));
        page.Find("[data-testid=older-runs]").Click();
        page.WaitForAssertion(() => Assert.Equal(102, page.FindAll("[data-testid=run-row]").Count));
        Assert.Contains(Server.Asked, asked => asked.Request.RequestUri!.Query.Contains("before=run99", StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=older-runs]"));
    }

    [Fact]
    public void A_run_without_people_counts_none()
    {
        Server.Answer("GET api/runs", (RunSummary[])[.. Runs(1), Runs(1)[0] with { Id = "token", Entered = 0, IsAudience = false }]);
        var page = RenderPage<RunsPage>();
        page.WaitForAssertion(() => Assert.Equal(["1", ""], page.FindAll("[data-testid=run-row]").Select(row => row.Children[4].TextContent.Trim())));
    }

    [Fact]
    public void Says_that_nothing_was_found_instead_of_that_nothing_has_run()
    {
        Server.Answer("GET api/runs", Runs(1));
        var page = RenderPage<RunsPage>();
        page.WaitForElement("[data-testid=run-row]");
        Server.Answer("GET api/runs", Runs(0));
        page.Find("[data-testid=search-runs]").Input("order 17");
        page.WaitForElement("[data-testid=no-runs-found]", TimeSpan.FromSeconds(10));
        Assert.Contains(Server.Asked, asked => asked.Request.RequestUri!.Query.Contains("search=order%2017", StringComparison.Ordinal));
    }

    private static RunSummary[] Runs(int count, int from = 0) =>
        [.. Enumerable.Range(from, count).Select(n => new RunSummary($"run{n}", "f", "Flow", 1, RunMode.Live, RunStatus.Finished, RunSubStatus.Finished, false, At.AddMinutes(-n), At, 1, 0, "ann") { IsAudience = true })];
}
