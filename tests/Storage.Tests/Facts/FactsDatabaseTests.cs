using System.Globalization;
using DuckDB.NET.Data;
using Storage.Facts;
using Xunit;

namespace Storage.Tests.Facts;

public sealed class FactsDatabaseTests : IDisposable
{
    private static readonly FeatureSchema Probe = new("probe", ["CREATE TABLE probe (id INTEGER PRIMARY KEY, name VARCHAR)"]);
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    private string File => _folder.File("facts.duckdb");

    private FactsDatabase Open() => FactsDatabase.Open(new FactsOptions { Path = File }, [Probe]);

    private static int Insert(DuckDBConnection connection, int id) => connection.Execute("INSERT INTO probe VALUES ($id, 'x')", ("id", id));

    /// <summary>While the first write waits, all that follow gather in one group.</summary>
    private async Task<(Task First, TaskCompletionSource Blocked)> BlockWriterAsync(FactsDatabase facts, int id)
    {
        var (started, blocked) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = facts.WriteAsync(
            c =>
            {
                started.TrySetResult();
                blocked.Task.Wait(_stop);
                return Insert(c, id);
            },
            _stop);
        await started.Task;
        return (first, blocked);
    }

    [Fact]
    public async Task What_was_written_is_there_after_opening_again()
    {
        await using (var facts = Open())
            await facts.WriteAsync(c => Insert(c, 1), _stop);
        await using var again = Open();
        Assert.Equal(1, await again.ReadAsync(c => c.Scalar<long>("SELECT count(*) FROM probe"), _stop));
    }

    [Fact]
    public async Task A_thousand_writes_at_once_share_few_transactions()
    {
        await using var facts = Open();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => facts.WriteAsync(c => Insert(c, i), _stop)));
        var (rows, transactions) = await facts.ReadAsync(c => (c.Scalar<long>("SELECT count(*) FROM probe"), c.Scalar<long>("SELECT txid_current()")), _stop);
        Assert.Equal(1000, rows);
        Assert.InRange(transactions, 1, 500);
    }

    [Fact]
    public async Task In_a_group_only_the_work_that_throws_fails()
    {
        await using var facts = Open();
        var (first, blocked) = await BlockWriterAsync(facts, 0);
        var good = Enumerable.Range(1, 20).Select(i => facts.WriteAsync(c => Insert(c, i), _stop)).ToList();
        var twice = facts.WriteAsync(c => Insert(c, 7), _stop);
        var throws = facts.WriteAsync<int>(c => { Insert(c, 99); throw new InvalidOperationException("culprit"); }, _stop);
        blocked.SetResult();

        await Task.WhenAll(good.Append(first));
        await Assert.ThrowsAsync<DuckDBException>(() => twice);
        Assert.Equal("culprit", (await Assert.ThrowsAsync<InvalidOperationException>(() => throws)).Message);
        Assert.Equal(Enumerable.Range(0, 21), await facts.ReadAsync(c => c.List("SELECT id FROM probe ORDER BY id", r => r.GetInt32(0)), _stop));
    }

    [Fact]
    public async Task A_write_that_is_cancelled_before_its_turn_does_not_happen()
    {
        await using var facts = Open();
        using var cancel = new CancellationTokenSource();
        var (first, blocked) = await BlockWriterAsync(facts, 1);
        var second = facts.WriteAsync(c => Insert(c, 2), cancel.Token);
        await cancel.CancelAsync();
        blocked.SetResult();
        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(1, await facts.ReadAsync(c => c.Scalar<long>("SELECT count(*) FROM probe"), _stop));
    }

    [Fact]
    public async Task All_queries_of_one_read_see_the_same_commit()
    {
        await using var facts = Open();
        var counted = new TaskCompletionSource();
        var written = new TaskCompletionSource();
        var read = facts.ReadAsync(
            c =>
            {
                var before = c.Scalar<long>("SELECT count(*) FROM probe");
                counted.SetResult();
                written.Task.Wait(_stop);
                return (before, c.Scalar<long>("SELECT count(*) FROM probe"));
            },
            _stop);
        await counted.Task;
        await facts.WriteAsync(c => Insert(c, 1), _stop);
        written.SetResult();
        Assert.Equal((0L, 0L), await read);
    }

    [Fact]
    public async Task Cancelling_interrupts_a_long_query()
    {
        await using var facts = Open();
        using var cancel = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var read = facts.ReadAsync(
            c =>
            {
                started.SetResult();
                return c.Scalar<long>("SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE hash(a.range, b.range) = 1");
            },
            cancel.Token);
        await started.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task A_reader_whose_query_failed_does_not_harm_the_next()
    {
        await using var facts = Open();
        await Assert.ThrowsAsync<DuckDBException>(() => facts.ReadAsync(c => c.Scalar<int>("SELECT * FROM nowhere"), _stop));
        Assert.Equal(42, await facts.ReadAsync(c => c.Scalar<int>("SELECT 42"), _stop));
    }

    [Fact]
    public async Task Extensions_are_neither_installed_nor_loaded_by_themselves()
    {
        await using var facts = Open();
        foreach (var setting in new[] { "autoinstall_known_extensions", "autoload_known_extensions" })
            Assert.False(await facts.ReadAsync(c => c.Scalar<bool>($"SELECT current_setting('{setting}')"), _stop));
    }

    [Fact]
    public async Task A_file_in_use_by_another_process_is_refused_with_a_sentence_that_says_what_to_do()
    {
        using var child = Child.Start("hold-facts", File);
        Assert.Equal("open", await child.ReadLineAsync());
        var exception = Assert.Throws<FactsUnavailableException>(Open);
        Assert.Contains("in use by another process", exception.Message, StringComparison.Ordinal);
        Assert.Contains(File, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_none_of_ours_is_refused_and_left_as_it_was()
    {
        System.IO.File.WriteAllText(File, "These are my notes, not a database. " + new string('x', 20000));
        var before = System.IO.File.ReadAllBytes(File);
        Assert.Contains("not a DuckDB file", Assert.Throws<FactsUnavailableException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public async Task Every_acknowledged_write_survives_kill_9()
    {
        using var child = Child.Start("write-facts", File);
        for (var line = 0; line < 200; line++)
            Assert.NotNull(await child.ReadLineAsync());
        var last = (await child.KillAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => int.Parse(l, CultureInfo.InvariantCulture)).LastOrDefault(199);

        await using var facts = FactsDatabase.Open(new FactsOptions { Path = File }, []);
        var ids = await facts.ReadAsync(c => c.List("SELECT id FROM probe ORDER BY id", r => r.GetInt32(0)), _stop);
        Assert.InRange(ids.Count, last + 1, last + 2);
        Assert.Equal(Enumerable.Range(0, ids.Count), ids);
    }
}
