using Activities.Churn;
using Activities.Contacts;
using Activities.Shop;
using Activities.Tests.Churn;
using Storage.Facts;
using Storage.Facts.Churn;
using Storage.Facts.Contacts;
using Xunit;

namespace Storage.Tests.Churn;

public sealed class ChurnStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Opened = new(2025, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Opened.AddDays(400);
    private readonly TemporaryFolder _folder = new();
    private FactsDatabase? _facts;

    public async ValueTask InitializeAsync() => _facts = await FactsDatabase.OpenAsync(_folder.File("facts.duckdb"), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _facts!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_query_computes_each_feature_and_label_as_they_are_written_down_for_one_customer()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var people = await LoadAsync(new DemoShop(7, 150, Opened));
        var store = new ChurnStore(_facts!);
        var plain = new PlainChurnStore(people);
        foreach (var cutoff in (DateTimeOffset[])[Now.AddDays(-60), Now.AddDays(-200)])
        {
            var expected = await plain.RowsAsync(cutoff, ChurnLearning.Horizon, null, cancellationToken);
            var actual = await store.RowsAsync(cutoff, ChurnLearning.Horizon, null, cancellationToken);
            Assert.True(expected.Count > 50, "the sample must not be empty");
            Assert.Equal(expected.Select(r => (r.ContactId, r.Left, r.Group)), actual.Select(r => (r.ContactId, r.Left, r.Group)));
            foreach (var (want, got) in expected.Zip(actual))
            {
                for (var f = 0; f < ChurnFeatures.Count; f++)
                    Assert.True(Math.Abs(want.Features[f] - got.Features[f]) <= 1e-3 * Math.Max(1, Math.Abs(want.Features[f])), $"{ChurnFeatures.Names[f]} of contact {want.ContactId}: {want.Features[f]} expected, {got.Features[f]} computed.");
            }
        }
    }

    [Fact]
    public async Task Asked_for_some_contacts_it_answers_for_those_without_orders_too()
    {
        var contacts = Contacts();
        await contacts.UpsertAsync([new ContactUpsert { ExternalId = "a", CreatedAt = Opened }, new ContactUpsert { ExternalId = "b", CreatedAt = Opened }], true, TestContext.Current.CancellationToken);
        var ids = await contacts.IdsByExternalIdAsync(["a", "b"], TestContext.Current.CancellationToken);
        var row = Assert.Single(await new ChurnStore(_facts!).RowsAsync(Now, null, [ids["b"]], TestContext.Current.CancellationToken));
        Assert.Equal(ids["b"], row.ContactId);
        Assert.Null(row.Left);
        Assert.Equal(400f, row.Features[0]);
        Assert.Equal(0f, row.Features[1]);
    }

    [Fact]
    public async Task The_newest_score_is_found_with_its_reasons()
    {
        var contacts = Contacts();
        await contacts.UpsertAsync([new ContactUpsert { ExternalId = "a", CreatedAt = Opened }], true, TestContext.Current.CancellationToken);
        var id = (await contacts.IdsByExternalIdAsync(["a"], TestContext.Current.CancellationToken))["a"];
        var store = new ChurnStore(_facts!);
        await store.SaveAsync([new ChurnScore(id, 0.2, Now.AddDays(-1), "m1")], TestContext.Current.CancellationToken);
        await store.SaveAsync([new ChurnScore(id, 0.7, Now, "m2") { Reasons = [new ChurnReason("orders", 3, -0.5)] }], TestContext.Current.CancellationToken);
        // The same chunk worked on again after a crash.
        await store.SaveAsync([new ChurnScore(id, 0.7, Now, "m2") { Reasons = [new ChurnReason("orders", 3, -0.5)] }], TestContext.Current.CancellationToken);
        var found = await store.FindAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal((0.7, "m2", Now), (found!.Probability, found.Model, found.At));
        Assert.Equal(new ChurnReason("orders", 3, -0.5), Assert.Single(found.Reasons));
        Assert.Equal(2L, await _facts!.ReadAsync(c => { using var command = c.CreateCommand(); command.CommandText = "SELECT count(*) FROM score"; return (long)command.ExecuteScalar()!; }, TestContext.Current.CancellationToken));
    }

    private ContactStore Contacts() => new(_facts!, TimeProvider.System);

    private async Task<IReadOnlyList<(Contact Contact, IReadOnlyList<ContactEvent> Events)>> LoadAsync(DemoShop shop)
    {
        var (contacts, events) = (Contacts(), new EventStore(_facts!));
        var people = shop.Until(Now).ToList();
        await contacts.EnsureAttributesAsync(DemoShop.Attributes, TestContext.Current.CancellationToken);
        await contacts.UpsertAsync([.. people.Select(p => p.Contact)], true, TestContext.Current.CancellationToken);
        var ids = await contacts.IdsByExternalIdAsync([.. people.Select(p => p.Contact.ExternalId!)], TestContext.Current.CancellationToken);
        var happened = people.SelectMany(p => p.Events.Select(e => new ContactEvent(e.Id, ids[e.ExternalId], e.Name, e.At, e.Properties))).ToList();
        await events.AppendAsync(happened, TestContext.Current.CancellationToken);
        var byContact = happened.ToLookup(e => e.ContactId);
        return [.. (await contacts.GetAsync([.. ids.Values], TestContext.Current.CancellationToken)).Select(c => (c, (IReadOnlyList<ContactEvent>)[.. byContact[c.Id]]))];
    }
}
