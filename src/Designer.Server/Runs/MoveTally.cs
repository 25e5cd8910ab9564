using System.Collections.Immutable;
using Activities.Runs;
using Workflows.Running;
using Workflows.Segments;

namespace Designer.Server.Runs;

/// <summary>Counts the movements of one commit: one new part an outcome, however many statements it took.</summary>
internal sealed class MoveTally(Work work, long nextPart)
{
    private readonly List<Movement> _movements = [];

    public Work Work => work;
    public long Waiting { get; set; }
    public long Faulted { get; set; }
    public long Erased { get; set; }
    public string? FaultMessage { get; set; }

    public ImmutableArray<Movement> Movements => [.. _movements.Where(m => m.Count > 0)];

    public long Total => _movements.Sum(m => m.Count) + Waiting + Faulted + Erased;

    public void Left(ImmutableArray<string> outcomes, Func<long, long> move)
    {
        var index = _movements.FindIndex(m => m.Outcomes.SequenceEqual(outcomes));
        if (index < 0)
        {
            index = _movements.Count;
            _movements.Add(new Movement(outcomes, nextPart++, 0));
        }
        var movement = _movements[index];
        _movements[index] = movement with { Count = movement.Count + move(movement.Part) };
    }

    public Moved ToEvent(bool completed) => new(work.Id, Movements, Waiting, Faulted, Erased, completed) { FaultMessage = FaultMessage };
}

/// <summary>Something an activity said of its contacts, to be done inside the commit.</summary>
internal abstract record MoveOp
{
    public abstract void Apply(MoveTally tally, IRunMoves moves);

    /// <summary>Needs a row for each contact; a part that leaves whole does not.</summary>
    public virtual bool NeedsRows => true;
}

internal sealed record LeaveOp(IReadOnlyCollection<long> Contacts, string Outcome, Reason? Reason) : MoveOp
{
    public override void Apply(MoveTally tally, IRunMoves moves) => tally.Left([Outcome], part => moves.Leave(tally.Work, Contacts, Outcome, Reason, part));
}

internal sealed record LeavePartOp(ImmutableArray<string> Outcomes, Reason? Reason) : MoveOp
{
    public override bool NeedsRows => false;

    public override void Apply(MoveTally tally, IRunMoves moves) => tally.Left(Outcomes, part => moves.LeavePart(tally.Work, Outcomes[0], Reason, part));
}

internal sealed record RuleOp(SegmentRule Rule, DateTimeOffset Now, string Matched, string Others) : MoveOp
{
    public override void Apply(MoveTally tally, IRunMoves moves)
    {
        tally.Left([Matched], part => moves.LeaveMatching(tally.Work, Rule, Now, Matched, part));
        tally.Left([Others], part => moves.LeavePart(tally.Work, Others, null, part));
    }
}

internal sealed record ChanceOp(IReadOnlyList<(string Outcome, double Weight)> Weights, string Seed) : MoveOp
{
    public override void Apply(MoveTally tally, IRunMoves moves)
    {
        var total = Weights.Sum(w => w.Weight);
        var from = 0.0;
        foreach (var (outcome, weight) in Weights.Where(w => w.Weight > 0))
        {
            var to = from + (weight / total);
            tally.Left([outcome], part => moves.LeaveByChance(tally.Work, Seed, from, to, outcome, part));
            from = to;
        }
        // A draw of 0.999… that rounding left over belongs to the last side.
        var last = Weights.Last(w => w.Weight > 0).Outcome;
        tally.Left([last], part => moves.LeavePart(tally.Work, last, null, part));
    }
}

internal sealed record WaitOp(IReadOnlyCollection<(long Contact, DateTimeOffset Until)> Contacts, string Outcome) : MoveOp
{
    public override void Apply(MoveTally tally, IRunMoves moves) => tally.Waiting += moves.Wait(tally.Work, Contacts, Outcome);
}

internal sealed record WaitPartOp(DateTimeOffset Until, string Outcome) : MoveOp
{
    public override void Apply(MoveTally tally, IRunMoves moves) => tally.Waiting += moves.WaitPart(tally.Work, Until, Outcome);
}

internal sealed record FaultOp(IReadOnlyCollection<long> Contacts, string Message) : MoveOp
{
    public override void Apply(MoveTally tally, IRunMoves moves)
    {
        tally.Faulted += moves.Fault(tally.Work, Contacts, Message);
        tally.FaultMessage = Message;
    }
}

internal sealed record EraseOp(IReadOnlyCollection<long> Contacts) : MoveOp
{
    public override void Apply(MoveTally tally, IRunMoves moves) => tally.Erased += moves.Drop(tally.Work, Contacts, Reason.Erased);
}
