using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Activities.Contacts;
using Activities.Copy;
using Activities.Runs;
using Workflows.Descriptors;
using Workflows.Expressions;
using Workflows.Running;

namespace Activities.Email;

[Activity("Marketing.SendEmail", "Send email", Category.Channels, "Sends one personalised message to every contact of the audience.", Icon.Mail, Grain.PerContact)]
public sealed class SendEmail(
    IMailTransport mail, ISendLedger ledger, IMessageStore outbox, ISenders senders, IContactStore contacts, ISuppressionStore suppressions, MailComposer composer, AddressHash hash, TimeProvider time)
    : IActivity<SendEmail.Inputs, SendEmail.Outputs>
{
    public sealed record Inputs
    {
        [Input("Subject", Hint = "Liquid works here: {{ contact.first_name }}. Blank: the copy's subject.", Editor = Editor.Template, RequiredUnless = "copy"), StringLength(200)]
        public Template Subject { get; init; }

        [Input("Preheader", Hint = "The words an inbox shows after the subject.", Editor = Editor.Template), StringLength(200)]
        public Template Preheader { get; init; }

        [Input("Body", Hint = "Plain paragraphs or HTML. Blank: the copy's body.", Editor = Editor.HtmlTemplate, RequiredUnless = "copy"), StringLength(500_000)]
        public Template Body { get; init; }

        [Input("Copy", Hint = "The variable that Generate copy wrote to; used where subject or body is blank.", Editor = Editor.Variable)]
        public CopySet? Copy { get; init; }

        [Input("Account", Hint = "Blank: the default account, else the built-in outbox.", Editor = Editor.Account)]
        public string? Account { get; init; }

        [Input("List", Hint = "Names this mailing in the List-Id header.", IsAdvanced = true), StringLength(60)]
        public string? List { get; init; }

        public MailDraft Draft() => new(Subject, Preheader, Body, Copy, List);
    }

    /// <param name="MessageSet">Names the messages of this step: run, activity and visit.</param>
    public sealed record Outputs(string MessageSet);

    public enum Outcome { Sent, Held, Failed }

    public async Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var draft = inputs.Draft();
        draft.RequireText();
        var sender = await senders.FindAsync(inputs.Account, cancellationToken);
        sender.RequireReachableLinks();
        var messages = new StepMessages(draft, sender, context, new SendGate(contacts, suppressions), composer, hash, time);
        await using var session = mail.Open(sender);
        using var batch = new SendBatch(ledger, outbox, session, messages, time);
        await batch.RunAsync(OpenAsync(messages, context, cancellationToken), settled => Move(settled, context), cancellationToken);
        return new Outputs($"{context.RunId}/{context.ActivityId}/{context.Visit}");
    }

    private async IAsyncEnumerable<IReadOnlyList<long>> OpenAsync(StepMessages messages, ActivityContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in context.ChunksAsync(cancellationToken))
            yield return await SettleEarlierAsync(chunk, messages, context, cancellationToken);
    }

    /// <summary>After a crash or a retry: who has an answer from an earlier attempt leaves as that attempt decided, whatever would be decided now.</summary>
    private async Task<IReadOnlyList<long>> SettleEarlierAsync(IReadOnlyList<Contact> chunk, StepMessages messages, ActivityContext context, CancellationToken cancellationToken)
    {
        var standings = await ledger.StandingsAsync([.. chunk.Select(c => messages.Key(c.Id))], cancellationToken);
        // A claim without a seal in a process that lives: the store failed between the two. It may have left, so it is in doubt.
        var unsealed = standings.Where(s => s.Value.State == SendState.Reserved).Select(s => new SendSeal(s.Key, SendState.InDoubt, SendCodes.Restart, time.GetUtcNow())).ToList();
        if (unsealed.Count > 0)
            await ledger.SealAsync(unsealed, cancellationToken);
        var open = new List<long>(chunk.Count);
        foreach (var contact in chunk)
        {
            if (standings.TryGetValue(messages.Key(contact.Id), out var standing) && standing.State != SendState.Deferred)
                Move(new Settled(contact.Id, standing, IsNew: false), context);
            else
                open.Add(contact.Id);
        }
        return open;
    }

    private static void Move(Settled settled, ActivityContext context)
    {
        var (contact, (state, code), isNew) = settled;
        switch (state)
        {
            case SendState.Accepted:
                context.Leave([contact], Outcome.Sent, isNew ? null : Reason.AlreadySent);
                break;
            case SendState.Held:
                context.Leave([contact], Outcome.Held, new Reason(code!));
                break;
            case SendState.Refused:
                context.Leave([contact], Outcome.Failed, code == SendCodes.Render ? Reason.RenderFailed : Reason.Refused);
                break;
            case SendState.Deferred:
                // Not an outcome: the server asks to come back later, and a retry of the fault does.
                context.Fault([contact], $"The mail server put the message off (answer {code}); it can be retried.");
                break;
            case SendState.InDoubt or SendState.Reserved:
                context.Leave([contact], Outcome.Held, Reason.InDoubt);
                break;
        }
    }
}
