using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Activities.Runs;
using Workflows.Running;
using Workflows.Segments;
using Workflows.Tests.Running;
using Where = Workflows.Tests.Running.MemorySets.Where;

namespace Storage.Tests.Runs;

/// <summary>The movements of activities over the same list of rows as the runner's own tests use: what the SQL must do, said slowly.</summary>
/// <param name="matches">Who matches a rule: the contacts are numbers here.</param>
internal sealed class MemoryMoves(MemorySets sets, Func<SegmentRule, int, bool> matches) : IRunMoves
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    public MemorySets Sets => sets;

    public static DateTimeOffset At(MemorySets.Row row) => Epoch.AddSeconds(row.Until);

    public Arrival Enter(string activity, int visit, long from, long into) => sets.Enter(activity, visit, from, into);
    public Arrival Hold(string activity, int visit, long from, long bits, long into) => sets.Hold(activity, visit, from, bits, into);
    public Settlement Settle(Join join, long into) => sets.Settle(join, into);
    public long Leave(string activity, int visit, long part, string outcome, long into) => sets.Leave(activity, visit, part, outcome, into);
    public long Fault(string activity, int visit, long part, string message) => sets.Fault(activity, visit, part, message);
    public long Requeue(string activity, int visit, long into) => sets.Requeue(activity, visit, into);
    public IReadOnlyList<Ended> End(string activity, int visit, long part) => sets.End(activity, visit, part);
    public void Cancel() => sets.Cancel();

    public long Leave(Work work, IReadOnlyCollection<long> contacts, string outcome, Reason? reason, long into) => Leave(work, c => contacts.Contains(c), outcome, into);
    public long LeavePart(Work work, string outcome, Reason? reason, long into) => Leave(work, _ => true, outcome, into);
    public long LeaveMatching(Work work, SegmentRule rule, DateTimeOffset now, string outcome, long into) => Leave(work, c => matches(rule, c), outcome, into);
    public long LeaveByChance(Work work, string seed, double from, double to, string outcome, long into) => Leave(work, c => Draw(seed, c) >= from && Draw(seed, c) < to, outcome, into);

    public long Wait(Work work, IReadOnlyCollection<(long Contact, DateTimeOffset Until)> contacts, string outcome)
    {
        var until = contacts.ToDictionary(c => (int)c.Contact, c => c.Until);
        return Set(work, until.ContainsKey, row => (row.Where, row.Outcome, row.Until) = (Where.Waiting, outcome, (int)(until[row.Contact] - Epoch).TotalSeconds));
    }

    public long WaitPart(Work work, DateTimeOffset until, string outcome) => Set(work, _ => true, row => (row.Where, row.Outcome, row.Until) = (Where.Waiting, outcome, (int)(until - Epoch).TotalSeconds));

    public long Fault(Work work, IReadOnlyCollection<long> contacts, string message) => Set(work, c => contacts.Contains(c), row => row.Where = Where.Faulted);

    public long Drop(Work work, IReadOnlyCollection<long> contacts, Reason reason) => Set(work, c => contacts.Contains(c), row => row.Where = Where.Dropped);

    public IReadOnlyList<DueGroup> DueGroups(DateTimeOffset now) =>
        [.. Due(now).GroupBy(r => (r.Activity, r.Visit, r.Outcome)).OrderBy(g => g.Key.Activity, StringComparer.Ordinal).ThenBy(g => g.Key.Visit).ThenBy(g => g.Key.Outcome, StringComparer.Ordinal)
            .Select(g => new DueGroup(g.Key.Activity, g.Key.Visit, g.Key.Outcome!, g.Count()))];

    public void LeaveDue(DueGroup group, DateTimeOffset now, long into)
    {
        foreach (var row in Due(now).Where(r => (r.Activity, r.Visit, r.Outcome) == (group.Activity, group.Visit, group.Outcome)).ToList())
            (row.Where, row.Out) = (Where.Left, into);
    }

    public DateTimeOffset? NextUntil() => sets.Rows.Where(r => r.Where == Where.Waiting).Select(r => (DateTimeOffset?)At(r)).Min();

    public void Journal(JournalLine line) => throw new NotSupportedException("Lines are no sets.");

    private IEnumerable<MemorySets.Row> Due(DateTimeOffset now) => sets.Rows.Where(r => r.Where == Where.Waiting && At(r) <= now);

    private long Leave(Work work, Func<int, bool> who, string outcome, long into) => Set(work, who, row => (row.Where, row.Outcome, row.Out) = (Where.Left, outcome, into));

    private long Set(Work work, Func<int, bool> who, Action<MemorySets.Row> change)
    {
        var rows = sets.Queued(work.Activity, work.Visit, work.Part).Where(r => who(r.Contact)).ToList();
        rows.ForEach(change);
        return rows.Count;
    }

    /// <summary>The draw of a contact, 0 to 1: the second half of an MD5, so that every store and version decides alike.</summary>
    private static double Draw(string seed, int contact)
    {
#pragma warning disable CA5351 // A draw, no secret.
        var hash = MD5.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}:{contact}")));
#pragma warning restore CA5351
        return BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(8)) / 18446744073709551616.0;
    }
}
