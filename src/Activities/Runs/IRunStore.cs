using Workflows.Running;
using Workflows.Segments;

namespace Activities.Runs;

/// <summary>Runs in the fact store: an event's movements of contacts, the state after it and its journal lines are one commit.</summary>
public interface IRunStore
{
    /// <summary>Stores a run and what its first event does.</summary>
    /// <param name="begin">Gets the run with its number and how many contacts it begins with, and returns the state after <see cref="Started"/>.</param>
    /// <returns>The run, or the one that its id or request key started before.</returns>
    /// <exception cref="RunRemovedException">The request key started a run that has been removed.</exception>
    Task<RunRecord> CreateAsync(NewRun run, Func<RunRecord, long, IRunMoves, RunRecord> begin, CancellationToken cancellationToken);

    /// <summary>Applies an event. The work may run twice (see FactsDatabase), so it must be a function of its arguments.</summary>
    /// <exception cref="RunRemovedException">The run was removed meanwhile.</exception>
    Task<RunRecord> CommitAsync(RunRecord run, DateTimeOffset at, Func<IRunMoves, RunRecord> work, CancellationToken cancellationToken);

    /// <summary>Puts saved segments in the place of references to them: they lie in the other store, so this comes before a commit.</summary>
    /// <exception cref="Segments.SegmentRuleException">There is no such segment.</exception>
    Task<SegmentRule> ResolveAsync(SegmentRule rule, CancellationToken cancellationToken);

    Task<RunRecord?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<RunRecord>> ListAsync(RunFilter filter, CancellationToken cancellationToken);

    /// <summary>Oldest first: what a restart has to take up again.</summary>
    Task<IReadOnlyList<RunRecord>> UnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>The definition that runs with this snapshot run, as Elsa JSON.</summary>
    Task<string> DefinitionAsync(string snapshot, CancellationToken cancellationToken);

    /// <summary>Contacts of a part who still wait for their activity, ascending, after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<long>> QueuedAsync(RunRecord run, Work work, long after, int limit, CancellationToken cancellationToken);

    Task<RunPlaces> PlacesAsync(RunRecord run, RunPlaceFilter filter, CancellationToken cancellationToken);

    Task<IReadOnlyList<JournalLine>> JournalAsync(RunRecord run, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes what simulated runs that finished before an instant would have written of people; the runs stay.</summary>
    Task ForgetSimulatedAsync(DateTimeOffset finishedBefore, CancellationToken cancellationToken);
}

/// <summary>The movements that one commit may make. Synchronous: it is SQL inside a transaction.</summary>
public interface IRunMoves : ISets
{
    /// <summary>Contacts of a part leave through an outcome as part <paramref name="into"/>.</summary>
    long Leave(Work work, IReadOnlyCollection<long> contacts, string outcome, Reason? reason, long into);

    /// <param name="rule">Resolved: see <see cref="IRunStore.ResolveAsync"/>.</param>
    /// <summary>Those of the part who match leave through an outcome.</summary>
    long LeaveMatching(Work work, SegmentRule rule, DateTimeOffset now, string outcome, long into);

    /// <summary>Those whose draw (0 to 1, a hash of seed and id) is within the range leave through an outcome.</summary>
    long LeaveByChance(Work work, string seed, double from, double to, string outcome, long into);

    long LeavePart(Work work, string outcome, Reason? reason, long into);

    long Wait(Work work, IReadOnlyCollection<(long Contact, DateTimeOffset Until)> contacts, string outcome);

    long WaitPart(Work work, DateTimeOffset until, string outcome);

    long Fault(Work work, IReadOnlyCollection<long> contacts, string message);

    long Drop(Work work, IReadOnlyCollection<long> contacts, Reason reason);

    /// <summary>Waiting contacts whose instant has come, by where they wait and leave; <see cref="LeaveDue"/> lets them go.</summary>
    IReadOnlyList<DueGroup> DueGroups(DateTimeOffset now);

    void LeaveDue(DueGroup group, DateTimeOffset now, long into);

    /// <summary>The earliest instant for which a contact waits.</summary>
    DateTimeOffset? NextUntil();

    void Journal(JournalLine line);
}

public sealed record DueGroup(string Activity, int Visit, string Outcome, long Count);
