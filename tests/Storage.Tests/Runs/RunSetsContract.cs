using Activities.Contacts;
using Activities.Runs;
using FsCheck.Xunit;
using Workflows.Running;
using Workflows.Segments;
using Workflows.Tests.Running;
using Xunit;

namespace Storage.Tests.Runs;

/// <summary>The set algebra of every run store against a list of rows: the same movements move the same people and count the same.</summary>
[Properties(Arbitrary = [typeof(MoveScript)], MaxTest = 150)]
public abstract class RunSetsContract : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private int _runs;

    protected abstract IRunStore Store { get; }
    protected abstract IContactStore Contacts { get; }

    public async ValueTask InitializeAsync()
    {
        await Contacts.EnsureAttributesAsync([new AttributeDefinition("n", AttributeType.Number)], _stop);
        await Contacts.UpsertAsync(
            [.. Enumerable.Range(1, MoveScript.People).Select(n => new ContactUpsert { ExternalId = $"c{n}", Attributes = new Dictionary<string, object?> { ["n"] = (double)n } })], overwrite: true, _stop);
        // The model's people are numbers from 1.
        Assert.Equal(Enumerable.Range(1, MoveScript.People).Select(n => (long)n), (await Contacts.ListAsync(null, 0, 100, _stop)).Contacts.Select(c => c.Id));
    }

    public abstract ValueTask DisposeAsync();

    [Property]
    public async Task The_same_movements_move_the_same_people_and_count_the_same(MoveScript script)
    {
        var expected = new List<string>();
        var model = new MemoryMoves(new MemorySets(MoveScript.People), (rule, contact) => contact >= ((AttributeIs)rule).Value!.Value.GetInt32());
        var steps = script.PlayedOn(model, expected);

        var run = await StartAsync();
        List<string> said = [];
        run = await Store.CommitAsync(
            run, At,
            moves =>
            {
                said = steps.ConvertAll(step => step(moves));
                return run;
            },
            _stop);

        Assert.Equal(expected, said);
        Assert.Equal(Lines(model.Sets), await LinesAsync(run));
        foreach (var work in model.Sets.Rows.Select(r => new Work(1, r.Activity, r.Visit, r.Part, 1)).Distinct())
            Assert.Equal(model.Sets.Queued(work.Activity, work.Visit, work.Part).Select(r => (long)r.Contact).Order(), await Store.QueuedAsync(run, work, 0, 100, _stop));
    }

    private static List<string> Lines(MemorySets sets) =>
        [.. sets.Rows.Select(r => Line(r.Activity, r.Visit, r.Contact, r.Where.ToString().ToLowerInvariant(), r.Outcome, r.Where == MemorySets.Where.Waiting ? MemoryMoves.At(r) : null)).Order(StringComparer.Ordinal)];

    private async Task<List<string>> LinesAsync(RunRecord run) =>
        [.. (await Store.PlacesAsync(run, new RunPlaceFilter(null, null, null, 0, 1000), _stop)).Items
            .Select(p => Line(p.Activity, p.Visit, p.Contact, p.State, p.Outcome, p.State == "waiting" ? p.Until : null)).Order(StringComparer.Ordinal)];

    private static string Line(string activity, int visit, long contact, string state, string? outcome, DateTimeOffset? until) => $"{activity}#{visit} {contact} {state} {outcome} {until:O}";

    private Task<RunRecord> StartAsync()
    {
        var run = new RunRecord { Id = $"run{++_runs}", DefinitionId = "f", WorkflowName = "F", Snapshot = "", StartedAt = At };
        return Store.CreateAsync(new NewRun(run, "{}", IsAudience: true), (begun, _, _) => begun, _stop);
    }
}
