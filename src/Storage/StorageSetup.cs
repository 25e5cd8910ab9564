using Activities.Churn;
using Activities.Contacts;
using Activities.Documents;
using Activities.Email;
using Activities.Runs;
using Activities.Segments;
using Activities.Social;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Storage.Documents;
using Storage.Facts;
using Storage.Facts.Churn;
using Storage.Facts.Contacts;
using Storage.Facts.Ledger;
using Storage.Facts.Messages;
using Storage.Facts.Posts;
using Storage.Facts.Runs;
using Storage.Facts.Segments;
using Storage.Facts.Simulations;

namespace Storage;

public static class StorageSetup
{
    /// <summary>Every port of storage, answered by the two files of a data folder: facts.duckdb and documents.db.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, string dataPath) => services.AddStorage(_ => dataPath);

    /// <inheritdoc cref="AddStorage(IServiceCollection, string)" />
    /// <param name="dataPath">Asked when the first store opens, so that whoever names the folder can hold and migrate it before.</param>
    public static IServiceCollection AddStorage(this IServiceCollection services, Func<IServiceProvider, string> dataPath)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => FactsDatabase.Open(new FactsOptions { Path = Path.Combine(dataPath(provider), "facts.duckdb") }));
        services.AddSingleton(provider => new DocumentDatabase(Path.Combine(dataPath(provider), "documents.db")));
        services.AddSingleton(typeof(IDocumentStore<>), typeof(DocumentStore<>));
        services.AddSingleton<ISendLedger, SendLedger>();
        services.AddSingleton<IMessageStore, MessageStore>();
        services.AddSingleton<IPostStore, PostStore>();
        services.AddSingleton<IChurnStore, ChurnStore>();
        services.AddSingleton<IContactStore, ContactStore>();
        services.AddSingleton<IEventStore, EventStore>();
        services.AddSingleton<ISuppressionStore, SuppressionStore>();
        services.AddSingleton<ISegmentQueries, SegmentQueries>();
        services.AddSingleton<SegmentResolver>();
        services.AddSingleton<ITimelineSource, EventTimeline>();
        services.AddSingleton<ITimelineSource, ConsentTimeline>();
        services.AddSingleton<ITimelineSource, ScoreTimeline>();
        services.AddSingleton<ITimelineSource, MessageTimeline>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<IRunStore>(provider => provider.GetRequiredService<RunStore>());
        services.AddSingleton<IRunTransfers>(provider => provider.GetRequiredService<RunStore>());
        services.AddSingleton<IRunRemovals>(provider => provider.GetRequiredService<RunStore>());
        services.AddSingleton<IRunArchive, RunArchive>();
        services.AddSimulatedPort<IContactStore>((provider, run) => new SimulatedContactStore(provider.GetRequiredService<FactsDatabase>(), provider.GetRequiredService<IContactStore>(), run.Number));
        services.AddSimulatedPort<IChurnStore>((provider, run) => new SimulatedChurnStore(provider.GetRequiredService<FactsDatabase>(), provider.GetRequiredService<IChurnStore>(), run.Number));
        return services;
    }
}
