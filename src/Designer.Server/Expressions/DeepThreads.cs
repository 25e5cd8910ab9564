namespace Designer.Server.Expressions;

/// <summary>
/// Threads on whose stack a script or a template may go as deep as its other limits let it: an interpreter follows what is inside what by calling itself, and a stack that
/// overflows ends the whole server, which nothing can catch. The memory is only reserved until somebody goes deep, and given back when the thread has had nothing to do for a while.
/// </summary>
internal sealed class DeepThreads
{
    /// <summary>Measured: 32 MB of nested arrays need 350 MB to be turned into a text, and 50,000 brackets in a template 140 MB to be read.</summary>
    private const int StackBytes = 512 * 1024 * 1024;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);
    private static readonly int Most = Math.Max(2, Environment.ProcessorCount);
    private readonly Queue<Action> _waiting = new();
    private int _threads;
    private int _idle;

    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            _waiting.Enqueue(() => Finish(work, done));
            if (_idle >= _waiting.Count)
            {
                Monitor.Pulse(_waiting);
            }
            else if (_threads < Most)
            {
                _threads++;
                new Thread(Work, StackBytes) { IsBackground = true, Name = "Expressions" }.Start();
            }
        }
        return done.Task;
    }

    private static void Finish<T>(Func<T> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(work());
        }
        // Whoever asked gets it, as if the work had been done on their own thread.
        catch (Exception fault)
        {
            done.SetException(fault);
        }
    }

    private void Work()
    {
        while (Next() is { } next)
            next();
    }

    private Action? Next()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0)
            {
                _idle++;
                var called = Monitor.Wait(_waiting, Linger);
                _idle--;
                if (called || _waiting.Count > 0)
                    continue;
                _threads--;
                return null;
            }
            return _waiting.Dequeue();
        }
    }
}
