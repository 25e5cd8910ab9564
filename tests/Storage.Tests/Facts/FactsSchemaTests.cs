using Storage.Facts;
using Xunit;

namespace Storage.Tests.Facts;

public sealed class FactsSchemaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    private FactsDatabase Open(params FeatureSchema[] features) => FactsDatabase.Open(new FactsOptions { Path = _folder.File("facts.duckdb") }, features);

    [Fact]
    public async Task A_step_runs_once_and_later_steps_follow()
    {
        await using (var first = Open(new FeatureSchema("probe", ["CREATE TABLE probe (id INTEGER)"])))
            await first.WriteAsync(c => c.Execute("INSERT INTO probe VALUES (1)"), _stop);
        await using var second = Open(new FeatureSchema("probe", ["CREATE TABLE probe (id INTEGER)", "ALTER TABLE probe ADD COLUMN name VARCHAR DEFAULT 'x'"]), new FeatureSchema("other", ["CREATE TABLE other (id INTEGER)"]));
        Assert.Equal("x", await second.ReadAsync(c => c.Scalar<string>("SELECT name FROM probe"), _stop));
        Assert.Equal(0, await second.ReadAsync(c => c.Scalar<long>("SELECT count(*) FROM other"), _stop));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_file_as_it_was()
    {
        await using (Open(new FeatureSchema("probe", ["CREATE TABLE probe (id INTEGER)"])))
        {
        }

        Assert.Throws<FactsUnavailableException>(() => Open(new FeatureSchema("probe", ["CREATE TABLE probe (id INTEGER)", "ALTER TABLE probe ADD COLUMN a INTEGER", "ALTER TABLE nowhere ADD COLUMN b INTEGER"])));
        await using var again = Open(new FeatureSchema("probe", ["CREATE TABLE probe (id INTEGER)", "ALTER TABLE probe ADD COLUMN a VARCHAR"]));
        Assert.Equal("VARCHAR", await again.ReadAsync(c => c.Scalar<string>("SELECT data_type FROM duckdb_columns() WHERE table_name = 'probe' AND column_name = 'a'"), _stop));
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused()
    {
        await using (Open(new FeatureSchema("probe", ["CREATE TABLE probe (id INTEGER)", "ALTER TABLE probe ADD COLUMN a INTEGER"])))
        {
        }

        var exception = Assert.Throws<FactsUnavailableException>(() => Open(new FeatureSchema("probe", ["CREATE TABLE probe (id INTEGER)"])));
        Assert.Contains("newer version", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'probe' tables are at version 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_have_names_of_their_own() =>
        Assert.Equal(FactsSchema.Features.Length, FactsSchema.Features.Select(f => f.Feature).Distinct(StringComparer.Ordinal).Count());
}
