using System.Collections.Concurrent;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Storage.Facts;

/// <summary>Connections for reading, kept for the next query. Opening one costs a fraction of a millisecond, but every page asks several queries.</summary>
internal sealed class FactsReaders : IDisposable
{
    private const int Kept = 8;
    private readonly ConcurrentBag<DuckDBConnection> _idle = [];
    private volatile bool _closed;

    public Task<T> ReadAsync<T>(FactsFile file, Func<DuckDBConnection, T> query, CancellationToken cancellationToken) =>
        Task.Run(() => Read(file, query, cancellationToken), cancellationToken);

    /// <summary>Those that nobody uses.</summary>
    public void CloseIdle()
    {
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    public void Dispose()
    {
        _closed = true;
        CloseIdle();
    }

    private T Read<T>(FactsFile file, Func<DuckDBConnection, T> query, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        try
        {
            return file.Use((_, text) => Read(text, query, cancellationToken));
        }
        catch (DuckDBException exception) when (FactsUnavailableException.IsGivenUp(exception))
        {
            // A write made DuckDB give up on the file. It is open anew by now, with all that was committed.
            return file.Use((_, text) => Read(text, query, cancellationToken));
        }
    }

    private T Read<T>(string connectionString, Func<DuckDBConnection, T> query, CancellationToken cancellationToken)
    {
        var connection = Take(connectionString);
        var healthy = false;
        try
        {
            using (cancellationToken.Register(() => NativeMethods.Startup.DuckDBInterrupt(connection.NativeConnection)))
            using (var transaction = connection.BeginTransaction())
            {
                var result = query(connection);
                transaction.Commit();
                healthy = true;
                return result;
            }
        }
        catch (DuckDBException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The query was cancelled.", exception, cancellationToken);
        }
        finally
        {
            GiveBack(connection, healthy);
        }
    }

    private DuckDBConnection Take(string connectionString)
    {
        if (_idle.TryTake(out var idle))
            return idle;
        var connection = new DuckDBConnection(connectionString);
        connection.Open();
        return connection;
    }

    private void GiveBack(DuckDBConnection connection, bool healthy)
    {
        if (healthy && !_closed && _idle.Count < Kept)
            _idle.Add(connection);
        else
            connection.Dispose();
    }
}
