using Activities.Churn;
using Activities.Contacts;
using Activities.Runs;
using Storage.Facts;
using Storage.Facts.Churn;
using Storage.Facts.Runs;
using Storage.Facts.Simulations;
using Workflows.Running;
using Workflows.Segments;
using Xunit;

namespace Storage.Tests.Simulations;

public sealed class SimulatedStoresTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FactsFixture _fixture = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private RunStore _runs = null!;
    private IReadOnlyList<long> _people = [];

    public async ValueTask InitializeAsync()
    {
        _runs = new RunStore(_fixture.Facts, new Activities.Segments.SegmentResolver(_fixture.Saved));
        await _fixture.Contacts.UpsertAsync([.. Enumerable.Range(1, 4).Select(n => new ContactUpsert { ExternalId = $"c{n}", Email = $"c{n}@example.com" })], overwrite: true, _stop);
        _people = [.. (await _fixture.Contacts.ListAsync(null, 0, 10, _stop)).Contacts.Select(c => c.Id)];
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(RunMode.Simulate, 2)]
    [InlineData(RunMode.Live, 0)]
    public async Task A_segment_of_a_simulated_run_sees_the_runs_own_tags_and_a_real_one_does_not(RunMode mode, int matched)
    {
        var run = await StartAsync("r1", mode);
        await Contacts(run).AddTagAsync([_people[0], _people[2]], "vip", _stop);
        var work = new Work(1, "seg", 1, 1, 4);
        long[] left = [0, 0];
        await _runs.CommitAsync(
            run, At,
            moves =>
            {
                moves.Enter("seg", 1, RunState.Everyone, 1);
                left = [moves.LeaveMatching(work, new HasTag("vip"), At, "Matched", 2), moves.LeavePart(work, "Others", null, 3)];
                return run;
            },
            _stop);
        Assert.Equal([matched, 4 - matched], left);
    }

    [Fact]
    public async Task Each_run_reads_its_own_writes_only()
    {
        var (one, two) = (await StartAsync("r1"), await StartAsync("r2"));
        await Contacts(one).AddTagAsync(_people, "one", _stop);
        await Contacts(two).AddTagAsync([_people[1]], "two", _stop);
        Assert.Equal(["one"], (await Contacts(one).FindAsync(_people[1], _stop))!.Tags);
        Assert.Equal(["two"], (await Contacts(two).FindAsync(_people[1], _stop))!.Tags);
        Assert.Empty((await _fixture.Contacts.FindAsync(_people[1], _stop))!.Tags);
    }

    [Fact]
    public async Task What_becomes_real_meanwhile_is_seen_by_a_simulated_run()
    {
        var contacts = Contacts(await StartAsync("r1"));
        await contacts.EnsureAttributesAsync([new AttributeDefinition("level", AttributeType.Text)], _stop);
        await contacts.SetAttributeAsync([_people[0], _people[1]], "level", "12", _stop);
        await _fixture.Contacts.EnsureAttributesAsync([new AttributeDefinition("other", AttributeType.YesNo), new AttributeDefinition("level", AttributeType.Number)], _stop);
        await _fixture.Contacts.SetAttributeAsync([_people[1], _people[2]], "level", 3, _stop);
        await _fixture.Contacts.AddTagAsync([_people[0]], "real", _stop);
        var seen = await contacts.GetAsync([.. _people], _stop);
        Assert.Equal([12.0, 12.0, 3.0, null], seen.Select(c => c.Attributes.GetValueOrDefault("level")));
        Assert.Equal(["real"], seen[0].Tags);
    }

    [Fact]
    public async Task A_real_score_that_is_later_than_the_runs_own_counts_as_it_would_in_a_real_run()
    {
        var run = await StartAsync("r1");
        var (real, simulated) = (new ChurnStore(_fixture.Facts), Scores(run));
        await real.SaveAsync([new ChurnScore(_people[0], 0.1, At.AddHours(-1), "v1"), new ChurnScore(_people[1], 0.2, At.AddHours(1), "v1")], _stop);
        await simulated.SaveAsync([.. _people.Take(3).Select(p => new ChurnScore(p, 0.9, At, "v2"))], _stop);
        Assert.Equal([0.9, 0.2, 0.9, null], await Task.WhenAll(_people.Select(async p => (await simulated.FindAsync(p, _stop))?.Probability)));
        Assert.Equal([0.1, 0.2, null, null], await Task.WhenAll(_people.Select(async p => (await real.FindAsync(p, _stop))?.Probability)));
    }

    [Fact]
    public async Task Who_is_erased_leaves_nothing_behind_and_is_not_written_about_again()
    {
        var run = await StartAsync("r1");
        await WriteAsync(run);
        await _fixture.Contacts.EraseAsync(_people[0], _stop);
        Assert.Equal(9, await RowsAsync());
        await Contacts(run).AddTagAsync([_people[0]], "again", _stop);
        await Scores(run).SaveAsync([new ChurnScore(_people[0], 0.5, At.AddHours(1), "v1")], _stop);
        Assert.Equal(9, await RowsAsync());
    }

    [Fact]
    public async Task Only_what_belongs_to_simulated_runs_that_ended_long_ago_is_forgotten()
    {
        var (old, late, open) = (await StartAsync("old"), await StartAsync("late"), await StartAsync("open"));
        foreach (var run in (RunRecord[])[old, late, open])
            await WriteAsync(run);
        foreach (var (run, end) in ((RunRecord, DateTimeOffset)[])[(old, At.AddDays(1)), (late, At.AddDays(3))])
            await _runs.CommitAsync(run, end, _ => run with { State = run.State with { Status = RunStatus.Finished } }, _stop);
        await _runs.ForgetSimulatedAsync(At.AddDays(2), _stop);
        Assert.Equal(24, await RowsAsync());
        Assert.Empty((await Contacts(old).FindAsync(_people[0], _stop))!.Tags);
        Assert.Equal(["vip"], (await Contacts(late).FindAsync(_people[0], _stop))!.Tags);
        Assert.Equal(["vip"], (await Contacts(open).FindAsync(_people[0], _stop))!.Tags);
    }

    [Fact]
    public async Task What_was_written_of_people_who_move_to_another_run_goes_with_them()
    {
        var run = await StartAsync("r1");
        await WriteAsync(run);
        var part = new Work(1, "wait", 1, 1, 4);
        await _runs.CommitAsync(
            run, At,
            moves =>
            {
                moves.Enter("wait", 1, RunState.Everyone, 1);
                moves.Wait(part, [(_people[0], At.AddDays(1)), (_people[1], At.AddDays(1))], "Done");
                return run;
            },
            _stop);
        var next = Run("r2", RunMode.Simulate);
        var moved = await _runs.MoveAsync(run, new NewRun(next, "{}", IsAudience: true), ["wait"], At, (into, _, _, _) => new Transferred(run, into), _stop);
        var (mine, theirs) = (Contacts(moved!.Into), Contacts(run));
        Assert.Equal([["vip"], ["vip"], [], []], (await mine.GetAsync([.. _people], _stop)).Select(c => c.Tags.ToArray()));
        Assert.Equal([[], [], ["vip"], ["vip"]], (await theirs.GetAsync([.. _people], _stop)).Select(c => c.Tags.ToArray()));
        Assert.Equal(["A", "A", null, null], (await mine.GetAsync([.. _people], _stop)).Select(c => c.Attributes.GetValueOrDefault("level")));
        Assert.Equal(0.7, (await Scores(moved.Into).FindAsync(_people[1], _stop))!.Probability);
    }

    [Fact]
    public async Task What_cannot_be_simulated_says_so()
    {
        var contacts = Contacts(await StartAsync("r1"));
        await Assert.ThrowsAsync<NotSupportedException>(() => contacts.EraseAsync(_people[0], _stop));
        await Assert.ThrowsAsync<NotSupportedException>(() => contacts.UpsertAsync([new ContactUpsert { ExternalId = "new" }], overwrite: true, _stop));
        await Assert.ThrowsAsync<NotSupportedException>(() => contacts.SetConsentAsync(_people[0], "email", true, "test", At, _stop));
        await Assert.ThrowsAsync<AttributeTypeException>(() => contacts.SetAttributeAsync(_people, "nothing", 1, _stop));
        await Assert.ThrowsAsync<AttributeTypeException>(() => contacts.EnsureAttributesAsync([new AttributeDefinition("email", AttributeType.Text)], _stop));
    }

    /// <summary>A tag, a value and a score for each of four, twelve rows; the attribute is nobody's.</summary>
    private async Task WriteAsync(RunRecord run)
    {
        await Contacts(run).AddTagAsync(_people, "vip", _stop);
        await Contacts(run).EnsureAttributesAsync([new AttributeDefinition("level", AttributeType.Text)], _stop);
        await Contacts(run).SetAttributeAsync(_people, "level", "A", _stop);
        await Scores(run).SaveAsync([.. _people.Select(p => new ChurnScore(p, 0.7, At, "v1"))], _stop);
    }

    private Task<long> RowsAsync() => _fixture.Facts.ReadAsync(c => SimulationsSchema.AboutPeople.Sum(t => c.Scalar<long>($"SELECT count(*) FROM {t}")), _stop);

    private Task<RunRecord> StartAsync(string id, RunMode mode = RunMode.Simulate) => _runs.CreateAsync(new NewRun(Run(id, mode), "{}", IsAudience: true), (run, _, _) => run, _stop);

    private static RunRecord Run(string id, RunMode mode) => new() { Id = id, DefinitionId = "f", WorkflowName = "F", Snapshot = "", StartedAt = At, Mode = mode };

    private SimulatedContactStore Contacts(RunRecord run) => new(_fixture.Facts, _fixture.Contacts, run.Number);

    private SimulatedChurnStore Scores(RunRecord run) => new(_fixture.Facts, new ChurnStore(_fixture.Facts), run.Number);
}
