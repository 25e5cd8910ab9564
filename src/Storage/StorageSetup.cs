using Activities.Documents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Storage.Documents;
using Storage.Facts;

namespace Storage;

public static class StorageSetup
{
    /// <summary>Every port of storage, answered by the two files of a data folder: facts.duckdb and documents.db.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, string dataPath)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => FactsDatabase.Open(new FactsOptions { Path = Path.Combine(dataPath, "facts.duckdb") }));
        services.AddSingleton(_ => new DocumentDatabase(Path.Combine(dataPath, "documents.db")));
        services.AddSingleton(typeof(IDocumentStore<>), typeof(DocumentStore<>));
        return services;
    }
}
