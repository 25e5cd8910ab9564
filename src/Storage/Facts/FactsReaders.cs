using System.Collections.Concurrent;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Storage.Facts;

/// <summary>Connections for reading, kept for the next query. Opening one costs a fraction of a millisecond, but every page asks several queries.</summary>
internal sealed class FactsReaders(string connectionString) : IDisposable
{
    private const int Kept = 8;
    private readonly ConcurrentBag<DuckDBConnection> _idle = [];
    private volatile bool _closed;

    public Task<T> ReadAsync<T>(Func<DuckDBConnection, T> query, CancellationToken cancellationToken) =>
        Task.Run(() => Read(query, cancellationToken), cancellationToken);

    private T Read<T>(Func<DuckDBConnection, T> query, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var connection = Take();
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

    private DuckDBConnection Take()
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

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }
}
