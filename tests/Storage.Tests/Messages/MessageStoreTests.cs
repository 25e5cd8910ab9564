using Activities.Contacts;
using Activities.Email;
using Storage.Facts;
using Storage.Facts.Contacts;
using Storage.Facts.Ledger;
using Storage.Facts.Messages;
using Workflows.Running;
using Xunit;

namespace Storage.Tests.Messages;

public sealed class MessageStoreTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly FactsDatabase _facts;
    private readonly MessageStore _store;
    private readonly SendLedger _ledger;

    public MessageStoreTests()
    {
        _facts = FactsDatabase.Open(new FactsOptions { Path = _folder.File("facts.duckdb") });
        _store = new MessageStore(_facts);
        _ledger = new SendLedger(_facts);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_comes_back_as_it_was_kept_with_its_state_and_answer()
    {
        var message = Message("run1", 7);
        await SendAsync(message, SendState.Refused, "550 5.1.1");
        await _store.AnswerAsync([new MessageAnswer(message.Id, "no such user")], Cancel);
        var kept = await _store.FindAsync(message.Id, Cancel);
        Assert.NotNull(kept);
        Assert.Equal(message with { Headers = kept.Message.Headers }, kept.Message);
        Assert.Equal(message.Headers, kept.Message.Headers);
        Assert.Equal((SendState.Refused, "550 5.1.1", "no such user"), (kept.Standing.State, kept.Standing.Code, kept.Answer));
        Assert.Null(await _store.FindAsync("unknown", Cancel));
    }

    [Fact]
    public async Task A_second_attempt_takes_the_place_of_the_first()
    {
        await SendAsync(Message("run1", 7), SendState.Deferred, "451");
        await SendAsync(Message("run1", 7) with { Subject = "Second" }, SendState.Accepted, "250");
        var row = Assert.Single((await _store.ListAsync(new MessageQuery("run1", null, null, 0, 10), Cancel)).Items);
        Assert.Equal(("Second", SendState.Accepted), (row.Subject, row.State));
        Assert.Equal("Second", (await _store.FindAsync(row.Id, Cancel))!.Message.Subject);
    }

    [Fact]
    public async Task The_list_is_newest_first_with_what_was_held_and_can_be_narrowed()
    {
        await SendAsync(Message("run1", 1), SendState.Accepted, "250");
        await SendAsync(Message("run2", 2), SendState.Accepted, SendCodes.Kept);
        await _ledger.SealAsync([new SendSeal(new SendKey("run2", "mail", 3, 0), SendState.Held, "no_consent", At)], Cancel);

        Assert.Equal([3L, 2L, 1L], await ContactsAsync(new MessageQuery(null, null, null, 0, 10)));
        Assert.Equal([3L, 2L], await ContactsAsync(new MessageQuery("run2", null, null, 0, 10)));
        Assert.Equal([1L], await ContactsAsync(new MessageQuery(null, 1, null, 0, 10)));
        Assert.Equal([3L], await ContactsAsync(new MessageQuery(null, null, SendState.Held, 0, 10)));
        var page = await _store.ListAsync(new MessageQuery(null, null, null, 1, 1), Cancel);
        Assert.Equal((3L, 2L), (page.Total, Assert.Single(page.Items).Key.ContactId));
        var held = (await _store.ListAsync(new MessageQuery(null, 3, null, 0, 1), Cancel)).Items.Single();
        Assert.Equal((null, null, "no_consent"), (held.To, held.Subject, held.Code));
    }

    [Fact]
    public async Task What_a_simulation_would_have_sent_is_told_to_who_asks_for_that_run_only()
    {
        await SendAsync(Message("live", 1), SendState.Accepted, SendCodes.Kept);
        await SendAsync(Message("dry", 1), SendState.Accepted, SendCodes.Simulated);
        await RunAsync("live", RunMode.Live);
        await RunAsync("dry", RunMode.Simulate);

        Assert.Equal("live", Assert.Single((await _store.ListAsync(new MessageQuery(null, null, null, 0, 10), Cancel)).Items).Key.RunId);
        Assert.Equal("live", Assert.Single((await _store.ListAsync(new MessageQuery(null, 1, null, 0, 10), Cancel)).Items).Key.RunId);
        Assert.Equal(SendCodes.Simulated, Assert.Single((await _store.ListAsync(new MessageQuery("dry", null, null, 0, 10), Cancel)).Items).Code);
    }

    [Fact]
    public async Task Erasing_a_contact_takes_their_messages_and_leaves_the_chain_whole()
    {
        var contacts = new ContactStore(_facts, TimeProvider.System);
        await contacts.UpsertAsync([new ContactUpsert { Email = "ada@people.internal" }, new ContactUpsert { Email = "bob@people.internal" }], overwrite: true, Cancel);
        var ids = (await contacts.ListAsync(null, 0, 10, Cancel)).Contacts.Select(c => c.Id).Order().ToList();
        foreach (var id in ids)
        {
            await SendAsync(Message("run1", id), SendState.Refused, "550");
            await _store.AnswerAsync([new MessageAnswer(Message("run1", id).Id, $"no such user c{id}@people.internal")], Cancel);
        }

        Assert.True(await contacts.EraseAsync(ids[0], Cancel));

        Assert.Null(await _store.FindAsync(Message("run1", ids[0]).Id, Cancel));
        Assert.NotNull(await _store.FindAsync(Message("run1", ids[1]).Id, Cancel));
        Assert.Equal(1, await _facts.ReadAsync(c => c.Scalar<long>("SELECT count(*) FROM message_answers"), Cancel));
        var row = Assert.Single((await _store.ListAsync(new MessageQuery(null, ids[0], null, 0, 10), Cancel)).Items);
        Assert.Equal((null, null, SendState.Refused), (row.To, row.Subject, row.State));
        var entries = await _ledger.ReadAsync(0, 100, Cancel);
        Assert.Equal(4, entries.Count);
        Assert.Null(LedgerEntry.FirstBreak(entries));
    }

    public void Dispose()
    {
        _facts.Dispose();
        _folder.Dispose();
    }

    private Task RunAsync(string id, RunMode mode) => _facts.WriteAsync(
        c => c.Execute(
            """
            INSERT INTO run (no, id, definition_id, name, version, snapshot, mode, started_at, started_by, everyone_up_to, status, state, variables, inputs)
            VALUES (1, $id, 'f', 'F', 1, '', $mode, $at, 'test', 0, 'Finished', '{}', '{}', '{}')
            """,
            ("id", id), ("mode", mode.ToString()), ("at", At.UtcDateTime)),
        Cancel);

    private async Task SendAsync(OutgoingMessage message, SendState state, string code)
    {
        await Task.WhenAll(_store.AddAsync([message], Cancel), _ledger.ClaimAsync([new SendClaim(message.Key, "h", At)], Cancel));
        await _ledger.SealAsync([new SendSeal(message.Key, state, code, At)], Cancel);
    }

    private async Task<IEnumerable<long>> ContactsAsync(MessageQuery query) => (await _store.ListAsync(query, Cancel)).Items.Select(m => m.Key.ContactId);

    private static OutgoingMessage Message(string run, long contact)
    {
        var key = new SendKey(run, "mail", contact, 0);
        return new OutgoingMessage
        {
            Id = key.MessageId(),
            Key = key,
            From = new MailParty("Shop", "shop@sender.internal"),
            To = new MailParty("小明", $"c{contact}@people.internal"),
            Subject = "Hello 'quoted' 世界",
            Html = "<p>Hi</p>",
            Text = "Hi",
            Date = At,
            Headers = [new MailHeader("List-Unsubscribe", "<https://x.internal/u/1>")],
        };
    }
}
