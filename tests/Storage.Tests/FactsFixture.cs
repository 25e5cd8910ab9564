using Activities.Contacts;
using Activities.Segments;
using Microsoft.Extensions.Time.Testing;
using Storage.Documents;
using Storage.Facts;
using Storage.Facts.Contacts;
using Storage.Facts.Segments;

namespace Storage.Tests;

/// <summary>The stores of one empty data folder.</summary>
public sealed class FactsFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DocumentDatabase _documents;

    public FactsFixture()
    {
        Facts = FactsDatabase.Open(new FactsOptions { Path = _folder.File("facts.duckdb") });
        _documents = new DocumentDatabase(_folder.File("documents.db"));
        Contacts = new ContactStore(Facts, Clock);
        Events = new EventStore(Facts);
        Suppressions = new SuppressionStore(Facts);
        Saved = new DocumentStore<SavedSegment>(_documents, Clock);
        Segments = new SegmentQueries(Facts, new SegmentResolver(Saved));
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    public FactsDatabase Facts { get; }
    public IContactStore Contacts { get; }
    public IEventStore Events { get; }
    public ISuppressionStore Suppressions { get; }
    public DocumentStore<SavedSegment> Saved { get; }
    public ISegmentQueries Segments { get; }

    public void Dispose()
    {
        Facts.Dispose();
        _documents.Dispose();
        _folder.Dispose();
    }
}
