using Activities.Contacts;
using Activities.Documents;
using Activities.Runs;
using Activities.Segments;
using Storage.Facts.Runs;

namespace Storage.Tests.Runs;

public sealed class RunStoreTests : RunStoreContract
{
    private readonly FactsFixture _fixture = new();

    public RunStoreTests() => Store = new RunStore(_fixture.Facts, new SegmentResolver(_fixture.Saved));

    protected override IRunStore Store { get; }
    protected override IContactStore Contacts => _fixture.Contacts;
    protected override IDocumentStore<SavedSegment> Saved => _fixture.Saved;

    public override ValueTask DisposeAsync()
    {
        _fixture.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class RunSetsTests : RunSetsContract
{
    private readonly FactsFixture _fixture = new();

    public RunSetsTests() => Store = new RunStore(_fixture.Facts, new SegmentResolver(_fixture.Saved));

    protected override IRunStore Store { get; }
    protected override IContactStore Contacts => _fixture.Contacts;

    public override ValueTask DisposeAsync()
    {
        _fixture.Dispose();
        return ValueTask.CompletedTask;
    }
}
