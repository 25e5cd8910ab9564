using System.Text;
using Activities.Contacts;
using Activities.Imports;
using Testing;
using Xunit;

namespace Activities.Tests.Imports;

public sealed class ContactImportTests
{
    private readonly FakeContactStore _store = new();
    private readonly List<RejectedContact> _rejected = [];

    [Fact]
    public async Task Without_an_identity_column_the_row_number_is_the_external_id()
    {
        await using var file = File.OpenRead(SharedData.Path("hillstrom.dev.csv"));
        var done = await ImportAsync(file, ImportConflict.Overwrite);
        Assert.Equal(32_000, done.Rows);
        Assert.Equal(32_000, done.Inserted);
        Assert.Empty(_rejected);
        Assert.Equal(["1", "32000"], [_store.Upserted[0].ExternalId!, _store.Upserted[^1].ExternalId!]);
        Assert.Null(_store.Upserted[0].Email);
        Assert.Equal(329.08, _store.Upserted[0].Attributes["history"]);
        Assert.Equal("Rural", _store.Upserted[0].Attributes["zip_code"]);
        Assert.Equal(AttributeType.Number, _store.Known.Single(a => a.Name == "spend").Type);
    }

    [Fact]
    public async Task Telco_is_read_by_its_customer_id_with_yes_and_no_as_such()
    {
        await using var file = File.OpenRead(SharedData.Path("telco.dev.csv"));
        var done = await ImportAsync(file, ImportConflict.Overwrite);
        Assert.Equal(5634, done.Rows);
        Assert.Equal(5634, done.Inserted + done.Rejected);
        Assert.Equal("5575-GNVDE", _store.Upserted[0].ExternalId);
        Assert.Equal(false, _store.Upserted[0].Attributes["partner"]);
        Assert.Equal(AttributeType.YesNo, _store.Known.Single(a => a.Name == "churn").Type);
        Assert.Equal(34.0, _store.Upserted[0].Attributes["tenure"]);
    }

    [Theory]
    [InlineData(ImportConflict.Skip, "Old", 1, 0, 2)]
    [InlineData(ImportConflict.Overwrite, "New", 1, 1, 0)]
    public async Task A_contact_that_is_there_is_dealt_with_as_chosen(ImportConflict conflict, string name, int inserted, int updated, int skippedAtLeast)
    {
        await _store.UpsertAsync([new ContactUpsert { Line = 1, Email = "ann@shop.net", FirstName = "Old" }], true, TestContext.Current.CancellationToken);
        var text = conflict == ImportConflict.Skip ? "email,first_name\nANN@shop.net,New\nbob@shop.net,Bob\nbob@shop.net,Bob again\n" : "email,first_name\nANN@shop.net,New\nbob@shop.net,Bob\n";
        var done = await ImportAsync(CsvRowsTests.Text(text), conflict);
        // Skip compares addresses whatever their case, as the store does.
        Assert.Equal(name, _store.Upserted[0].FirstName);
        Assert.Equal((inserted, updated), (done.Inserted, done.Updated));
        Assert.Equal(skippedAtLeast, done.Skipped);
        Assert.Equal(done.Rows, done.Inserted + done.Updated + done.Skipped + done.Rejected);
    }

