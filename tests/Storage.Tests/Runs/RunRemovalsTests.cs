using Activities.Contacts;
using Activities.Runs;
using Activities.Segments;
using Storage.Facts;
using Storage.Facts.Runs;
using Workflows.Running;
using Xunit;

namespace Storage.Tests.Runs;

public sealed class RunRemovalsTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FactsFixture _fixture = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    public RunRemovalsTests() => Store = Open();

    private RunStore Store { get; set; }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Old_runs_and_more_than_are_kept_go_oldest_first_and_what_waits_or_works_stays()
    {
        await EndedAsync("old", At.AddDays(-40));
        await StartAsync("waits");
        await EndedAsync("r1", At.AddDays(-3));
        await EndedAsync("other", At.AddDays(-40), "g");
        await EndedAsync("r2", At.AddDays(-2));
        await EndedAsync("r3", At.AddDays(-1));
        await EndedAsync("trial", At.AddDays(-1), mode: RunMode.Simulate);
        Assert.Equal(["f", "g"], await Store.FlowsAsync(_stop));
        Assert.Equal(1, await Store.RemoveOldAsync(Old(2), 1, _stop));
        Assert.Equal(["trial", "r3", "r2", "other", "r1", "waits"], await IdsAsync());
        Assert.Equal(1, await Store.RemoveOldAsync(Old(2), 10, _stop));
        Assert.Equal(["trial", "r3", "r2", "other", "waits"], await IdsAsync());
        Assert.Equal(0, await Store.RemoveOldAsync(Old(2), 10, _stop));
        Assert.Equal(0, await Store.RemoveAsync(["waits", "nobody"], _stop));
    }

    [Fact]
    public async Task A_run_stays_as_long_as_the_one_that_started_it_is_not_over()
    {
        var parent = await StartAsync("parent");
        await EndedAsync("child", At.AddDays(-40), by: "run:parent");
        Assert.Equal(0, await Store.RemoveOldAsync(Old(9), 10, _stop));
        await EndAsync(parent, At);
        Assert.Equal(1, await Store.RemoveOldAsync(Old(9), 10, _stop));
        Assert.Equal(["parent"], await IdsAsync());
    }

    [Fact]
    public async Task Rows_go_in_portions_and_what_was_interrupted_is_finished_after_a_restart()
    {
        await _fixture.Contacts.UpsertAsync([.. Enumerable.Range(0, 5).Select(i => new ContactUpsert { Email = $"c{i}@example.com" })], overwrite: true, _stop);
        var kept = await PlacedAsync("kept");
        await EndAsync(await PlacedAsync("gone"), At.AddDays(-40));
        Assert.Equal(1, await Store.RemoveOldAsync(Old(9), 10, _stop));
        Assert.Equal(["kept"], await IdsAsync());
        Assert.True(await Store.ClearAsync(2, _stop));
        Assert.Equal((3 + 5, 2), (await CountAsync("run_place"), await CountAsync("run_journal")));

        Store = Open();
        // A number that rows still bear is nobody else's.
        Assert.Equal(3, (await StartAsync("next")).Number);
        var portions = 0;
        while (await Store.ClearAsync(2, _stop))
            portions++;
        Assert.Equal(3, portions);
        Assert.Equal((5, 1, 0), (await CountAsync("run_place"), await CountAsync("run_journal"), await CountAsync("removed_run")));
        Assert.Equal(5, (await Store.PlacesAsync(kept, new RunPlaceFilter(null, null, null, 0, 100), _stop)).Total);
        Assert.Equal("went kept", Assert.Single(await Store.JournalAsync(kept, 0, 10, _stop)).Message);
    }

    [Fact]
    public async Task A_request_that_began_a_removed_run_begins_no_other()
    {
        await EndAsync(await StartAsync("r1", key: "order-17"), At);
        await RemoveAsync("r1");
        Store = Open();
        Assert.Equal("r1", (await Assert.ThrowsAsync<RunRemovedException>(() => StartAsync("r1", key: "order-17"))).RunId);
        Assert.Equal("r2", (await StartAsync("r2", key: "order-18")).Id);
    }

    [Fact]
    public async Task A_definition_goes_with_its_last_run_and_is_kept_anew_by_the_next()
    {
        var (first, second) = (await StartAsync("r1", definition: "{1}"), await StartAsync("r2", definition: "{2}"));
        await EndAsync(first, At);
        await RemoveAsync("r1");
        Assert.Equal(("{2}", 1), (await Store.DefinitionAsync(second.Snapshot, _stop), await CountAsync("run_snapshot")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.DefinitionAsync(first.Snapshot, _stop));
        Assert.Equal("{1}", await Store.DefinitionAsync((await StartAsync("r3", definition: "{1}")).Snapshot, _stop));
    }

    [Fact]
    public async Task Nothing_is_committed_to_a_run_that_is_gone()
    {
        var run = await EndAsync(await StartAsync("r1"), At);
        await RemoveAsync("r1");
        await Assert.ThrowsAsync<RunRemovedException>(() => Store.CommitAsync(run, At, _ => run with { State = run.State with { Status = RunStatus.Running } }, _stop));
        Assert.Empty(await IdsAsync());
    }

    private static OldRuns Old(int newest) => new("f", At.AddDays(-30), newest);

    private RunStore Open() => new(_fixture.Facts, new SegmentResolver(_fixture.Saved));

    private Task<RunRecord> StartAsync(string id, string flow = "f", RunMode mode = RunMode.Live, string by = "ann", string? key = null, string definition = "{}") => Store.CreateAsync(
        new NewRun(new RunRecord { Id = id, DefinitionId = flow, WorkflowName = "F", Snapshot = "", Mode = mode, StartedBy = by, StartedAt = At }, definition, IsAudience: true, key), (run, _, _) => run, _stop);

    private Task<RunRecord> EndAsync(RunRecord run, DateTimeOffset at) => Store.CommitAsync(run, at, _ => run with { State = run.State with { Status = RunStatus.Finished } }, _stop);

    private async Task EndedAsync(string id, DateTimeOffset at, string flow = "f", RunMode mode = RunMode.Live, string by = "ann") => await EndAsync(await StartAsync(id, flow, mode, by), at);

    private async Task<RunRecord> PlacedAsync(string id)
    {
        var run = await StartAsync(id);
        return await Store.CommitAsync(
            run, At,
            moves =>
            {
                moves.Enter("mail", 1, RunState.Everyone, 1);
                moves.Journal(new JournalLine(At, "Message", null, null, $"went {id}"));
                return run;
            },
            _stop);
    }

    private async Task RemoveAsync(string id)
    {
        Assert.Equal(1, await Store.RemoveAsync([id], _stop));
        while (await Store.ClearAsync(100, _stop))
        {
        }
    }

    private Task<long> CountAsync(string table) => _fixture.Facts.ReadAsync(c => c.Scalar<long>($"SELECT count(*) FROM {table}"), _stop);

    private async Task<IEnumerable<string>> IdsAsync() => (await Store.ListAsync(new RunFilter(), _stop)).Select(r => r.Id);
}
