using System.Threading.Channels;
using DuckDB.NET.Data;

namespace Storage.Facts;

/// <summary>
/// Groups concurrent writes into one transaction: while one group is being committed (a few milliseconds, mostly the disk) the next gathers, so a
/// lone write never waits for company and a thousand at once share a handful of commits.
/// </summary>
internal sealed class FactsWriter : IAsyncDisposable
{
    private const int LargestGroup = 512;
    private readonly Channel<Write> _queue = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly string _path;
    private readonly FactsFile _file;
    private readonly Task _loop;

    public FactsWriter(string path, FactsFile file)
    {
        _path = path;
        _file = file;
        // A thread of its own: it stands still at every flush to the disk, and the pool has as many threads as there are cores.
        _loop = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How many transactions were rolled back: what a work remembers of the rows it wrote is true while this stands still. Read inside a work.</summary>
    public long Rollbacks { get; private set; }

    /// <summary>Why the last write could not be kept, for which nobody is to blame who asked for it; null: it was.</summary>
    public FactsUnavailableException? Trouble { get; private set; }

    public Task<T> WriteAsync<T>(Func<DuckDBConnection, T> work, CancellationToken cancellationToken)
    {
        var write = new Write<T>(work, cancellationToken);
        return _queue.Writer.TryWrite(write) ? write.Done : throw new ObjectDisposedException(nameof(FactsDatabase));
    }

    private void Loop()
    {
        var group = new List<Write>();
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var write))
                if (!write.CancelledBeforeStart())
                    group.Add(write);
            if (group.Count > 0)
                Run(group);
        }
    }

    private void Run(List<Write> group)
    {
        if (TryCommit(group) is not { } exception)
        {
            Trouble = null;
            group.ForEach(write => write.Succeed());
        }
        else if (group.Count == 1 || exception is FactsUnavailableException || FactsUnavailableException.IsGivenUp(exception))
        {
            // A commit that DuckDB gave up on may have been kept, so that nobody's work may be done again.
            var told = FactsUnavailableException.Writing(_path, exception);
            Trouble = told as FactsUnavailableException ?? Trouble;
            group.ForEach(write => write.Fail(told));
        }
        else
        {
            // Somebody in the group failed: everyone alone, so that only the culprit does.
            foreach (var write in group)
                Run([write]);
        }
    }

    private Exception? TryCommit(List<Write> group)
    {
        // Every exception belongs to the caller whose work threw it: it is handed over through that caller's task, and the loop lives on.
#pragma warning disable CA1031
        try
        {
            _file.MakeWritable();
            _file.Use((connection, _) =>
            {
                using var transaction = connection.BeginTransaction();
                foreach (var write in group)
                    write.Do(connection);
                transaction.Commit();
                return true;
            });
            return WriteProbe.RefusalToOpen(_path) is { } refused ? FactsUnavailableException.Unproven(_path, refused) : null;
        }
        catch (Exception exception)
        {
            Rollbacks++;
            return exception;
        }
#pragma warning restore CA1031
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private abstract class Write
    {
        public abstract bool CancelledBeforeStart();
        public abstract void Do(DuckDBConnection connection);
        public abstract void Succeed();
        public abstract void Fail(Exception exception);
    }

    private sealed class Write<T>(Func<DuckDBConnection, T> work, CancellationToken cancellationToken) : Write
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Done => _done.Task;

        public override bool CancelledBeforeStart() => cancellationToken.IsCancellationRequested && _done.TrySetCanceled(cancellationToken);
        public override void Do(DuckDBConnection connection) => _result = work(connection);
        public override void Succeed() => _done.SetResult(_result);
        public override void Fail(Exception exception) => _done.SetException(exception);
    }
}
