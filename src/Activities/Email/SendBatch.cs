using System.Threading.Channels;
using Activities.Runs;

namespace Activities.Email;

/// <summary>
/// Sends one chunk: claim, send, seal, with everything in groups and at most connections + one group of messages between claim and seal, which is what a kill can leave in
/// doubt. While a group is being committed the connections work on the one before it.
/// </summary>
internal sealed class SendBatch(ISendLedger ledger, IMessageStore outbox, IMailSession session, TimeProvider time)
{
    internal const int Group = 128;

    private readonly Channel<OutgoingMessage> _work = Channel.CreateUnbounded<OutgoingMessage>();
    private readonly Channel<Sent> _sent = Channel.CreateUnbounded<Sent>(new UnboundedChannelOptions { SingleReader = true });
    private ActivityFaultException? _fault;
    private int _outstanding;

    /// <param name="prepare">Decides and renders the contacts of a group.</param>
    /// <param name="settle">Told of every contact once its state is durable.</param>
    public async Task RunAsync(IReadOnlyList<long> contacts, Func<IReadOnlyList<long>, Task<Prepared>> prepare, Action<Settled> settle, CancellationToken cancellationToken)
    {
        var workers = Enumerable.Range(0, session.Parallelism).Select(_ => WorkAsync(cancellationToken)).ToArray();
        try
        {
            var next = 0;
            while (next < contacts.Count || _outstanding > 0)
            {
                var stop = _fault is not null || cancellationToken.IsCancellationRequested;
                if (stop)
                    next = contacts.Count;
                var room = Math.Min(Group + session.Parallelism - _outstanding, Group);
                var take = room >= Group / 2 ? Math.Min(room, contacts.Count - next) : 0;
                if (take == 0 && _outstanding > 0)
                    await _sent.Reader.WaitToReadAsync(CancellationToken.None);
                await CycleAsync([.. contacts.Skip(next).Take(take)], prepare, settle);
                next += take;
            }
        }
        finally
        {
            _work.Writer.Complete();
            await Task.WhenAll(workers);
        }
        if (_fault is not null)
            throw _fault;
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>One turn: seals what came back and claims the next group, side by side so that the store commits them together.</summary>
    private async Task CycleAsync(IReadOnlyList<long> group, Func<IReadOnlyList<long>, Task<Prepared>> prepare, Action<Settled> settle)
    {
        var sealing = SealAsync(settle);
        Prepared prepared;
        try
        {
            prepared = group.Count == 0 ? Prepared.None : await prepare(group);
        }
        catch
        {
            await sealing; // What was sent is sealed whatever happens to the next group.
            throw;
        }
        var at = time.GetUtcNow();
        var keeping = prepared.Messages.Count == 0 ? Task.CompletedTask : outbox.AddAsync([.. prepared.Messages.Select(m => m.Message)], CancellationToken.None);
        var claiming = prepared.Messages.Count == 0
            ? Task.FromResult<IReadOnlyList<ClaimAnswer>>([])
            : ledger.ClaimAsync([.. prepared.Messages.Select(m => new SendClaim(m.Message.Key, m.AddressHash, at))], CancellationToken.None);
        var deciding = prepared.Decisions.Count == 0 ? Task.CompletedTask : ledger.SealAsync(prepared.Decisions, CancellationToken.None);
        await Task.WhenAll(sealing, keeping, claiming, deciding);
        foreach (var decision in prepared.Decisions)
            settle(new Settled(decision.Key.ContactId, new SendStanding(decision.State, decision.Code), IsNew: true));
        foreach (var ((message, _), answer) in prepared.Messages.Zip(await claiming))
        {
            if (answer.Standing is { } standing)
            {
                settle(new Settled(message.Key.ContactId, standing, IsNew: false));
                continue;
            }
            _outstanding++;
            _work.Writer.TryWrite(message);
        }
    }

    private async Task SealAsync(Action<Settled> settle)
    {
        var seals = new List<SendSeal>();
        var answers = new List<MessageAnswer>();
        while (_sent.Reader.TryRead(out var sent))
        {
            seals.Add(new SendSeal(sent.Message.Key, sent.Delivery.State, sent.Delivery.Code, time.GetUtcNow()));
            if (sent.Delivery.Text.Length > 0)
                answers.Add(new MessageAnswer(sent.Message.Id, sent.Delivery.Text));
        }
        if (seals.Count == 0)
            return;
        await Task.WhenAll(ledger.SealAsync(seals, CancellationToken.None), answers.Count == 0 ? Task.CompletedTask : outbox.AnswerAsync(answers, CancellationToken.None));
        _outstanding -= seals.Count;
        foreach (var seal in seals)
            settle(new Settled(seal.Key.ContactId, new SendStanding(seal.State, seal.Code), IsNew: true));
    }

    // A message on its way is not cancelled: its answer is worth the seconds it takes, because without it the message is in doubt.
    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in _work.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (_fault is not null || cancellationToken.IsCancellationRequested)
            {
                _sent.Writer.TryWrite(new Sent(message, new Delivery(SendState.Deferred, SendCodes.Connection, "")));
                continue;
            }
            try
            {
                _sent.Writer.TryWrite(new Sent(message, await session.SendAsync(message, CancellationToken.None)));
            }
            catch (ActivityFaultException fault)
            {
                _fault = fault;
                _sent.Writer.TryWrite(new Sent(message, new Delivery(SendState.Deferred, SendCodes.Connection, fault.Message)));
            }
            catch (Exception exception)
            {
                _sent.Writer.TryComplete(exception); // A bug in a transport: ends the batch; the claim without a seal is in doubt.
                throw;
            }
        }
    }

    private sealed record Sent(OutgoingMessage Message, Delivery Delivery);
}

/// <summary>A group, decided: what is to be sent and what was decided not to be.</summary>
internal sealed record Prepared(IReadOnlyList<(OutgoingMessage Message, string AddressHash)> Messages, IReadOnlyList<SendSeal> Decisions)
{
    public static Prepared None { get; } = new([], []);
}

/// <param name="IsNew">False: an attempt before this one decided it.</param>
internal readonly record struct Settled(long ContactId, SendStanding Standing, bool IsNew);
