using DuckDB.NET.Data;

namespace Storage.Facts;

/// <summary>
/// The one DuckDB file of a data folder. One writer at a time (concurrent updates of one row throw in DuckDB), grouped; readers run beside it on
/// connections of their own and see the last commit. After a crash the write-ahead log is replayed when the file is opened again.
/// </summary>
public sealed class FactsDatabase : IAsyncDisposable, IDisposable
{
    private readonly FactsFile _file;
    private readonly FactsReaders _readers = new();
    private readonly FactsWriter _writer;

    private FactsDatabase(FactsOptions options, DuckDBConnection root)
    {
        Path = options.Path;
        _file = new FactsFile(options, root, _readers.CloseIdle);
        _writer = new FactsWriter(options.Path, _file);
    }

    public string Path { get; }

    /// <inheritdoc cref="FactsWriter.Rollbacks" />
    internal long Rollbacks => _writer.Rollbacks;

    public static Task<FactsDatabase> OpenAsync(string path, CancellationToken cancellationToken) =>
        Task.Run(() => Open(new FactsOptions { Path = path }), cancellationToken);

    /// <summary>Opens or creates the file and brings its tables up to date.</summary>
    /// <exception cref="FactsUnavailableException">In use by another process, not ours, newer than this program, or the disk is full.</exception>
    public static FactsDatabase Open(FactsOptions options) => Open(options, FactsSchema.Features);

    internal static FactsDatabase Open(FactsOptions options, IReadOnlyList<FeatureSchema> features)
    {
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(options.Path)) is { } folder)
            Directory.CreateDirectory(folder);
        var root = new DuckDBConnection(options.ConnectionString);
        try
        {
            root.Open();
            FactsSchema.Migrate(root, options.Path, features);
            return new FactsDatabase(options, root);
        }
        catch (DuckDBException exception)
        {
            root.Dispose();
            throw FactsUnavailableException.Opening(options.Path, exception);
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Runs the work in a transaction that is durable when the task completes, together with the work of others that waited meanwhile. The work
    /// may run again when a neighbour in its group failed, so it must do nothing but SQL. It must not begin, commit or roll back itself.
    /// </summary>
    /// <exception cref="FactsUnavailableException">The disk is full or cannot be written. The message says whether nothing of this work was kept, or whether that is not known yet.</exception>
    public Task<T> WriteAsync<T>(Func<DuckDBConnection, T> work, CancellationToken cancellationToken) => _writer.WriteAsync(work, cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}" />
    public Task WriteAsync(Action<DuckDBConnection> work, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            connection =>
            {
                work(connection);
                return true;
            },
            cancellationToken);

    /// <summary>Runs queries on a pooled connection, off the caller's thread; all of them see the same commit. Cancelling interrupts the query.</summary>
    public Task<T> ReadAsync<T>(Func<DuckDBConnection, T> query, CancellationToken cancellationToken) => _readers.ReadAsync(_file, query, cancellationToken);

    /// <summary>Why nothing can be written, in a sentence; null: the last write was kept. Where it was not, one is tried now.</summary>
    public async Task<string?> TroubleAsync(CancellationToken cancellationToken)
    {
        if (_writer.Trouble is null)
            return null;
        try
        {
            await WriteAsync(connection => connection.Execute("UPDATE schema_version SET version = version"), cancellationToken);
            return null;
        }
        catch (FactsUnavailableException still)
        {
            return still.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _readers.Dispose();
        _file.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
