using System.Collections.Concurrent;
using Activities.Contacts;
using Activities.Runs;
using Workflows.Expressions;

namespace Activities.Email;

/// <summary>The messages of one step of a run.</summary>
internal sealed class StepMessages(MailDraft draft, Sender sender, ActivityContext context, SendGate gate, MailComposer composer, AddressHash hash, TimeProvider time) : IBatchMessages
{
    /// <summary>A slow mail server lets a prepared group wait; what was asked this long ago is asked again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<string> _faults = new();

    public SendKey Key(long contact) => new(context.RunId, context.ActivityId, contact, context.Visit);

    public async Task<Prepared> PrepareAsync(IReadOnlyList<long> group)
    {
        var at = time.GetUtcNow();
        var messages = new List<(OutgoingMessage, string)>(group.Count);
        var decisions = new List<SendSeal>();
        foreach (var decision in await gate.DecideAsync(group, CancellationToken.None))
        {
            if (decision.Hold is not null)
                decisions.Add(Held(decision, at));
            else if (Compose(decision.Contact!, decision.Address!, at) is { } message)
                messages.Add((message, hash.Of(decision.Address!.ToString())));
            else
                decisions.Add(new SendSeal(Key(decision.ContactId), SendState.Refused, SendCodes.Render, at) { AddressHash = hash.Of(decision.Address!.ToString()) });
        }
        return new Prepared(messages, decisions, at);
    }

    public async Task<Prepared> RefreshAsync(Prepared prepared)
    {
        // Groups are prepared beside the run; only here may the run's context be spoken to.
        while (_faults.TryDequeue(out var fault))
            context.Journal(fault);
        var now = time.GetUtcNow();
        if (prepared.Messages.Count == 0 || now - prepared.At < Fresh)
            return prepared;
        var held = (await gate.DecideAsync([.. prepared.Messages.Select(m => m.Message.Key.ContactId)], CancellationToken.None)).Where(d => d.Hold is not null).ToDictionary(d => d.ContactId);
        return new Prepared([.. prepared.Messages.Where(m => !held.ContainsKey(m.Message.Key.ContactId))], [.. prepared.Decisions, .. held.Values.Select(d => Held(d, now))], now);
    }

    private SendSeal Held(GateDecision decision, DateTimeOffset at) =>
        new(Key(decision.ContactId), SendState.Held, decision.Hold!.Value.Code, at) { AddressHash = decision.Address is null ? null : hash.Of(decision.Address.ToString()) };

    private OutgoingMessage? Compose(Contact contact, EmailAddress address, DateTimeOffset at)
    {
        try
        {
            return composer.Compose(draft, sender, context.WorkflowName, contact, address, Key(contact.Id), at);
        }
        catch (ExpressionException exception)
        {
            _faults.Enqueue($"The message to contact {contact.Id} could not be rendered: {exception.Message}");
            return null;
        }
    }
}
