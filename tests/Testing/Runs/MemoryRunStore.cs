using Activities.Runs;
using Workflows.Running;
using Workflows.Segments;

namespace Testing.Runs;

/// <summary>For ordinary flows in memory: keeps the journal; the run's record is in the caller's hands.</summary>
public sealed class MemoryRunStore : IRunStore
{
    public List<JournalLine> Lines { get; } = [];
    public int Commits { get; private set; }

    public Task<RunRecord> CommitAsync(RunRecord run, DateTimeOffset at, Func<IRunMoves, RunRecord> work, CancellationToken cancellationToken)
    {
        Commits++;
        var moves = new JournalOnly(Lines);
        var next = work(moves);
        return Task.FromResult(next with { Due = next.State.IsFinished ? null : RunMachine.NextDue(next.State) });
    }

    public Task<RunRecord> CreateAsync(NewRun run, Func<RunRecord, long, IRunMoves, RunRecord> begin, CancellationToken cancellationToken) => throw NotHere();
    public Task<SegmentRule> ResolveAsync(SegmentRule rule, CancellationToken cancellationToken) => throw NotHere();
    public Task<RunRecord?> FindAsync(string id, CancellationToken cancellationToken) => throw NotHere();
    public Task<IReadOnlyList<RunRecord>> ListAsync(RunFilter filter, CancellationToken cancellationToken) => throw NotHere();
    public Task<IReadOnlyList<RunRecord>> UnfinishedAsync(CancellationToken cancellationToken) => throw NotHere();
    public Task<string> DefinitionAsync(string snapshot, CancellationToken cancellationToken) => throw NotHere();
    public Task<IReadOnlyList<long>> QueuedAsync(RunRecord run, Work work, long after, int limit, CancellationToken cancellationToken) => throw NotHere();
    public Task<RunPlaces> PlacesAsync(RunRecord run, RunPlaceFilter filter, CancellationToken cancellationToken) => throw NotHere();
    public Task<IReadOnlyList<JournalLine>> JournalAsync(RunRecord run, long after, int limit, CancellationToken cancellationToken) => throw NotHere();
    public Task ForgetSimulatedAsync(DateTimeOffset finishedBefore, CancellationToken cancellationToken) => throw NotHere();

    private static InvalidOperationException NotHere() => new("An ordinary flow in memory has no contacts and no rows.");

    private sealed class JournalOnly(List<JournalLine> lines) : IRunMoves
    {
        public void Journal(JournalLine line) => lines.Add(line);
        public long Leave(Work work, IReadOnlyCollection<long> contacts, string outcome, Reason? reason, long into) => throw NotHere();
        public long LeaveMatching(Work work, SegmentRule rule, DateTimeOffset now, string outcome, long into) => throw NotHere();
        public long LeaveByChance(Work work, string seed, double from, double to, string outcome, long into) => throw NotHere();
        public long LeavePart(Work work, string outcome, Reason? reason, long into) => throw NotHere();
        public long Wait(Work work, IReadOnlyCollection<(long Contact, DateTimeOffset Until)> contacts, string outcome) => throw NotHere();
        public long WaitPart(Work work, DateTimeOffset until, string outcome) => throw NotHere();
        public long Fault(Work work, IReadOnlyCollection<long> contacts, string message) => throw NotHere();
        public long Drop(Work work, IReadOnlyCollection<long> contacts, Reason reason) => throw NotHere();
        public IReadOnlyList<DueGroup> DueGroups(DateTimeOffset now) => throw NotHere();
        public void LeaveDue(DueGroup group, DateTimeOffset now, long into) => throw NotHere();
        public DateTimeOffset? NextUntil() => throw NotHere();
        public Arrival Enter(string activity, int visit, long from, long into) => throw NotHere();
        public Arrival Hold(string activity, int visit, long from, long bits, long into) => throw NotHere();
        public Settlement Settle(Join join, long into) => throw NotHere();
        public long Leave(string activity, int visit, long part, string outcome, long into) => throw NotHere();
        public long Fault(string activity, int visit, long part, string message) => throw NotHere();
        public long Requeue(string activity, int visit, long into) => throw NotHere();
        public IReadOnlyList<Ended> End(string activity, int visit, long part) => throw NotHere();
        public void Cancel() => throw NotHere();
    }
}
