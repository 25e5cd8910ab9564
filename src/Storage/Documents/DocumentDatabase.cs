using LiteDB;

namespace Storage.Documents;

/// <summary>The one LiteDB file of a data folder: what people author. Documents are kept as JSON text, so that a record may gain fields without a migration.</summary>
public sealed class DocumentDatabase : IDisposable
{
    private readonly LiteDatabase _database;

    /// <exception cref="DocumentsUnavailableException">In use by another process, or not ours.</exception>
    public DocumentDatabase(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        RefuseForeignFile(path);
        try
        {
            _database = new LiteDatabase(new ConnectionString { Filename = path, Connection = ConnectionType.Direct, Collation = Collation.Binary });
        }
        catch (IOException exception)
        {
            throw new DocumentsUnavailableException(
                $"The document store '{path}' cannot be opened, most likely because another server uses this data folder ({exception.Message}). Stop it, or set Designer:DataPath.", exception);
        }
        catch (LiteException exception)
        {
            throw new DocumentsUnavailableException($"The document store '{path}' is damaged ({exception.Message}). Put back a backup, or move the file away.", exception);
        }
    }

    /// <summary>One writer at a time: a revision is checked and written under it, and LiteDB's transactions belong to a thread.</summary>
    internal Lock Gate { get; } = new();

    internal ILiteCollection<BsonDocument> Collection(string name) => _database.GetCollection(name, BsonAutoId.ObjectId);

    /// <summary>LiteDB acknowledges a commit before its log is on the disk; a checkpoint waits for it and flushes. Documents are saved by hand, so a few milliseconds are no matter.</summary>
    internal void Flush() => _database.Checkpoint();

    // Given a file of another kind LiteDB fails in ways that depend on its bytes; its own files say what they are at offset 32.
    private static void RefuseForeignFile(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
            return;
        var signature = "** This is a LiteDB file **"u8;
        var head = new byte[32 + signature.Length];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.AsSpan(32).SequenceEqual(signature))
            throw new DocumentsUnavailableException($"The document store '{path}' is not a LiteDB file. Put back a backup, or move the file away to begin with an empty one.");
    }

    public void Dispose() => _database.Dispose();
}

public sealed class DocumentsUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
