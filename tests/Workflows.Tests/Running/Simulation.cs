using System.Collections.Immutable;
using Workflows.Descriptors;
using Workflows.Running;
using Xunit;

namespace Workflows.Tests.Running;

/// <summary>
/// Runs a flow in memory: every contact's fate at every activity is a function of (seed, activity, visit, contact), chunks are small, waits come due
/// out of step, the process may die between any two steps. Checks what must always hold after every step.
/// </summary>
internal sealed class Simulation
{
    private readonly FlowPlan _plan;
    private readonly int _seed;
    private readonly HashSet<(string Activity, int Visit, int Contact)> _executed = [];
    private int _clock;

    public Simulation(FlowPlan plan, int contacts, int seed, Func<string, int, int, string>? fate = null)
    {
        _plan = plan;
        _seed = seed;
        Sets = new MemorySets(contacts);
        Fate = fate ?? RandomFate;
        Happened(new Started(contacts));
    }

    public MemorySets Sets { get; }
    public RunState State { get; private set; } = new();
    public Func<string, int, int, string> Fate { get; }
    public List<string> Log { get; } = [];
    public bool Chaos { get; init; }
    public int CancelAt { get; init; } = -1;

    public NodeState Node(string id, int visit = 1) => State.Node(id, visit);

    public Simulation ToEnd(int limit = 5000)
    {
        for (var step = 0; !State.IsFinished; step++)
        {
            Assert.True(step < limit, "The run does not end: " + State.ToJson());
            if (step == CancelAt)
                Happened(new Cancelled());
            else if (Chaos && Pick(step, "pause", 0, 9) == 0)
                PauseAndResume();
            else if (RunMachine.Next(State, At(_clock)) is { } work)
                Execute(work, step);
            else
                Tick();
        }
        return this;
    }

    /// <summary>Everybody who was faulted is tried again.</summary>
    public void Retry()
    {
        foreach (var row in Sets.Rows.Where(r => r.Where == MemorySets.Where.Faulted))
            _executed.Remove((row.Activity, row.Visit, row.Contact));
        Happened(new Retried(null));
    }

    private void PauseAndResume()
    {
        Happened(new Paused());
        Assert.Null(RunMachine.Next(State, DateTimeOffset.MaxValue));
        Happened(new Resumed());
    }

    private void Execute(Work work, int step)
    {
        Happened(new Begun(work.Id));
        if (_plan.Node(work.Activity).Grain == Grain.OncePerRun)
        {
            Once(work);
            return;
        }
        if (work.Part == RunState.Everyone)
        {
            var part = State.NextPart;
            Happened(new Materialised(work.Id, part, Sets.Enter(work.Activity, work.Visit, RunState.Everyone, part).Accepted));
        }
        while (State.Queue.FirstOrDefault(w => w.Id == work.Id) is { } now)
        {
            var rest = Sets.Queued(now.Activity, now.Visit, now.Part).ToList();
            var chunk = rest.Take(3).ToList();
            if (Chaos && Pick(step, work.Activity, chunk.Count, 7) == 0)
            {
                Happened(new Recovered());
                return;
            }
            Chunk(now, chunk, chunk.Count == rest.Count);
        }
    }

    private void Once(Work work)
    {
        var outcome = Fate(work.Activity, work.Visit, 0) is "Wait" or "Fault" ? "A" : Fate(work.Activity, work.Visit, 0);
        Assert.True(_executed.Add((work.Activity, work.Visit, 0)), $"{work.Activity} acted twice in visit {work.Visit}");
        var into = work.Part == RunState.Everyone ? RunState.Everyone : State.NextPart;
        var count = into == RunState.Everyone ? work.Count : Sets.Leave(work.Activity, work.Visit, work.Part, outcome, into);
        Happened(new Moved(work.Id, [new Movement(outcome, into, count)], Erased: work.Count - count, Completed: true));
    }

    private void Chunk(Work work, List<MemorySets.Row> chunk, bool last)
    {
        var part = State.NextPart;
        var movements = new List<Movement>();
        foreach (var group in chunk.GroupBy(r => Fate(work.Activity, work.Visit, r.Contact)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            foreach (var row in group)
            {
                Assert.True(_executed.Add((work.Activity, work.Visit, row.Contact)), $"contact {row.Contact} was executed twice by {work.Activity} in visit {work.Visit}");
                row.Where = group.Key switch { "Wait" => MemorySets.Where.Waiting, "Fault" => MemorySets.Where.Faulted, _ => MemorySets.Where.Left };
                row.Until = _clock + 1 + Pick(row.Contact, work.Activity, work.Visit, 4);
                if (row.Where == MemorySets.Where.Left)
                    (row.Outcome, row.Out) = (group.Key, part);
            }
            if (group.Key is not ("Wait" or "Fault"))
                movements.Add(new Movement(group.Key, part++, group.Count()));
        }
        Happened(new Moved(work.Id, [.. movements], chunk.Count(r => r.Where == MemorySets.Where.Waiting), chunk.Count(r => r.Where == MemorySets.Where.Faulted), Completed: last));
    }

    private void Tick()
    {
        _clock++;
        foreach (var group in Sets.Rows.Where(r => r.Where == MemorySets.Where.Waiting && r.Until <= _clock).GroupBy(r => (r.Activity, r.Visit)).ToList())
        {
            var due = group.Where(r => r.Where == MemorySets.Where.Waiting).ToList();
            if (due.Count == 0)
                continue;
            var part = State.NextPart;
            due.ForEach(r => (r.Where, r.Outcome, r.Out) = (MemorySets.Where.Left, "A", part));
            Happened(new WaitDue(group.Key.Activity, group.Key.Visit, [new Movement("A", part, due.Count)]));
        }
    }

    private void Happened(RunEvent happened)
    {
        State = RunMachine.Apply(_plan, State, happened, Sets);
        Log.Add(State.ToJson());
        Assert.All(State.Nodes.Values, n => Assert.True(n.IsBalanced, $"{n} after {happened}"));
        Assert.Equal(State.ToJson(), RunState.FromJson(State.ToJson()).ToJson());
        CountsAgree();
    }

    /// <summary>Where rows exist, they say what the counts say.</summary>
    private void CountsAgree()
    {
        foreach (var node in State.Nodes.Values.Where(n => !n.TookEveryone))
        {
            var rows = Sets.Rows.Where(r => r.Activity == node.Activity && r.Visit == node.Visit).ToList();
            Assert.Equal(node.Queued + node.InWork, rows.Count(r => r.Where == MemorySets.Where.Queued));
            Assert.Equal(node.Waiting, rows.Count(r => r.Where is MemorySets.Where.Waiting or MemorySets.Where.Held));
            Assert.Equal(node.Outcomes.Values.Sum(), rows.Count(r => r.Where == MemorySets.Where.Left));
        }
    }

    private string RandomFate(string activity, int visit, int contact)
    {
        if (visit >= 3)
            return "Stop";
        string[] fates = ["A", "A", "B", "B", "Done", "Wait", "Fault"];
        return fates[Pick(contact, activity, visit, fates.Length)];
    }

    private int Pick(int a, string b, int c, int below)
    {
        var hash = 17u + (uint)_seed;
        foreach (var part in ImmutableArray.Create(a, c).Concat(b.Select(x => (int)x)))
            hash = (hash ^ (uint)part) * 2654435761u;
        return (int)((hash >> 8) % (uint)below);
    }

    private static DateTimeOffset At(int clock) => DateTimeOffset.UnixEpoch.AddMinutes(clock);
}
