namespace Designer.Server.Runs;

/// <summary>One timer for the earliest instant for which any run waits, however many contacts wait.</summary>
internal sealed class RunTimer : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20);
    private readonly PriorityQueue<string, DateTimeOffset> _due = new();
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Action<string> _wake;
    private readonly ITimer _timer;

    public RunTimer(TimeProvider time, Action<string> wake)
    {
        _time = time;
        _wake = wake;
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void At(DateTimeOffset instant, string run)
    {
        if (instant <= _time.GetUtcNow())
        {
            _wake(run);
            return;
        }
        lock (_lock)
        {
            _due.Enqueue(run, instant);
            Set();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        var woken = new HashSet<string>();
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            while (_due.TryPeek(out var run, out var at) && at <= now)
            {
                _due.Dequeue();
                woken.Add(run);
            }
            Set();
        }
        foreach (var run in woken)
            _wake(run);
    }

    /// <summary>A timer reaches 49 days at most; a wait may be longer, and is looked at again on the way.</summary>
    private void Set()
    {
        if (!_due.TryPeek(out _, out var at))
            return;
        var pause = at - _time.GetUtcNow();
        _timer.Change(pause <= TimeSpan.Zero ? TimeSpan.Zero : pause > Longest ? Longest : pause, Timeout.InfiniteTimeSpan);
    }
}
