using System.Diagnostics;
using Activities.Contacts;
using Activities.Documents;
using Activities.Shop;
using Designer.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Designer.Server.Shop;

/// <summary>
/// Tells the demo shop's story up to now, before the server says that it is ready. Loading again changes nothing (people are known by their external id,
/// events by theirs), so a start that was interrupted is simply made again.
/// </summary>
public sealed class DemoShopLoading(
    IOptions<DesignerOptions> options, IDocumentStore<LoadedShop> state, IContactStore contacts, IEventStore events, TimeProvider clock, ILogger<DemoShopLoading> log) : IHostedService
{
    private const string Id = "demo";
    private const int Seed = 42;
    private const int PeopleAtOnce = 500;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Demo)
            return;
        var stored = await state.FindAsync(Id, cancellationToken);
        // A folder with contacts of its own gets no made-up ones among them.
        if (stored is null && await contacts.CountAsync(cancellationToken) > 0)
            return;
        var now = clock.GetUtcNow();
        // Written before the first person: a start that is killed halfway goes on where it was, instead of taking its own people for somebody else's.
        stored ??= await state.PutAsync(Id, new LoadedShop(Seed, options.Value.DemoContacts, new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-DemoShop.HistoryDays), DateTimeOffset.MinValue), 0, cancellationToken);
        var loaded = stored.Document;
        // A restart within the hour has nothing new to tell.
        if (now - loaded.LoadedUntil < TimeSpan.FromHours(1))
            return;
        var started = Stopwatch.GetTimestamp();
        var added = await LoadAsync(loaded, now, cancellationToken);
        await state.PutAsync(Id, loaded with { LoadedUntil = now }, stored.Revision, cancellationToken);
        // The story was in memory for a moment and is not needed again: the machine gets that memory back before the first request.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        log.LogInformation("The demo shop is loaded: {Events} new events in {Milliseconds:F0} ms", added, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<int> LoadAsync(LoadedShop loaded, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await contacts.EnsureAttributesAsync(DemoShop.Attributes, cancellationToken);
        var added = 0;
        // In parts: all at once would be hundreds of megabytes of events that are needed for a second.
        foreach (var part in new DemoShop(loaded.Seed, loaded.Contacts, loaded.OpenedAt).Until(now).Chunk(PeopleAtOnce))
            added += await LoadAsync(part, loaded.LoadedUntil, cancellationToken);
        return added;
    }

    private async Task<int> LoadAsync((ContactUpsert Contact, IReadOnlyList<ShopEvent> Events)[] people, DateTimeOffset loadedUntil, CancellationToken cancellationToken)
    {
        // Only those who joined since: somebody who was erased, or edited by hand, stays so.
        await contacts.UpsertAsync([.. people.Select(p => p.Contact).Where(c => c.CreatedAt > loadedUntil)], overwrite: false, cancellationToken);
        var ids = await contacts.IdsByExternalIdAsync([.. people.Select(p => p.Contact.ExternalId!)], cancellationToken);
        var fresh = people.SelectMany(p => p.Events).Where(e => e.At > loadedUntil && ids.ContainsKey(e.ExternalId));
        return await events.AppendAsync([.. fresh.Select(e => new ContactEvent(e.Id, ids[e.ExternalId], e.Name, e.At, e.Properties))], cancellationToken);
    }
}
