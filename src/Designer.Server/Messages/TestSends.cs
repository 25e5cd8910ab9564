using Activities.Contacts;
using Activities.Email;
using Designer.Contracts.Messages;
using Workflows.Running;

namespace Designer.Server.Messages;

/// <summary>Sends one person's message to an address of the author's, on the same path as a run: composed, kept, claimed, sent, sealed.</summary>
internal sealed class TestSends(IMailTransport mail, ISendLedger ledger, IMessageStore outbox, ISuppressionStore suppressions, MailComposer composer, AddressHash hash, TimeProvider time)
{
    public async Task<TestSendResponse> SendAsync(MailDraft draft, Sender sender, string workflowName, string activityId, Contact contact, EmailAddress address, CancellationToken cancellationToken)
    {
        sender.RequireReachableLinks();
        var at = time.GetUtcNow();
        var key = new SendKey($"{SendKey.TestPrefix}{Guid.CreateVersion7(at):N}", activityId, contact.Id, 0);
        var addressHash = hash.Of(address.ToString());
        var message = composer.Compose(draft, sender, workflowName, contact, address, key, at);
        await outbox.AddAsync([message], cancellationToken);
        if ((await suppressions.FindAsync([address.ToString()], cancellationToken)).Count > 0)
        {
            await ledger.SealAsync([new SendSeal(key, SendState.Held, Reason.Suppressed.Code, at) { AddressHash = addressHash }], cancellationToken);
            return new TestSendResponse(message.Id, SendState.Held.Name(), Reason.Suppressed.Code);
        }
        await ledger.ClaimAsync([new SendClaim(key, addressHash, at)], cancellationToken);
        return await SendAsync(sender, message);
    }

    // From here on nothing is cancelled: the claim stands, and its answer is worth waiting for.
    private async Task<TestSendResponse> SendAsync(Sender sender, OutgoingMessage message)
    {
        Delivery delivery;
        try
        {
            await using var session = mail.Open(sender);
            delivery = await Task.Run(() => session.Send(message));
        }
        catch (Activities.Runs.ActivityFaultException fault)
        {
            delivery = new Delivery(SendState.Deferred, SendCodes.Connection, fault.Message);
        }
        await ledger.SealAsync([new SendSeal(message.Key, delivery.State, delivery.Code, time.GetUtcNow())], CancellationToken.None);
        if (delivery.Text.Length > 0)
            await outbox.AnswerAsync([new MessageAnswer(message.Id, delivery.Text)], CancellationToken.None);
        return new TestSendResponse(message.Id, delivery.State.Name(), delivery.Text.Length > 0 && delivery.State != SendState.Accepted ? delivery.Text : delivery.Code);
    }
}
