using Activities.Runs;
using Activities.Segments;
using Storage.Documents;
using Storage.Facts;
using Storage.Facts.Runs;
using Workflows.Running;
using Workflows.Running.Ordinary;
using Xunit;

namespace Storage.Tests.Runs;

/// <summary>Runs of a folder that an earlier version of the product wrote.</summary>
public sealed class OlderRunsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_from_before_correlations_had_a_column_is_found_by_its_own()
    {
        var path = _folder.File("old.duckdb");
        await using (var old = FactsDatabase.Open(new FactsOptions { Path = path }, [RunsSchema.Feature with { Steps = RunsSchema.Feature.Steps[..1] }]))
        {
            foreach (var (no, correlation) in new (int, string?)[] { (1, "order-7"), (2, null) })
            {
                var state = new RunState { Status = RunStatus.Finished, SubStatus = RunSubStatus.Finished, Ordinary = new OrdinaryState { CorrelationId = correlation } };
                await old.WriteAsync(
                    c => c.Execute(
                        """
                        INSERT INTO run VALUES ($no, $id, 'f', 'Flow', 1, 'h', 'Live', NULL, TIMESTAMP '2026-01-01 09:00:00', TIMESTAMP '2026-01-01 09:01:00', 'ann', NULL, 0, NULL, 'Finished', $state, '{}', '{}')
                        """,
                        ("no", no), ("id", $"run{no}"), ("state", state.ToJson())),
                    Cancel);
            }
        }
        await using var facts = FactsDatabase.Open(new FactsOptions { Path = path });
        using var documents = new DocumentDatabase(_folder.File("documents.db"));
        var store = new RunStore(facts, new SegmentResolver(new DocumentStore<SavedSegment>(documents, TimeProvider.System)));
        var found = Assert.Single(await store.ListAsync(new RunFilter(null, null, 0, 10) { Text = "order-7" }, Cancel));
        Assert.Equal(("run1", "order-7"), (found.Id, found.State.Ordinary?.CorrelationId));
        Assert.Equal(2, (await store.ListAsync(new RunFilter(null, null, 0, 10), Cancel)).Count);
    }

    public void Dispose() => _folder.Dispose();
}
