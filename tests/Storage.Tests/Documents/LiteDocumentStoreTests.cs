using System.Globalization;
using Activities.Documents;
using Storage.Documents;
using Xunit;

namespace Storage.Tests.Documents;

public sealed class LiteDocumentStoreTests : DocumentStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DocumentDatabase _database;
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    public LiteDocumentStoreTests()
    {
        _database = new DocumentDatabase(_folder.File("documents.db"));
        Store = new DocumentStore<Note>(_database, Clock);
    }

    protected override IDocumentStore<Note> Store { get; }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_acknowledged_document_survives_kill_9()
    {
        var path = _folder.File("killed.db");
        using var child = Child.Start("write-documents", path);
        for (var line = 0; line < 50; line++)
            Assert.NotNull(await child.ReadLineAsync());
        var last = (await child.KillAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => int.Parse(l, CultureInfo.InvariantCulture)).LastOrDefault(49);

        using var database = new DocumentDatabase(path);
        var notes = (await new DocumentStore<Note>(database, Clock).ListAsync(_stop)).ToDictionary(d => d.Id, d => d.Document.Text);
        Assert.All(Enumerable.Range(0, last + 1), i => Assert.Equal($"text {i}", notes[$"{i}"]));
    }

    [Fact]
    public void A_file_that_is_none_of_ours_is_refused_with_its_name()
    {
        var path = _folder.File("notes.db");
        File.WriteAllText(path, "These are my notes, not a database. " + new string('x', 20000));
        Assert.Contains(path, Assert.Throws<DocumentsUnavailableException>(() => new DocumentDatabase(path)).Message, StringComparison.Ordinal);
    }
}
