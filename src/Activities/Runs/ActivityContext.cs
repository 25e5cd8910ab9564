using System.Text.Json;
using Activities.Contacts;
using Workflows.Definitions;
using Workflows.Running;
using Workflows.Segments;

namespace Activities.Runs;

/// <summary>
/// The part of the audience that arrived at an activity, and the only way to move it on. What is said here is committed together with the run's
/// state, chunk by chunk; counts are read from these movements, never from counters of an activity's own.
/// </summary>
public abstract class ActivityContext
{
    public abstract string RunId { get; }
    public abstract string DefinitionId { get; }
    public abstract string WorkflowName { get; }
    public abstract string ActivityId { get; }

    /// <summary>Grows along back edges only; keys are (run, activity, contact, visit).</summary>
    public abstract int Visit { get; }

    public abstract DateTimeOffset Now { get; }

    /// <summary>How many contacts arrived in this part.</summary>
    public abstract long Count { get; }

    /// <summary>
    /// The part in chunks of about 1,000 contacts. What was said so far is committed when the next is asked for; after a crash those come again of whom
    /// nothing was committed. Not to be asked while something is being said.
    /// </summary>
    public abstract IAsyncEnumerable<IReadOnlyList<Contact>> ChunksAsync(CancellationToken cancellationToken);

    /// <summary>Sends contacts of the chunks so far out through one outcome.</summary>
    public abstract void Leave(IReadOnlyCollection<long> contacts, string outcome, Reason? reason = null);

    public void Leave<TOutcome>(IReadOnlyCollection<long> contacts, TOutcome outcome, Reason? reason = null)
        where TOutcome : struct, Enum => Leave(contacts, outcome.ToString(), reason);

    public void Leave<TOutcome>(Contact contact, TOutcome outcome, Reason? reason = null)
        where TOutcome : struct, Enum => Leave([contact.Id], outcome.ToString(), reason);

    /// <summary>Sends the whole part out through one outcome, inside the database.</summary>
    public abstract void LeaveAll(string outcome, Reason? reason = null);

    public void LeaveAll<TOutcome>(TOutcome outcome, Reason? reason = null)
        where TOutcome : struct, Enum => LeaveAll(outcome.ToString(), reason);

    /// <summary>
    /// Sends the whole part along the ports of several outcomes at once, counted once, under the first (FlowSwitch's MatchAny). For control activities only:
    /// everywhere else a contact leaves through exactly one outcome.
    /// </summary>
    public abstract void LeaveAllThrough(IReadOnlyList<string> outcomes);

    /// <summary>Splits the whole part by a rule, inside the database.</summary>
    public abstract void LeaveByRule(SegmentRule rule, string matched, string others);

    /// <summary>Splits the whole part by chance, inside the database; the same seed gives the same contact the same outcome.</summary>
    /// <param name="seed">Hashed with the contact's id, so that a retry decides alike.</param>
    public abstract void LeaveByChance(IReadOnlyList<(string Outcome, double Weight)> weights, string seed);

    /// <summary>Contacts of the chunks so far stay here until their instant, then leave through <paramref name="outcome"/>.</summary>
    public abstract void Wait(IReadOnlyCollection<(long Contact, DateTimeOffset Until)> contacts, string outcome);

    /// <summary>The whole part waits until one instant.</summary>
    public abstract void WaitAll(DateTimeOffset until, string outcome);

    /// <summary>Contacts of the chunks so far that cannot be dealt with: shown with the message, can be retried.</summary>
    public abstract void Fault(IReadOnlyCollection<long> contacts, string message);

    /// <summary>For expressions inside a plain input (FlowSwitch's cases), in the scope of this activity; wrapped inputs arrive evaluated.</summary>
    public abstract ValueTask<JsonElement?> EvaluateAsync(Expression expression, CancellationToken cancellationToken);

    /// <param name="name">The variable's id, else its name.</param>
    public abstract JsonElement? GetVariable(string name);

    /// <param name="name">The variable's id, else its name.</param>
    public abstract void SetVariable(string name, JsonElement value);

    /// <summary>The run has one token and no audience.</summary>
    public virtual bool IsOrdinary => false;

    /// <summary>The run of one token that this activity is part of.</summary>
    /// <exception cref="ActivityFaultException">The flow has an audience.</exception>
    public virtual IOrdinaryFlow Flow => throw new ActivityFaultException($"'{ActivityId}' works in flows without an audience only.", canRetry: false);

    /// <summary>One line in the run's journal; no addresses, bodies or secrets.</summary>
    public abstract void Journal(string message);
}
