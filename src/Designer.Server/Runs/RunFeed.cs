using System.Collections.Concurrent;
using Activities.Runs;

namespace Designer.Server.Runs;

/// <summary>The latest state of every run that changed since somebody last looked. Many changes are one.</summary>
internal sealed class RunFeed
{
    private readonly ConcurrentDictionary<string, RunRecord> _changed = new();

    public void Changed(RunRecord run) => _changed[run.Id] = run;

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
