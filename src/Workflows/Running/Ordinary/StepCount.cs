using System.Collections.Immutable;

namespace Workflows.Running.Ordinary;

/// <summary>Where the executions of one step are; the same balance as <see cref="NodeState"/>, which it becomes.</summary>
internal sealed class StepCount
{
    private static readonly ImmutableSortedDictionary<string, long> None = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, long> OnceDone = None.Add("Done", 1);

    // Most steps leave through one outcome, once.
    private string? _outcome;
    private long _left;
    private List<(string Outcome, long Count)>? _others;

    public long Entered;
    public long Queued;
    public long InWork;
    public long Waiting;
    public long Faulted;
    public long Dropped;
    public string? Fault;

    public StepCount()
    {
    }

    public StepCount(NodeState node)
    {
        (Entered, Queued, InWork, Waiting, Faulted, Dropped, Fault) = (node.Entered, node.Queued, node.InWork, node.Waiting, node.Faulted, node.Dropped, node.Fault);
        foreach (var (outcome, count) in node.Outcomes)
            Left(outcome, count);
    }

    /// <summary>Grows with every one that was taken from the queue.</summary>
    public int Begun => (int)(Entered - Queued);

    public void Left(string outcome, long change = 1)
    {
        _outcome ??= outcome;
        if (_outcome == outcome)
        {
            _left += change;
            return;
        }
        var index = (_others ??= []).FindIndex(o => o.Outcome == outcome);
        if (index < 0)
            _others.Add((outcome, change));
        else
            _others[index] = (outcome, _others[index].Count + change);
    }

    public NodeState ToNode(string activity) => new(activity, 1)
    {
        Entered = Entered, Queued = Queued, InWork = InWork, Waiting = Waiting, Faulted = Faulted, Dropped = Dropped, Fault = Fault,
        Outcomes = Outcomes(),
    };

    private ImmutableSortedDictionary<string, long> Outcomes()
    {
        var outcomes = _left == 0 ? None : _left == 1 && _outcome == "Done" ? OnceDone : None.Add(_outcome!, _left);
        return _others is null ? outcomes : outcomes.AddRange(_others.Where(o => o.Count != 0).Select(o => KeyValuePair.Create(o.Outcome, o.Count)));
    }
}
