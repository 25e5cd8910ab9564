using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Activities.Imports;
using Testing;
using Xunit;

namespace Activities.Tests.Imports;

public sealed class CsvRowsTests
{
    public static TheoryData<string> Encodings() => [.. Cases("encodings-contacts", "*.csv")];

    public static TheoryData<string> Spectrum() => [.. Cases("csv-spectrum/csvs", "*.csv")];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Reads_real_text_in_its_encoding(string name)
    {
        if (name.Length == 0)
            SharedData.Path("encodings-contacts");
        var expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path("encodings-contacts/expected.json"))).RootElement.GetProperty(name);
        await using var file = File.OpenRead(SharedData.Path($"encodings-contacts/{name}"));
        var (rows, all) = await ReadAsync(file);
        Assert.Equal(expected.GetProperty("delimiter").GetString(), rows.Delimiter.ToString());
        Assert.Equal(expected.GetProperty("rows").GetInt32(), all.Count);
        Assert.Equal(expected.GetProperty("first_text").GetString(), all[0].Fields[3]);

        var bytes = await File.ReadAllBytesAsync(SharedData.Path($"encodings-contacts/{name}"), TestContext.Current.CancellationToken);
        var encoding = CsvEncoding.Detect(bytes, isWhole: true);
        var text = encoding.Encoding.GetString(bytes, encoding.BomBytes, bytes.Length - encoding.BomBytes).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        // .NET reads Japanese as Windows does (fullwidth tilde), the file's hash was made as JIS says (wave dash): the same character on paper.
        if (encoding.Name is "euc-jp" or "shift_jis" or "iso-2022-jp")
            text = text.Replace('\uFF5E', '\u301C').Replace('\u2225', '\u2016').Replace('\uFF0D', '\u2212');
        // .NET's EUC-JP has no JIS X 0212, so the one "Bokmål" in this file loses its å; everything else of it is compared by the lines above.
        if (encoding.Name == "euc-jp")
            return;
        Assert.Equal(expected.GetProperty("sha256_decoded_lf").GetString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    [Theory]
    [MemberData(nameof(Spectrum))]
    public async Task Reads_the_nasty_small_files_as_their_rows_say(string name)
    {
        await using var file = File.OpenRead(SharedData.Path($"csv-spectrum/csvs/{name}"));
        var (rows, all) = await ReadAsync(file);
        var expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path($"csv-spectrum/json/{Path.ChangeExtension(name, ".json")}"))).RootElement.EnumerateArray().ToList();
        Assert.Equal(expected.Count, all.Count);
        foreach (var (want, got) in expected.Zip(all))
            Assert.Equal(want.EnumerateObject().Select(p => (p.Name, Value: Lines(p.Value.GetString()!))), rows.Header.Zip(got.Fields, (n, v) => (n, Lines(v))));
    }

    [Fact]
    public async Task An_empty_file_and_one_of_blank_lines_are_refused_in_words()
    {
        Assert.Contains("empty", (await Assert.ThrowsAsync<ImportException>(() => ReadAsync(Text("")))).Message, StringComparison.Ordinal);
        Assert.Contains("no line with text", (await Assert.ThrowsAsync<ImportException>(() => ReadAsync(Text("\n\n  \n")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_named_with_its_line()
    {
        var atTheEnd = await Assert.ThrowsAsync<ImportException>(() => ReadAsync(Text("a,b\n1,2\n3,\"open\nx,y\n")));
        Assert.Contains("line 3", atTheEnd.Message, StringComparison.Ordinal);

        var text = new StringBuilder("a,b\n1,2\n3,\"open\n");
        text.Insert(text.Length, "x,y\n", CsvRows.MaxRow);
        var inALongFile = await Assert.ThrowsAsync<ImportException>(() => ReadAsync(Text(text.ToString())));
        Assert.Contains("line 3", inALongFile.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unnamed_and_repeated_columns_are_told_apart()
    {
        var (rows, _) = await ReadAsync(Text("name,,name,NAME\n1,2,3,4\n"));
        Assert.Equal(["name", "column 2", "name 2", "NAME 3"], rows.Header);
    }

    [Fact]
    public async Task Lines_are_counted_across_quoted_line_breaks()
    {
        var (_, all) = await ReadAsync(Text("a,b\n1,\"two\nlines\"\n3,4\n"));
        Assert.Equal([2L, 4L], all.Select(r => r.Line));
    }

    internal static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    internal static async Task<(CsvRows Rows, List<(long Line, string[] Fields)> All)> ReadAsync(Stream file)
    {
        var rows = await CsvRows.OpenAsync(file, TestContext.Current.CancellationToken);
        var all = new List<(long, string[])>();
        await foreach (var row in rows.ReadAsync(file, TestContext.Current.CancellationToken))
            all.Add(row);
        return (rows, all);
    }

    /// <summary>An absent folder gives one empty case, so that the test itself says that the data is missing.</summary>
    private static IEnumerable<string> Cases(string folder, string pattern)
    {
        var path = Path.Combine(SharedData.RepositoryRoot, "..", "shared", "data", folder);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, pattern).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal) : [""];
    }

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
