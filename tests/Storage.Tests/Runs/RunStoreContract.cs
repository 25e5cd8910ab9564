using System.Collections.Immutable;
using System.Text.Json;
using Activities.Contacts;
using Activities.Documents;
using Activities.Runs;
using Activities.Segments;
using Workflows.Running;
using Workflows.Segments;
using Xunit;

namespace Storage.Tests.Runs;

/// <summary>What every run store does, whatever is behind it. Its set algebra: <see cref="RunSetsContract"/>.</summary>
public abstract class RunStoreContract : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Work Part = new(1, "mail", 1, 1, 4);
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private IReadOnlyList<long> _people = [];

    protected abstract IRunStore Store { get; }
    protected abstract IContactStore Contacts { get; }
    protected abstract IDocumentStore<SavedSegment> Saved { get; }

    public async ValueTask InitializeAsync()
    {
        await Contacts.UpsertAsync([.. Enumerable.Range(1, 4).Select(n => new ContactUpsert { ExternalId = $"c{n}" })], overwrite: true, _stop);
        _people = [.. (await Contacts.ListAsync(null, 0, 10, _stop)).Contacts.Select(c => c.Id)];
    }

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task A_run_is_found_as_it_was_stored()
    {
        var asked = Run("r1") with
        {
            Version = 3, Mode = RunMode.Simulate, Trigger = "t", StartedBy = "ada", Inputs = Values("in", 1), Variables = Values("v", "x"),
        };
        var stored = await Store.CreateAsync(new NewRun(asked, """{"id":"f"}""", IsAudience: true), (run, _, _) => run with { State = run.State.With(new NodeState("mail", 1) { Waiting = 2 }) }, _stop);
        var found = (await Store.FindAsync("r1", _stop))!;
        Assert.Equal((stored.Number, 3, RunMode.Simulate, "t", "ada", At), (found.Number, found.Version, found.Mode, found.Trigger, found.StartedBy, found.StartedAt));
        Assert.Equal((_people[^1], stored.Snapshot, 2L), (found.EveryoneUpTo, found.Snapshot, found.State.Node("mail", 1).Waiting));
        Assert.Equal(("1", "\"x\""), (found.Inputs["in"].GetRawText(), found.Variables["v"].GetRawText()));
        Assert.Equal("""{"id":"f"}""", await Store.DefinitionAsync(found.Snapshot, _stop));
        Assert.Null(await Store.FindAsync("r2", _stop));
    }

    [Fact]
    public async Task The_same_key_starts_one_run_only_also_when_asked_at_once()
    {
        var begun = 0;
        var runs = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => Store.CreateAsync(
            new NewRun(Run($"r{n}"), "{}", IsAudience: true, RequestKey: "monday"),
            (run, _, _) =>
            {
                begun++;
                return run;
            },
            _stop)));
        Assert.Single(runs.Select(r => r.Id).Distinct());
        Assert.Equal(1, begun);
        Assert.Single(await Store.ListAsync(new RunFilter(), _stop));
    }

    [Fact]
    public async Task Everyone_are_those_who_were_there_at_the_start()
    {
        var counted = 0L;
        var run = await Store.CreateAsync(new NewRun(Run("r1"), "{}", IsAudience: true), (r, count, _) => Counted(r, counted = count), _stop);
        await Contacts.UpsertAsync([new ContactUpsert { ExternalId = "late" }], overwrite: true, _stop);
        var arrived = await CommitAsync(run, moves => moves.Enter("mail", 1, RunState.Everyone, 1));
        Assert.Equal((4, new Arrival(4, 0)), (counted, arrived));
    }

    [Fact]
    public async Task A_run_of_chosen_people_begins_with_those_of_them_who_exist_as_part_one()
    {
        var counted = 0L;
        var run = await Store.CreateAsync(new NewRun(Run("r1"), "{}", IsAudience: true, Contacts: [_people[1], _people[3], 4711]), (r, count, _) => Counted(r, counted = count), _stop);
        var arrived = await CommitAsync(run, moves => moves.Enter("mail", 1, 1, 7));
        Assert.Equal((2, new Arrival(2, 0)), (counted, arrived));
        Assert.Equal([_people[1], _people[3]], await Store.QueuedAsync(run, Part with { Part = 7 }, 0, 10, _stop));
        Assert.Equal(2, (await Store.PlacesAsync(run, new RunPlaceFilter(null, null, null, 0, 10), _stop)).Total);
    }

    [Fact]
    public async Task An_ordinary_run_begins_with_one_token_and_nobody()
    {
        var counted = 0L;
        var run = await Store.CreateAsync(new NewRun(Run("r1"), "{}", IsAudience: false), (r, count, _) => Counted(r, counted = count), _stop);
        Assert.Equal((1, 0), (counted, run.EveryoneUpTo));
    }

    [Fact]
    public async Task Lists_are_newest_first_and_what_a_restart_takes_up_is_oldest_first()
    {
        var runs = new List<RunRecord>();
        for (var n = 1; n <= 4; n++)
            runs.Add(await StartAsync($"r{n}", n == 2 ? "g" : "f"));
        await EndAsync(runs[0], At.AddHours(1));
        Assert.Equal(["r4", "r3", "r2", "r1"], await IdsAsync(new RunFilter()));
        Assert.Equal(["r4", "r3", "r1"], await IdsAsync(new RunFilter("f")));
        Assert.Equal(["r1"], await IdsAsync(new RunFilter(Status: RunStatus.Finished)));
        Assert.Equal(["r3"], await IdsAsync(new RunFilter("f", RunStatus.Running, Offset: 1, Limit: 1)));
        Assert.Equal(["r2", "r3", "r4"], (await Store.UnfinishedAsync(_stop)).Select(r => r.Id));
    }

    [Fact]
    public async Task The_next_page_begins_after_the_last_run_of_the_one_before()
    {
        for (var n = 1; n <= 5; n++)
            await StartAsync($"r{n}", n == 2 ? "g" : "f");
        Assert.Equal(["r5", "r4"], await IdsAsync(new RunFilter(Limit: 2)));
        await StartAsync("r6", "f");
        Assert.Equal(["r3", "r2"], await IdsAsync(new RunFilter(Limit: 2) { Before = "r4" }));
        Assert.Equal(["r1"], await IdsAsync(new RunFilter("f", Limit: 2) { Before = "r3" }));
        Assert.Empty(await IdsAsync(new RunFilter { Before = "r1" }));
        Assert.Empty(await IdsAsync(new RunFilter { Before = "nobody" }));
    }

    [Fact]
    public async Task Runs_are_found_by_their_flows_name_by_who_started_them_by_correlation_and_by_id()
    {
        async Task StartAs(string id, string name, string by, string? correlation) => await Store.CreateAsync(
            new NewRun(Run(id) with { WorkflowName = name, StartedBy = by }, "{}", IsAudience: false),
            (run, _, _) => run with { State = run.State with { Ordinary = new Workflows.Running.Ordinary.OrdinaryState { CorrelationId = correlation } } },
            _stop);
        await StartAs("r1", "Welcome 100%", "ann", null);
        await StartAs("r2", "Orders", "schedule", "Order-17");
        await StartAs("r3", "欢迎", "Ann", "order-18");
        Assert.Equal(["r1"], await IdsAsync(new RunFilter { Text = " WELCOME " }));
        Assert.Equal(["r3"], await IdsAsync(new RunFilter { Text = "欢" }));
        Assert.Equal(["r3", "r1"], await IdsAsync(new RunFilter { Text = "ann" }));
        Assert.Equal(["r3", "r2"], await IdsAsync(new RunFilter { Text = "ORDER-1" }));
        Assert.Equal(["r2"], await IdsAsync(new RunFilter { Text = "r2" }));
        Assert.Equal(["r1"], await IdsAsync(new RunFilter { Text = "%" }));
        Assert.Equal(["r2"], await IdsAsync(new RunFilter { Text = "order-1", Before = "r3" }));
    }

    [Fact]
    public async Task A_commit_keeps_state_variables_movements_and_lines_together_or_not_at_all()
    {
        var run = await StartAsync("r1");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.CommitAsync(
            run, At,
            moves =>
            {
                moves.Enter("mail", 1, RunState.Everyone, 1);
                moves.Journal(new JournalLine(At, "Started", "mail", "T", "lost"));
                throw new InvalidOperationException("in the middle");
            },
            _stop));
        Assert.Empty(await Store.JournalAsync(run, 0, 10, _stop));
        Assert.Empty(await Store.QueuedAsync(run, Part, 0, 10, _stop));

        await Store.CommitAsync(
            run, At,
            moves =>
            {
                moves.Enter("mail", 1, RunState.Everyone, 1);
                moves.Journal(new JournalLine(At, "Started", "mail", "T", "kept"));
                return run with { Variables = Values("v", 2), State = run.State with { Paused = true } };
            },
            _stop);
        var found = (await Store.FindAsync("r1", _stop))!;
        Assert.Equal(("2", true), (found.Variables["v"].GetRawText(), found.State.Paused));
        Assert.Equal("kept", Assert.Single(await Store.JournalAsync(run, 0, 10, _stop)).Message);
        Assert.Equal(_people, await Store.QueuedAsync(run, Part, 0, 10, _stop));
    }

    [Fact]
    public async Task Lines_are_numbered_within_their_run_and_read_from_where_one_stopped()
    {
        var (one, two) = (await StartAsync("r1"), await StartAsync("r2"));
        foreach (var (run, text) in ((RunRecord, string)[])[(one, "a"), (two, "b"), (one, "c"), (one, "d")])
            await SayAsync(run, text);
        Assert.Equal(["a 1", "c 2", "d 3"], await LinesAsync(one, 0, 10));
        Assert.Equal(["c 2"], await LinesAsync(one, 1, 1));
        Assert.Equal(["b 1"], await LinesAsync(two, 0, 10));
    }

    [Fact]
    public async Task A_run_is_due_at_its_earliest_wait_or_retry_and_not_when_it_is_over()
    {
        var run = await StartAsync("r1");
        var waiting = run.State.With(new NodeState("mail", 1) { Waiting = 2 });
        run = await Store.CommitAsync(
            run, At,
            moves =>
            {
                moves.Enter("mail", 1, RunState.Everyone, 1);
                moves.Wait(Part, [(_people[0], At.AddHours(3)), (_people[1], At.AddHours(2))], "Done");
                return run with { State = waiting };
            },
            _stop);
        Assert.Equal(At.AddHours(2), run.Due);
        run = await Store.CommitAsync(run, At, _ => run with { State = waiting with { Queue = [Part with { NotBefore = At.AddMinutes(5) }] } }, _stop);
        Assert.Equal((At.AddMinutes(5), At.AddMinutes(5)), (run.Due, (await Store.FindAsync("r1", _stop))!.Due));
        var ended = await EndAsync(run, At.AddHours(9));
        Assert.Equal((null, At.AddHours(9)), (ended.Due, ended.FinishedAt));
        Assert.Equal(At.AddHours(9), (await EndAsync(ended, At.AddHours(10))).FinishedAt);
    }

    [Fact]
    public async Task Queued_people_come_in_the_order_of_their_ids_after_the_last_one_seen()
    {
        var run = await StartAsync("r1");
        await CommitAsync(run, moves => moves.Enter("mail", 1, RunState.Everyone, 1));
        await CommitAsync(run, moves => moves.Leave(Part, [_people[1]], "Sent", null, 2));
        Assert.Equal([_people[0], _people[2]], await Store.QueuedAsync(run, Part, 0, 2, _stop));
        Assert.Equal([_people[3]], await Store.QueuedAsync(run, Part, _people[2], 2, _stop));
        Assert.Empty(await Store.QueuedAsync(run, Part with { Visit = 2 }, 0, 10, _stop));
    }

    [Fact]
    public async Task Places_are_told_by_activity_outcome_and_state_with_their_reasons()
    {
        var run = await StartAsync("r1");
        await CommitAsync(run, moves =>
        {
            moves.Enter("mail", 1, RunState.Everyone, 1);
            moves.Leave(Part, [_people[0]], "Held", Reason.NoConsent, 2);
            moves.Wait(Part, [(_people[1], At.AddDays(1))], "Sent");
            moves.Fault(Part, [_people[2]], "The server is down.");
            moves.Drop(Part, [_people[3]], Reason.Erased);
            return moves.Hold("join", 1, 2, 1, 3);
        });
        Assert.Equal(["left Held no_consent", "waiting Sent ", "faulted  The server is down.", "dropped  erased"], await PlacesAsync(run, new RunPlaceFilter("mail", null, null, 0, 10)));
        Assert.Equal(["left Held no_consent"], await PlacesAsync(run, new RunPlaceFilter("mail", "Held", null, 0, 10)));
        // Who waits for an instant has an outcome in store, but has not left by it.
        Assert.Empty(await PlacesAsync(run, new RunPlaceFilter("mail", "Sent", null, 0, 10)));
        Assert.Equal(["waiting Sent ", "held  "], (await PlacesAsync(run, new RunPlaceFilter(null, null, "waiting", 0, 10))).OrderDescending(StringComparer.Ordinal));
        Assert.Equal(5, (await Store.PlacesAsync(run, new RunPlaceFilter(null, null, null, 4, 1), _stop)).Total);
        Assert.Single((await Store.PlacesAsync(run, new RunPlaceFilter(null, null, null, 4, 1), _stop)).Items);
    }

    [Fact]
    public async Task Who_is_erased_is_nowhere_any_more()
    {
        var run = await StartAsync("r1");
        await CommitAsync(run, moves => moves.Enter("mail", 1, RunState.Everyone, 1));
        await Contacts.EraseAsync(_people[2], _stop);
        Assert.Equal([_people[0], _people[1], _people[3]], await Store.QueuedAsync(run, Part, 0, 10, _stop));
    }

    [Fact]
    public async Task A_saved_segment_takes_the_place_of_its_name_and_one_that_is_not_there_is_named()
    {
        await Saved.PutAsync("vips", new SavedSegment("VIPs", new HasTag("vip")), null, _stop);
        Assert.Equal(new Not(new HasTag("vip")), await Store.ResolveAsync(new Not(new InSegment("vips")), _stop));
        Assert.Contains("nobody", (await Assert.ThrowsAsync<SegmentRuleException>(() => Store.ResolveAsync(new InSegment("nobody"), _stop))).Message, StringComparison.Ordinal);
    }

    private static RunRecord Run(string id, string flow = "f") => new() { Id = id, DefinitionId = flow, WorkflowName = "F", Snapshot = "", StartedAt = At };

    private static RunRecord Counted(RunRecord run, long count) => run with { State = run.State.With(new NodeState("t", 1) { Entered = count }) };

    private static ImmutableDictionary<string, JsonElement> Values(string name, object value) => ImmutableDictionary<string, JsonElement>.Empty.Add(name, JsonSerializer.SerializeToElement(value));

    private Task<RunRecord> StartAsync(string id, string flow = "f") => Store.CreateAsync(new NewRun(Run(id, flow), "{}", IsAudience: true), (run, _, _) => run, _stop);

    private Task<RunRecord> EndAsync(RunRecord run, DateTimeOffset at) => Store.CommitAsync(run, at, _ => run with { State = run.State with { Status = RunStatus.Finished } }, _stop);

    private async Task<T> CommitAsync<T>(RunRecord run, Func<IRunMoves, T> work)
    {
        var result = default(T)!;
        await Store.CommitAsync(
            run, At,
            moves =>
            {
                result = work(moves);
                return run;
            },
            _stop);
        return result;
    }

    private Task SayAsync(RunRecord run, string text) => Store.CommitAsync(
        run, At,
        moves =>
        {
            moves.Journal(new JournalLine(At, "Message", null, null, text));
            return run;
        },
        _stop);

    private async Task<IEnumerable<string>> LinesAsync(RunRecord run, long after, int limit) => (await Store.JournalAsync(run, after, limit, _stop)).Select(l => $"{l.Message} {l.Sequence}");

    private async Task<IEnumerable<string>> IdsAsync(RunFilter filter) => (await Store.ListAsync(filter, _stop)).Select(r => r.Id);

    private async Task<IEnumerable<string>> PlacesAsync(RunRecord run, RunPlaceFilter filter) => (await Store.PlacesAsync(run, filter, _stop)).Items.Select(p => $"{p.State} {p.Outcome} {p.Reason}");
}