    [Fact]
    public async Task Bad_lines_are_reported_with_line_column_and_value_and_the_rest_goes_in()
    {
        var text = "email,age,joined\nann@shop.net,31,2026-01-02\nnot-an-address,32,2026-01-02\nbob@shop.net,33\ncyd@shop.net,many,2026-01-02\ndee@shop.net,35,someday\n,36,2026-01-02\n";
        var mapping = new ColumnMapping[] { new(0, "email", ColumnTarget.Email, null, AttributeType.Text), new(1, "age", ColumnTarget.Attribute, "age", AttributeType.Number), new(2, "joined", ColumnTarget.Attribute, "joined", AttributeType.Date) };
        var done = await RunAsync(CsvRowsTests.Text(text), mapping, ImportConflict.Overwrite);
        Assert.Equal(("ann@shop.net", 1), (Assert.Single(_store.Upserted).Email, (int)done.Inserted));
        Assert.Equal([3L, 4L, 5L, 6L, 7L], _rejected.Select(r => r.Line));
        Assert.Contains("Line 3, column 'email': 'not-an-address' is no e-mail address.", _rejected[0].Reason, StringComparison.Ordinal);
        Assert.Contains("2 fields; the first line has 3", _rejected[1].Reason, StringComparison.Ordinal);
        Assert.Contains("'many' is no number", _rejected[2].Reason, StringComparison.Ordinal);
        Assert.Contains("'someday' is no date", _rejected[3].Reason, StringComparison.Ordinal);
        Assert.Contains("neither an external id nor an e-mail address", _rejected[4].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_columns_are_as_good_as_two()
    {
        var text = $"id,{string.Join(',', Enumerable.Range(0, 199).Select(i => $"c{i}"))}\n7,{string.Join(',', Enumerable.Range(0, 199))}\n";
        var done = await ImportAsync(CsvRowsTests.Text(text), ImportConflict.Fill);
        Assert.Equal(1, done.Inserted);
        Assert.Equal(199, _store.Upserted[0].Attributes.Count);
    }

    [Fact]
    public async Task Naughty_strings_go_in_as_they_are()
    {
        var strings = File.ReadAllLines(SharedData.Path("naughty-strings/blns.txt")).Where(l => l.Trim().Length > 0 && !l.StartsWith('#') && !l.Contains('\0', StringComparison.Ordinal)).ToList();
        var text = new StringBuilder("id,first_name,note\n");
        foreach (var (s, i) in strings.Select((s, i) => (s, i)))
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"n{i},\"{s.Replace("\"", "\"\"", StringComparison.Ordinal)}\",x\n");
        await ImportAsync(CsvRowsTests.Text(text.ToString()), ImportConflict.Overwrite);
        Assert.Empty(_rejected);
        Assert.Equal(strings.Select(s => s.Trim()), _store.Upserted.Select(c => c.FirstName ?? ""));
    }

    [Fact]
    public async Task Cancelling_leaves_whole_batches()
    {
        var text = new StringBuilder("id,n\n");
        for (var i = 0; i < 3 * ContactImport.BatchSize; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},{i}\n");
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ContactImport(_store).RunAsync(CsvRowsTests.Text(text.ToString()), Guess("id", "n"), ImportConflict.Fill, (_, _) => { }, _ => cancel.Cancel(), cancel.Token));
        Assert.Equal(ContactImport.BatchSize, _store.Upserted.Count);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-5.2", "-5.2")]
    [InlineData("plain", "plain")]
    public void A_report_cell_is_never_a_formula(string cell, string expected) => Assert.Equal(expected, RejectedReport.Guarded(cell));

    [Fact]
    public void A_mapping_that_does_not_fit_is_refused_by_name()
    {
        Assert.Contains("'age'", Assert.Throws<ImportException>(() => new RowMapping([new(4, "age", ColumnTarget.Attribute, "age", AttributeType.Text)], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("Email", Assert.Throws<ImportException>(() => new RowMapping([new(0, "a", ColumnTarget.Email, null, AttributeType.Text), new(1, "b", ColumnTarget.Email, null, AttributeType.Text)], 2)).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<ColumnMapping> Guess(params string[] header) => ColumnGuess.Guess(header, [], []);

    private async Task<ImportProgress> ImportAsync(Stream file, ImportConflict conflict)
    {
        var (rows, all) = await CsvRowsTests.ReadAsync(file);
        return await RunAsync(file, ColumnGuess.Guess(rows.Header, [.. all.Take(200).Select(r => r.Fields)], []), conflict);
    }

    private Task<ImportProgress> RunAsync(Stream file, IReadOnlyList<ColumnMapping> columns, ImportConflict conflict) =>
        new ContactImport(_store).RunAsync(file, columns, conflict, (rejected, _) => _rejected.Add(rejected), _ => { }, TestContext.Current.CancellationToken);
}
