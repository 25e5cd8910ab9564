using Activities.Documents;
using Activities.Email;
using Activities.Social;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Storage.Documents;
using Storage.Facts;
using Storage.Facts.Ledger;
using Storage.Facts.Messages;
using Storage.Facts.Posts;

namespace Storage;

public static class StorageSetup
{
    /// <summary>Every port of storage, answered by the two files of a data folder: facts.duckdb and documents.db.</summary>
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
        return services;
    }
}
