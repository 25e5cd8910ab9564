using DuckDB.NET.Data;
using Storage.Facts;
using Xunit;

namespace Storage.Tests.Facts;

/// <summary>A checkpoint that cannot be finished makes DuckDB give up on its file. Here it is told to fail; and where the file is to be refused for a while, a folder has its name.</summary>
public sealed class FactsOutageTests : IDisposable
{
    private static readonly FeatureSchema Probe = new("probe", ["CREATE TABLE probe (id INTEGER)"]);
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    private string Facts => _folder.File("facts.duckdb");

    private FactsDatabase Open() => FactsDatabase.Open(new FactsOptions { Path = Facts }, [Probe]);

    private static int Insert(DuckDBConnection connection, int id) => connection.Execute("INSERT INTO probe VALUES ($id)", ("id", id));

    private Task<List<int>> IdsAsync(FactsDatabase facts) => facts.ReadAsync(c => c.List("SELECT id FROM probe ORDER BY id", r => r.GetInt32(0)), _stop);

    private void Break()
    {
        File.Move(Facts, Facts + ".kept");
        Directory.CreateDirectory(Facts);
    }

    private void Mend()
    {
        Directory.Delete(Facts);
        File.Move(Facts + ".kept", Facts);
    }

    private Task DoomAsync(FactsDatabase facts) => facts.WriteAsync(c => c.Execute("SET debug_checkpoint_abort = 'before_header'"), _stop);

    [Fact]
    public async Task A_commit_after_which_the_folder_takes_no_more_writes_is_not_taken_for_kept()
    {
        await using var facts = Open();
        await facts.WriteAsync(c => Insert(c, 1), _stop);
        // What a file system that its kernel has just given up says to whoever opens a file of it.
        File.Delete(Facts + ".probe");
        Directory.CreateDirectory(Facts + ".probe");
        var told = await Assert.ThrowsAsync<FactsUnavailableException>(() => facts.WriteAsync(c => Insert(c, 2), _stop));
        Assert.Contains("Whether this change was kept shows", told.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", await facts.TroubleAsync(_stop), StringComparison.Ordinal);
        Directory.Delete(Facts + ".probe");
        Assert.Null(await facts.TroubleAsync(_stop));
        await facts.WriteAsync(c => Insert(c, 3), _stop);
        Assert.Equal([1, 2, 3], await IdsAsync(facts));
    }

    [Fact]
    public async Task A_file_that_the_database_gave_up_on_is_opened_anew_by_itself_when_its_folder_is_mended()
    {
        await using var facts = Open();
        await facts.WriteAsync(c => Insert(c, 1), _stop);
        Assert.Null(await facts.TroubleAsync(_stop));
        await DoomAsync(facts);
        Break();
        var told = await Assert.ThrowsAsync<FactsUnavailableException>(() => facts.WriteAsync(c => c.Execute("CHECKPOINT"), _stop));
        Assert.Contains("cannot be written", told.Message, StringComparison.Ordinal);
        Assert.Contains("Whether this change was kept shows", told.Message, StringComparison.Ordinal);

        // Neither reading nor writing hangs, and both say why.
        Assert.Contains("cannot be written", (await Assert.ThrowsAsync<FactsUnavailableException>(() => IdsAsync(facts))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", (await Assert.ThrowsAsync<FactsUnavailableException>(() => facts.WriteAsync(c => Insert(c, 2), _stop))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", await facts.TroubleAsync(_stop), StringComparison.Ordinal);

        Mend();
        Assert.Null(await facts.TroubleAsync(_stop));
        Assert.Equal([1], await IdsAsync(facts));
        await facts.WriteAsync(c => Insert(c, 3), _stop);
        Assert.Equal([1, 3], await IdsAsync(facts));
    }

    [Fact]
    public async Task A_reader_alone_brings_back_a_file_that_the_database_gave_up_on()
    {
        await using var facts = Open();
        await facts.WriteAsync(c => Insert(c, 1), _stop);
        await DoomAsync(facts);
        Break();
        await Assert.ThrowsAsync<FactsUnavailableException>(() => facts.WriteAsync(c => c.Execute("CHECKPOINT"), _stop));
        Mend();
        // The first is still told of the fault that it met; whoever asks next finds the file open.
        await Record.ExceptionAsync(() => IdsAsync(facts));
        Assert.Equal([1], await IdsAsync(facts));
    }

    [Fact]
    public async Task A_commit_that_may_have_been_kept_is_not_done_again_for_anybody_of_its_group()
    {
        await using var facts = Open();
        await facts.WriteAsync(c => Insert(c, 1), _stop);
        await facts.WriteAsync(c => c.Execute("SET checkpoint_threshold = '1KB'"), _stop);
        await DoomAsync(facts);
        var (entered, blocked) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = facts.WriteAsync(
            _ =>
            {
                entered.TrySetResult();
                blocked.Task.Wait(_stop);
            },
            _stop);
        await entered.Task;
        var works = 0;
        var group = Enumerable.Range(0, 3).Select(n => facts.WriteAsync(
            c =>
            {
                works++;
                return c.Execute($"INSERT INTO probe SELECT {n} * 1000 + range FROM range(10, 1000)");
            },
            _stop)).ToList();
        blocked.SetResult();
        await first;
        foreach (var write in group)
            Assert.Contains("Whether this change was kept shows", (await Assert.ThrowsAsync<FactsUnavailableException>(() => write)).Message, StringComparison.Ordinal);
        Assert.Equal(3, works);
        await facts.WriteAsync(c => Insert(c, 2), _stop);
        var ids = await IdsAsync(facts);
        Assert.Equal(ids.Distinct(), ids);
    }
}
