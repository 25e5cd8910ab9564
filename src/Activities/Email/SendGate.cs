using Activities.Contacts;
using Workflows.Running;

namespace Activities.Email;

/// <summary>
/// Asked at the claim, not when the audience was made: an hour may lie between, and who said no in it must not get the message. Contacts are read
/// anew for the same reason.
/// </summary>
public sealed class SendGate(IContactStore contacts, ISuppressionStore suppressions)
{
    /// <returns>One decision per id, in their order.</returns>
    public async Task<IReadOnlyList<GateDecision>> DecideAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var found = (await contacts.GetAsync(ids, cancellationToken)).ToDictionary(c => c.Id);
        var addresses = found.Values.Select(c => c.Email).OfType<string>().ToList();
        var suppressed = addresses.Count == 0
            ? []
            : (await suppressions.FindAsync(addresses, cancellationToken)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. ids.Select(id => Decide(id, found.GetValueOrDefault(id), suppressed))];
    }

    private static GateDecision Decide(long id, Contact? contact, HashSet<string> suppressed)
    {
        if (contact is null)
            return new GateDecision(id, null, null, Reason.Erased);
        if (string.IsNullOrWhiteSpace(contact.Email))
            return new GateDecision(id, contact, null, Reason.NoAddress);
        if (EmailAddress.TryParse(contact.Email) is not { } address)
            return new GateDecision(id, contact, null, Reason.InvalidAddress);
        if (suppressed.Contains(contact.Email))
            return new GateDecision(id, contact, address, Reason.Suppressed);
        return new GateDecision(id, contact, address, contact.EmailConsent ? null : Reason.NoConsent);
    }
}

/// <param name="Hold">Null: may be sent.</param>
public sealed record GateDecision(long ContactId, Contact? Contact, EmailAddress? Address, Reason? Hold);
