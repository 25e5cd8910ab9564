using System.Collections.Immutable;

namespace Workflows.Running.Ordinary;

/// <summary>Where the executions of one step are; the same balance as <see cref="NodeState"/>, which it becomes.</summary>
internal sealed class StepCount
{
    private readonly List<(string Outcome, long Count)> _outcomes = [];

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
            _outcomes.Add((outcome, count));
    }

    /// <summary>Grows with every one that was taken from the queue.</summary>
    public int Begun => (int)(Entered - Queued);

    public void Left(string outcome, long change = 1)
    {
        // A handful at most: a list is smaller and quicker than a dictionary.
        var index = _outcomes.FindIndex(o => o.Outcome == outcome);
        if (index < 0)
            _outcomes.Add((outcome, change));
        else
            _outcomes[index] = (outcome, _outcomes[index].Count + change);
    }

    public NodeState ToNode(string activity) => new(activity, 1)
    {
        Entered = Entered, Queued = Queued, InWork = InWork, Waiting = Waiting, Faulted = Faulted, Dropped = Dropped, Fault = Fault,
        Outcomes = _outcomes.Where(o => o.Count != 0).ToImmutableSortedDictionary(o => o.Outcome, o => o.Count, StringComparer.Ordinal),
    };
}
