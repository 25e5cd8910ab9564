namespace Workflows.Running;

/// <summary>
/// Who is where: the contacts behind the part numbers. Implemented inside the database for runs, in memory for tests. Every call takes part in the
/// commit of the event it belongs to.
/// </summary>
public interface ISets
{
    /// <summary>
    /// The contacts that left as <paramref name="from"/> (or everyone) are queued at an activity as <paramref name="into"/>, but for those who were
    /// there in this visit already.
    /// </summary>
    Arrival Enter(string activity, int visit, long from, long into);

    /// <summary>
    /// The contacts that left as <paramref name="from"/> arrive at a join by the connections of <paramref name="bits"/>. New ones are held; held ones
    /// get the bits and count neither as new nor as repeats, unless they had them.
    /// </summary>
    Arrival Hold(string activity, int visit, long from, long bits, long into);

    /// <summary>
    /// Lets held contacts of a join go as part <paramref name="into"/>, outcome Done: those with all bits, and (where not every arrival is needed)
    /// those for whom no other can come. Those who lack a bit that cannot come any more are dropped as unmatched.
    /// </summary>
    Settlement Settle(Join join, long into);

    /// <summary>Queued contacts of a part (still those in the state "queued") leave through an outcome as part <paramref name="into"/>.</summary>
    long Leave(string activity, int visit, long part, string outcome, long into);

    /// <summary>Queued contacts of a part are faulted.</summary>
    long Fault(string activity, int visit, long part, string message);

    /// <summary>Faulted contacts of a step are queued there again as part <paramref name="into"/>.</summary>
    long Requeue(string activity, int visit, long into);

    /// <summary>The contacts queued as <paramref name="part"/> at an activity have come to their end: wherever else they are queued or held, they are dropped.</summary>
    IReadOnlyList<Ended> End(string activity, int visit, long part);

    /// <summary>Everyone who is queued or held is dropped.</summary>
    void Cancel();
}

/// <param name="Accepted">Queued, or newly held.</param>
public readonly record struct Arrival(long Accepted, long Repeats);

/// <param name="All">True: every bit is needed.</param>
/// <param name="Upstream">Activities from which a contact can still come.</param>
/// <param name="EveryoneUpstream">An unmaterialised part is upstream, so that anyone can still come.</param>
/// <param name="Quiet">Nothing moves any more: joins that only wait for each other count as nobody upstream.</param>
public sealed record Join(string Activity, int Visit, bool All, long AllBits, IReadOnlyList<string> Upstream, bool EveryoneUpstream, bool Quiet);

public readonly record struct Settlement(long Released, long Unmatched);

/// <param name="Part">The part they were queued in; null: they were waiting.</param>
public readonly record struct Ended(string Activity, int Visit, long? Part, long Count);
