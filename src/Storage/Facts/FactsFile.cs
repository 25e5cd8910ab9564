using System.Runtime.ExceptionServices;
using DuckDB.NET.Data;

namespace Storage.Facts;

/// <summary>
/// The open file. DuckDB gives up on a file for good when a checkpoint cannot be written (a full disk, a folder that became read-only): every connection to it has to be closed before it
/// can be opened again. While it cannot be opened for writing it is opened for reading, so that the product still shows what it knows.
/// </summary>
internal sealed class FactsFile : IDisposable
{
    private readonly FactsOptions _options;
    private readonly ReaderWriterLockSlim _inUse = new();
    private readonly Action _close;
    private DuckDBConnection? _root;
    private FactsUnavailableException? _notWritable;
    private long _opened;

    /// <param name="close">Closes the connections of the readers; nobody reads meanwhile.</param>
    public FactsFile(FactsOptions options, DuckDBConnection root, Action close) => (_options, _root, _close) = (options, root, close);

    /// <summary>Does something with the open file; it is not closed meanwhile. Where DuckDB gave up on it the work fails, and the file is opened anew for the next.</summary>
    /// <param name="work">Gets the connection that writes, and a text for further connections.</param>
    /// <exception cref="FactsUnavailableException">It can be opened in no way.</exception>
    public T Use<T>(Func<DuckDBConnection, string, T> work)
    {
        long opened;
        ExceptionDispatchInfo failed;
        _inUse.EnterReadLock();
        try
        {
            return work(_root ?? throw _notWritable!, Text(_notWritable is not null));
        }
        catch (Exception exception) when (_root is null || FactsUnavailableException.IsGivenUp(exception))
        {
            (opened, failed) = (_opened, ExceptionDispatchInfo.Capture(exception));
        }
        finally
        {
            _inUse.ExitReadLock();
        }
        Renew(opened);
        failed.Throw();
        throw failed.SourceException;
    }

    /// <summary>Before a write: a file that was opened for reading only is tried again.</summary>
    /// <exception cref="FactsUnavailableException">It still cannot be written.</exception>
    public void MakeWritable()
    {
        if (Standing() is not { Why: not null } before)
            return;
        // Before those who read are interrupted.
        if (WriteProbe.Refusal(_options.Path) is null)
            Renew(before.Opened);
        if (Standing().Why is { } still)
            throw still;
    }

    public void Dispose()
    {
        _root?.Dispose();
        _inUse.Dispose();
    }

    private (long Opened, FactsUnavailableException? Why) Standing()
    {
        _inUse.EnterReadLock();
        try
        {
            return (_opened, _notWritable);
        }
        finally
        {
            _inUse.ExitReadLock();
        }
    }

    /// <summary>Opens the file anew where it is still the one that failed the caller.</summary>
    private void Renew(long opened)
    {
        _inUse.EnterWriteLock();
        try
        {
            if (opened != _opened)
                return;
            _opened++;
            _close();
            _root?.Dispose();
            _root = null;
            try
            {
                _root = Open(readOnly: false);
                _notWritable = null;
            }
            catch (DuckDBException exception)
            {
                _notWritable = FactsUnavailableException.ReadOnly(_options.Path, exception);
                _root = OpenForReading();
            }
        }
        finally
        {
            _inUse.ExitWriteLock();
        }
    }

    private DuckDBConnection? OpenForReading()
    {
        try
        {
            return Open(readOnly: true);
        }
        catch (DuckDBException)
        {
            return null; // Who asks is told why it cannot be written, and it is tried again for the next.
        }
    }

    private DuckDBConnection Open(bool readOnly)
    {
        var connection = new DuckDBConnection(Text(readOnly));
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private string Text(bool readOnly) => readOnly ? _options.ConnectionString + ";access_mode=READ_ONLY" : _options.ConnectionString;
}
