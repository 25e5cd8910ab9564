using System.Collections.Concurrent;
using Activities.Runs;

namespace Designer.Server.Runs;

/// <summary>The latest state of every run that changed since somebody last looked. Many changes are one.</summary>
internal sealed class RunFeed
{
    private readonly ConcurrentDictionary<string, RunRecord> _changed = new();
    private readonly ConcurrentDictionary<string, string> _heldUp = new();
    private readonly ConcurrentDictionary<string, Action<RunRecord>> _watched = new();

    public void Changed(RunRecord run)
    {
        _changed[run.Id] = run;
        if (_watched.TryGetValue(run.Id, out var tell))
            tell(run);
    }

    /// <summary>Hears of every change of one run, at once, until <see cref="Unwatch"/>. One watcher a run.</summary>
    public void Watch(string run, Action<RunRecord> tell) => _watched[run] = tell;

    public void Unwatch(string run) => _watched.TryRemove(run, out _);

    /// <summary>The run cannot go on for now; it is not its flow's fault.</summary>
    public void HeldUp(RunRecord run, string why)
    {
        _heldUp[run.Id] = why;
        Changed(run);
    }

    public void GoesOn(RunRecord run)
    {
        if (_heldUp.TryRemove(run.Id, out _))
            Changed(run);
    }

    public string? WhyHeldUp(string run) => _heldUp.GetValueOrDefault(run);

    public IReadOnlyList<RunRecord> Take()
    {
        var taken = new List<RunRecord>();
        foreach (var id in _changed.Keys)
        {
            if (_changed.TryRemove(id, out var run))
                taken.Add(run);
        }
        return taken;
    }
}
