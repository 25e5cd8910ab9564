using System.Collections.Concurrent;
using System.Threading.Channels;
using Activities.Runs;

namespace Activities.Email;

/// <summary>
/// Sends: claim, send, seal, with everything in groups and at most connections + two groups of messages between claim and seal, which is what a kill can leave in doubt. While one
/// group is on its way, the next is rendered and kept.
/// </summary>
internal sealed class SendBatch(ISendLedger ledger, IMessageStore outbox, IMailSession session, IBatchMessages messages, TimeProvider time) : IDisposable
{
    /// <summary>How long answers gather before they are sealed together: a commit costs milliseconds, whether it holds one answer or hundreds.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    /// <summary>How many groups are rendered and kept before their turn.</summary>
    private const int Ahead = 2;

    private readonly SendPace _pace = new(time);
    private readonly BlockingCollection<OutgoingMessage> _work = [];
    private readonly Channel<Sent> _sent = Channel.CreateUnbounded<Sent>();
    private TaskCompletionSource _enough = new();
    private int _wanted = int.MaxValue;
    private Task? _gathering;
    private ActivityFaultException? _fault;
    private int _outstanding;

    /// <param name="parts">Who is to be written to. A part is asked for while messages of the one before are still on their way.</param>
    /// <param name="settle">Told of every contact once its state is durable; never while a part is being asked for.</param>
    public async Task RunAsync(IAsyncEnumerable<IReadOnlyList<long>> parts, Action<Settled> settle, CancellationToken cancellationToken)
    {
        var workers = Enumerable.Range(0, session.Parallelism)
            .Select(_ => Task.Factory.StartNew(() => Work(cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        await using var groups = new SendGroups(parts, _pace, cancellationToken);
        var ahead = new Queue<Task<Prepared>>();
        try
        {
            await FillAsync(ahead, groups, cancellationToken);
            while (ahead.Count > 0 || _outstanding > 0)
            {
                if (IsStopped(cancellationToken))
                    await DropAsync(ahead);
                await CycleAsync(await DueAsync(ahead), settle);
                await FillAsync(ahead, groups, cancellationToken);
            }
        }
        finally
        {
            _work.CompleteAdding();
            await Task.WhenAll(workers);
        }
        if (_fault is not null)
            throw _fault;
        groups.ThrowIfInterrupted();
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => _work.Dispose();

    private bool IsStopped(CancellationToken cancellationToken) => _fault is not null || cancellationToken.IsCancellationRequested;

    /// <summary>Waits for the next group to claim, where there is room for it, or for answers.</summary>
    private async Task<Prepared> DueAsync(Queue<Task<Prepared>> ahead)
    {
        var next = ahead.Count > 0 && _outstanding <= session.Parallelism + _pace.Group ? ahead.Peek() : null;
        if (_outstanding > 0)
        {
            _gathering ??= GatherAsync();
            await (next is null ? _gathering : Task.WhenAny(next, _gathering));
            if (_gathering.IsCompleted)
            {
                await _gathering;
                _gathering = null;
            }
        }
        else if (next is not null)
        {
            await next;
        }
        return next is { IsCompleted: true } ? await ahead.Dequeue() : Prepared.None;
    }

    /// <summary>Until a group of answers is there, all that are due are, or the first has waited long enough.</summary>
    private async Task GatherAsync()
    {
        await _sent.Reader.WaitToReadAsync(CancellationToken.None);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _enough, enough);
        Volatile.Write(ref _wanted, Math.Min(_pace.Group, _outstanding));
        if (_sent.Reader.Count < _wanted && !_sent.Reader.Completion.IsCompleted)
            await Task.WhenAny(enough.Task, Task.Delay(Gathering, time));
        Volatile.Write(ref _wanted, int.MaxValue);
    }

    private void Answered(OutgoingMessage message, Delivery delivery)
    {
        _sent.Writer.TryWrite(new Sent(message, delivery));
        if (_sent.Reader.Count >= Volatile.Read(ref _wanted))
            Volatile.Read(ref _enough).TrySetResult();
    }

    private async Task FillAsync(Queue<Task<Prepared>> ahead, SendGroups groups, CancellationToken cancellationToken)
    {
        while (ahead.Count < Ahead && !IsStopped(cancellationToken) && await groups.NextAsync() is { } group)
        {
            var before = ahead.LastOrDefault(Task.FromResult(Prepared.None));
            ahead.Enqueue(Task.Run(() => PrepareAsync(group, before)));
        }
    }

    /// <summary>Renders and keeps; a message that is kept and never claimed has no state and is shown nowhere.</summary>
    private async Task<Prepared> PrepareAsync(IReadOnlyList<long> group, Task before)
    {
        await before;
        var prepared = await messages.PrepareAsync(group);
        if (prepared.Messages.Count > 0)
            await outbox.AddAsync([.. prepared.Messages.Select(m => m.Message)], CancellationToken.None);
        return prepared;
    }

    private static async Task DropAsync(Queue<Task<Prepared>> ahead)
    {
        await Task.WhenAll(ahead);
        ahead.Clear();
    }

    /// <summary>One turn: seals what came back and claims the next group, side by side so that the store commits them together.</summary>
    private async Task CycleAsync(Prepared prepared, Action<Settled> settle)
    {
        var sealing = SealAsync();
        try
        {
            var fresh = await messages.RefreshAsync(prepared);
            var at = time.GetUtcNow();
            var deciding = fresh.Decisions.Count == 0 ? Task.CompletedTask : ledger.SealAsync(fresh.Decisions, CancellationToken.None);
            var claiming = fresh.Messages.Count == 0
                ? Task.FromResult<IReadOnlyList<ClaimAnswer>>([])
                : ledger.ClaimAsync([.. fresh.Messages.Select(m => new SendClaim(m.Message.Key, m.AddressHash, at))], CancellationToken.None);
            await Task.WhenAll(deciding, claiming);
            foreach (var decision in fresh.Decisions)
                settle(new Settled(decision.Key.ContactId, new SendStanding(decision.State, decision.Code), IsNew: true));
            foreach (var ((message, _), answer) in fresh.Messages.Zip(await claiming))
                Begin(message, answer, settle);
        }
        finally
        {
            // What was sent is sealed whatever happens to the next group.
            foreach (var seal in await sealing)
                settle(new Settled(seal.Key.ContactId, new SendStanding(seal.State, seal.Code), IsNew: true));
        }
    }

    private void Begin(OutgoingMessage message, ClaimAnswer answer, Action<Settled> settle)
    {
        if (answer.Standing is { } standing)
        {
            settle(new Settled(message.Key.ContactId, standing, IsNew: false));
            return;
        }
        Interlocked.Increment(ref _outstanding);
        _work.Add(message, CancellationToken.None);
    }

    private async Task<IReadOnlyList<SendSeal>> SealAsync()
    {
        var seals = new List<SendSeal>();
        var answers = new List<MessageAnswer>();
        while (_sent.Reader.TryRead(out var sent))
        {
            seals.Add(new SendSeal(sent.Message.Key, sent.Delivery.State, sent.Delivery.Code, time.GetUtcNow()));
            // "2.0.0 queued" a million times over tells nobody anything.
            if (sent.Delivery.State != SendState.Accepted && sent.Delivery.Text.Length > 0)
                answers.Add(new MessageAnswer(sent.Message.Id, sent.Delivery.Text));
        }
        if (seals.Count == 0)
            return seals;
        await Task.WhenAll(ledger.SealAsync(seals, CancellationToken.None), answers.Count == 0 ? Task.CompletedTask : outbox.AnswerAsync(answers, CancellationToken.None));
        Interlocked.Add(ref _outstanding, -seals.Count);
        _pace.Answered(seals.Count);
        return seals;
    }

    // A message on its way is not cancelled: its answer is worth the seconds it takes, because without it the message is in doubt.
    private void Work(CancellationToken cancellationToken)
    {
        foreach (var message in _work.GetConsumingEnumerable(CancellationToken.None))
        {
            if (_fault is not null || cancellationToken.IsCancellationRequested)
            {
                Answered(message, new Delivery(SendState.Deferred, SendCodes.Connection, ""));
                continue;
            }
            try
            {
                Answered(message, session.Send(message));
            }
            catch (ActivityFaultException fault)
            {
                _fault = fault;
                Answered(message, new Delivery(SendState.Deferred, SendCodes.Connection, fault.Message));
            }
            catch (Exception exception)
            {
                _sent.Writer.TryComplete(exception); // A bug in a transport: ends the batch; the claim without a seal is in doubt.
                Volatile.Read(ref _enough).TrySetResult();
                throw;
            }
        }
    }

    private sealed record Sent(OutgoingMessage Message, Delivery Delivery);
}
