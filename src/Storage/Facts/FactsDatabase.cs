using DuckDB.NET.Data;

namespace Storage.Facts;

/// <summary>
/// The one DuckDB file of a data folder. One writer at a time (concurrent updates of one row throw in DuckDB), grouped; readers run beside it on
/// connections of their own and see the last commit.
/// </summary>
public sealed class FactsDatabase : IAsyncDisposable
{
    private readonly DuckDBConnection _root;
    private readonly SemaphoreSlim _writer = new(1, 1);

    private FactsDatabase(DuckDBConnection root) => _root = root;

    public static async Task<FactsDatabase> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var root = new DuckDBConnection($"Data Source={path}");
        await root.OpenAsync(cancellationToken);
        return new FactsDatabase(root);
    }

    /// <summary>Runs the work in a transaction that is durable when the task completes. The work may run again when a neighbour in its group failed, so it must do nothing but SQL.</summary>
    public async Task<T> WriteAsync<T>(Func<DuckDBConnection, T> work, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            await using var transaction = await _root.BeginTransactionAsync(cancellationToken);
            var result = work(_root);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Runs a query on a connection of its own, off the caller's thread.</summary>
    public Task<T> ReadAsync<T>(Func<DuckDBConnection, T> query, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                using var connection = _root.Duplicate();
                connection.Open();
                return query(connection);
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _root.DisposeAsync();
        _writer.Dispose();
    }
}
