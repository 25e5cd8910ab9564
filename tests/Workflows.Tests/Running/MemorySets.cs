using Workflows.Running;

namespace Workflows.Tests.Running;

/// <summary>The set algebra with a list of rows: what the database does, said slowly.</summary>
internal sealed class MemorySets(int everyone) : ISets
{
    public enum Where { Queued, Held, Waiting, Left, Faulted, Dropped }

    public sealed class Row(string activity, int visit, int contact, long part)
    {
        public long Part { get; set; } = part;
        public string Activity => activity;
        public int Visit => visit;
        public int Contact => contact;
        public Where Where { get; set; }
        public long Bits { get; set; }
        public string? Outcome { get; set; }
        public long? Out { get; set; }
        public int Until { get; set; }
        public bool IsLive => Where is Where.Queued or Where.Held or Where.Waiting;
    }

    public List<Row> Rows { get; } = [];

    public IEnumerable<int> Everyone => Enumerable.Range(1, everyone);

    public Arrival Enter(string activity, int visit, long from, long into)
    {
        var coming = From(from);
        var there = Rows.Where(r => r.Activity == activity && r.Visit == visit).Select(r => r.Contact).ToHashSet();
        var fresh = coming.Where(c => !there.Contains(c)).ToList();
        Rows.AddRange(fresh.Select(c => new Row(activity, visit, c, into)));
        return new Arrival(fresh.Count, coming.Count - fresh.Count);
    }

    public Arrival Hold(string activity, int visit, long from, long bits, long into)
    {
        long accepted = 0, repeats = 0;
        foreach (var contact in From(from))
        {
            var row = Rows.SingleOrDefault(r => r.Activity == activity && r.Visit == visit && r.Contact == contact);
            if (row is null)
            {
                Rows.Add(new Row(activity, visit, contact, into) { Where = Where.Held, Bits = bits });
                accepted++;
            }
            else if (row.Where != Where.Held || (row.Bits & bits) == bits)
            {
                repeats++;
            }
            else
            {
                row.Bits |= bits;
            }
        }
        return new Arrival(accepted, repeats);
    }

    public Settlement Settle(Join join, long into)
    {
        long released = 0, unmatched = 0;
        foreach (var row in Rows.Where(r => r.Activity == join.Activity && r.Visit == join.Visit && r.Where == Where.Held).ToList())
        {
            var canCome = join.EveryoneUpstream || Rows.Any(r => r.Contact == row.Contact && r != row && r.IsLive && !(join.Quiet && r.Where == Where.Held) && r.Visit <= join.Visit && join.Upstream.Contains(r.Activity));
            if (row.Bits == join.AllBits || (!join.All && !canCome))
            {
                (row.Where, row.Outcome, row.Out) = (Where.Left, "Done", into);
                released++;
            }
            else if (!canCome)
            {
                row.Where = Where.Dropped;
                unmatched++;
            }
        }
        return new Settlement(released, unmatched);
    }

    public long Leave(string activity, int visit, long part, string outcome, long into)
    {
        var rows = Queued(activity, visit, part).ToList();
        rows.ForEach(r => (r.Where, r.Outcome, r.Out) = (Where.Left, outcome, into));
        return rows.Count;
    }

    public long Fault(string activity, int visit, long part, string message)
    {
        var rows = Queued(activity, visit, part).ToList();
        rows.ForEach(r => r.Where = Where.Faulted);
        return rows.Count;
    }

    public long Requeue(string activity, int visit, long into)
    {
        var rows = Rows.Where(r => r.Activity == activity && r.Visit == visit && r.Where == Where.Faulted).ToList();
        foreach (var row in rows)
            (row.Where, row.Part) = (Where.Queued, into);
        return rows.Count;
    }

    public IReadOnlyList<Ended> End(string activity, int visit, long part)
    {
        var ending = Queued(activity, visit, part).ToHashSet();
        var contacts = ending.Select(r => r.Contact).ToHashSet();
        var live = Rows.Where(r => r.IsLive && contacts.Contains(r.Contact) && !ending.Contains(r)).ToList();
        var ended = live.GroupBy(r => (r.Activity, r.Visit, Part: r.Where == Where.Queued ? r.Part : (long?)null)).Select(g => new Ended(g.Key.Activity, g.Key.Visit, g.Key.Part, g.Count())).ToList();
        live.ForEach(r => r.Where = Where.Dropped);
        return ended;
    }

    public void Cancel() => Rows.Where(r => r.IsLive).ToList().ForEach(r => r.Where = Where.Dropped);

    public IEnumerable<Row> Queued(string activity, int visit, long part) =>
        Rows.Where(r => r.Activity == activity && r.Visit == visit && r.Part == part && r.Where == Where.Queued);

    private List<int> From(long part) => part == RunState.Everyone ? [.. Everyone] : [.. Rows.Where(r => r.Out == part).Select(r => r.Contact)];
}
