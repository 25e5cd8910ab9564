using Activities.Contacts;

namespace Storage.Tests.Contacts;

public sealed class ContactStoreTests : ContactStoreContract, IDisposable
{
    private readonly FactsFixture _fixture = new();

    protected override IContactStore Store => _fixture.Contacts;
    protected override IEventStore Events => _fixture.Events;

    public void Dispose() => _fixture.Dispose();
}

public sealed class EventStoreTests : EventStoreContract, IDisposable
{
    private readonly FactsFixture _fixture = new();

    protected override IContactStore Contacts => _fixture.Contacts;
    protected override IEventStore Store => _fixture.Events;

    public void Dispose() => _fixture.Dispose();
}

public sealed class SuppressionStoreTests : SuppressionStoreContract, IDisposable
{
    private readonly FactsFixture _fixture = new();

    protected override ISuppressionStore Store => _fixture.Suppressions;

    public void Dispose() => _fixture.Dispose();
}
