using System.Text.Json;
using System.Text.Json.Serialization;
using Activities.Documents;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace Storage.Documents;

/// <summary>Documents of one kind in LiteDB: a collection named after the type, of {_id, revision, at (UTC ticks: LiteDB cuts dates to milliseconds), json}.</summary>
public sealed class DocumentStore<T>(DocumentDatabase database, TimeProvider clock) : IDocumentStore<T>
    where T : class
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public Task<Stored<T>?> FindAsync(string id, CancellationToken cancellationToken) =>
        Task.Run(() => database.Read(d => Collection(d).FindById(id) is { } found ? Read(found) : null), cancellationToken);

    public Task<IReadOnlyList<Stored<T>>> ListAsync(CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<Stored<T>>>(() => database.Read(d => Collection(d).FindAll().Select(Read).OrderBy(s => s.Id, StringComparer.Ordinal).ToList()), cancellationToken);

    public Task<Stored<T>> PutAsync(string id, T document, long? expectedRevision, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(document, Json);
        return Task.Run(() => Put(id, document, json, expectedRevision), cancellationToken);
    }

    public Task<bool> DeleteAsync(string id, long? expectedRevision, CancellationToken cancellationToken) =>
        Task.Run(
            () => database.Write(d =>
            {
                Check(id, Collection(d).FindById(id), expectedRevision);
                return Collection(d).Delete(id);
            }),
            cancellationToken);

    private Stored<T> Put(string id, T document, string json, long? expectedRevision) => database.Write(d =>
    {
        var revision = Check(id, Collection(d).FindById(id), expectedRevision) + 1;
        var at = clock.GetUtcNow();
        Collection(d).Upsert(new BsonDocument { ["_id"] = id, ["revision"] = revision, ["at"] = at.UtcTicks, ["json"] = json });
        return new Stored<T>(id, document, revision, at);
    });

    private static ILiteCollection<BsonDocument> Collection(LiteDatabase database) => database.GetCollection(typeof(T).Name, BsonAutoId.ObjectId);

    private static long Check(string id, BsonDocument? stored, long? expected)
    {
        var actual = stored?["revision"].AsInt64 ?? 0;
        return expected is null || expected == actual ? actual : throw new RevisionConflictException(id, expected.Value, actual);
    }

    private static Stored<T> Read(BsonDocument stored) => new(
        stored["_id"].AsString,
        JsonSerializer.Deserialize<T>(stored["json"].AsString, Json) ?? throw new InvalidDataException($"The document '{stored["_id"].AsString}' of kind {typeof(T).Name} is empty."),
        stored["revision"].AsInt64,
        new DateTimeOffset(stored["at"].AsInt64, TimeSpan.Zero));
}
