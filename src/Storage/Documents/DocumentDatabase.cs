using LiteDB;

namespace Storage.Documents;

/// <summary>The one LiteDB file of a data folder: what people author. Documents are kept as JSON text, so that a record may gain fields without a migration.</summary>
public sealed class DocumentDatabase : IDisposable
{
    private readonly string _path;
    private readonly Lock _gate = new();
    private readonly Lock _opening = new();
    private volatile LiteDatabase? _database;
    private volatile DocumentsUnavailableException? _trouble;

    /// <exception cref="DocumentsUnavailableException">In use by another process, or not ours.</exception>
    public DocumentDatabase(string path)
    {
        _path = path;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        RefuseForeignFile(path);
        _database = Open();
    }

    /// <summary>Why the last change could not be kept, in a sentence, as long as that is so; null: it was, or another would be.</summary>
    public string? Trouble()
    {
        if (_trouble is null)
            return null;
        lock (_gate)
            return WriteProbe.Refusal(_path) is null ? null : _trouble?.Message;
    }

    /// <exception cref="DocumentsUnavailableException">The disk does not answer.</exception>
    internal T Read<T>(Func<LiteDatabase, T> work)
    {
        var database = Current();
        try
        {
            return work(database);
        }
        catch (ObjectDisposedException)
        {
            // Somebody else met the fault that closed it, in the middle of this reading.
            GiveUp(database);
            return work(Current());
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            GiveUp(database);
            throw DocumentsUnavailableException.Failing(_path, fault);
        }
    }

    /// <summary>
    /// One writer at a time: a revision is checked and written together, and LiteDB's transactions belong to a thread. LiteDB acknowledges a commit before its log is on the disk; a
    /// checkpoint waits for it and flushes. Documents are saved by hand, so a few milliseconds are no matter.
    /// </summary>
    /// <exception cref="DocumentsUnavailableException">The disk is full, or does not answer; the message says whether nothing was kept.</exception>
    internal T Write<T>(Func<LiteDatabase, T> work)
    {
        lock (_gate)
        {
            try
            {
                if (WriteProbe.Refusal(_path) is { } refusal)
                    throw DocumentsUnavailableException.Failing(_path, refusal);
                var written = Read(database =>
                {
                    var result = work(database);
                    database.Checkpoint();
                    return result;
                });
                if (WriteProbe.RefusalToOpen(_path) is { } lost)
                    throw DocumentsUnavailableException.Unproven(_path, lost);
                _trouble = null;
                return written;
            }
            catch (DocumentsUnavailableException fault)
            {
                _trouble = fault;
                throw;
            }
        }
    }

    public void Dispose() => _database?.Dispose();

    private LiteDatabase Current()
    {
        if (_database is { } open)
            return open;
        lock (_opening)
            return _database ??= Open();
    }

    /// <summary>LiteDB closes itself for good when the disk fails it once (full, say); the next to ask opens the file anew, from what was committed.</summary>
    private void GiveUp(LiteDatabase failed)
    {
        lock (_opening)
        {
            if (_database != failed)
                return;
            _database = null;
        }
        try
        {
            failed.Dispose();
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            return; // It writes what it still holds, and meets the same disk.
        }
    }

    private LiteDatabase Open()
    {
        try
        {
            return new LiteDatabase(new ConnectionString { Filename = _path, Connection = ConnectionType.Direct, Collation = Collation.Binary });
        }
        catch (Exception exception) when (IsOfTheDisk(exception))
        {
            throw DocumentsUnavailableException.Opening(_path, exception);
        }
        catch (LiteException exception)
        {
            throw new DocumentsUnavailableException($"The document store '{_path}' is damaged ({exception.Message}). Put back a backup, or move the file away.", exception);
        }
    }

    /// <summary>What may not be written is told by an exception of another family than what cannot.</summary>
    private static bool IsOfTheDisk(Exception fault) => fault is IOException or UnauthorizedAccessException;

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
}

/// <summary>The documents cannot be opened, read or written; the message says what to do. Nothing was half-written.</summary>
public sealed class DocumentsUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static DocumentsUnavailableException Opening(string path, Exception fault) => IsFull(fault) || IsNotWritable(fault)
        ? Failing(path, fault)
        : new DocumentsUnavailableException($"The document store '{path}' cannot be opened, most likely because another server uses this data folder ({fault.Message}). Stop it, or set Designer:DataPath.", fault);

    internal static DocumentsUnavailableException Failing(string path, Exception fault) => new(
        IsFull(fault) ? $"The disk that holds the document store '{path}' is full. Nothing of this change was kept; free some space and try again."
        : IsNotWritable(fault) ? $"The document store '{path}' cannot be written ({fault.Message}). Nothing of this change was kept; make the data folder writable again."
        : $"The document store '{path}' cannot be read or written ({fault.Message}). Nothing of this change was kept.",
        fault);

    /// <summary>Right after it was written the folder took no more writes.</summary>
    internal static DocumentsUnavailableException Unproven(string path, Exception fault) =>
        new($"The document store '{path}' cannot be written ({fault.Message}). Whether this change was kept shows when it can; make the data folder writable again.", fault);

    private static bool IsFull(Exception fault) => fault.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase) || fault.Message.Contains("not enough space", StringComparison.OrdinalIgnoreCase);

    private static bool IsNotWritable(Exception fault) => fault is UnauthorizedAccessException || fault.Message.Contains("Read-only file system", StringComparison.OrdinalIgnoreCase);
}
