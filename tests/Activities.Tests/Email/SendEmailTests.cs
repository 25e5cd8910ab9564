using Activities.Contacts;
using Activities.Copy;
using Activities.Email;
using Activities.Runs;
using Workflows.Expressions;
using Workflows.Running;
using Xunit;

namespace Activities.Tests.Email;

public sealed class SendEmailTests
{
    private static readonly Sender Sender = new()
    {
        FromAddress = "shop@sender.internal",
        FromName = "The Shop",
        PostalAddress = "1 Main Street",
        LinkBase = new Uri("https://news.sender.internal/"),
        HasPublicUrl = true,
        Account = new FakeAccount(),
    };

    private readonly FakeLedger _ledger = new();
    private readonly FakeOutbox _outbox = new();

    [Fact]
    public async Task Sends_to_everyone_who_may_be_written_to_and_holds_the_others_with_a_reason()
    {
        Contact[] audience =
        [
            Person(1, "ada@people.internal"),
            Person(2, null),
            Person(3, "not an address"),
            Person(4, "no@people.internal") with { EmailConsent = false },
            Person(5, "Gone@People.internal"),
            Person(6, "bob@people.internal"),
        ];
        var (context, transport) = await RunAsync(audience, suppressed: ["gone@people.internal"]);

        Assert.Equal([1, 6], transport.Sent.Select(m => m.Key.ContactId).Order());
        Assert.Equal(("Sent", null), context.Left[1]);
        Assert.Equal(("Held", Reason.NoAddress), context.Left[2]);
        Assert.Equal(("Held", Reason.InvalidAddress), context.Left[3]);
        Assert.Equal(("Held", Reason.NoConsent), context.Left[4]);
        Assert.Equal(("Held", Reason.Suppressed), context.Left[5]);
        Assert.Equal(("Sent", null), context.Left[6]);
        Assert.True(transport.IsClosed);
    }

    [Fact]
    public async Task Asks_for_consent_again_at_the_claim()
    {
        var audience = new[] { Person(1, "ada@people.internal"), Person(2, "bob@people.internal") };
        var now = new FakeContactStore(audience[0] with { EmailConsent = false });
        var (context, transport) = await RunAsync(audience, contacts: now);
        Assert.Empty(transport.Sent);
        Assert.Equal(Reason.NoConsent, context.Left[1].Reason);
        Assert.Equal(Reason.Erased, context.Left[2].Reason);
    }

    [Fact]
    public async Task One_bad_recipient_neither_stops_nor_replays_the_batch()
    {
        var audience = Enumerable.Range(1, 500).Select(i => Person(i, $"p{i}@people.internal")).ToArray();
        var (context, transport) = await RunAsync(audience, answer: m => m.Key.ContactId switch
        {
            100 => new Delivery(SendState.Refused, "550 5.1.1", "no such user"),
            200 => new Delivery(SendState.Deferred, "451 4.7.1", "greylisted"),
            300 => new Delivery(SendState.InDoubt, SendCodes.Connection, "lost"),
            _ => new Delivery(SendState.Accepted, "250", "ok"),
        });
        Assert.Equal(500, transport.Sent.Select(m => m.Id).Distinct().Count());
        Assert.Equal(500, transport.Sent.Count);
        Assert.Equal(("Failed", Reason.Refused), context.Left[100]);
        Assert.Contains("451", Assert.Contains(200, context.Faulted), StringComparison.Ordinal);
        Assert.Equal(("Held", Reason.InDoubt), context.Left[300]);
        Assert.Equal(497, context.Left.Values.Count(l => l.Outcome == "Sent"));
        Assert.Equal("no such user", _outbox.Answers[transport.Sent.Single(m => m.Key.ContactId == 100).Id]);
    }

    [Fact]
    public async Task A_claim_stands_in_the_ledger_before_its_message_leaves_and_few_are_open_at_once()
    {
        var audience = Enumerable.Range(1, 2000).Select(i => Person(i, $"p{i}@people.internal")).ToArray();
        var unclaimed = 0;
        var (_, transport) = await RunAsync(audience, answer: m =>
        {
            if (_ledger.StandingsAsync([m.Key], default).Result.GetValueOrDefault(m.Key)?.State != SendState.Reserved || !_outbox.Messages.ContainsKey(m.Id))
                Interlocked.Increment(ref unclaimed);
            return new Delivery(SendState.Accepted, "250", "");
        });
        Assert.Equal(0, unclaimed);
        Assert.InRange(_ledger.MostOpen, 1, (2 * SendPace.Most) + transport.Parallelism);
        Assert.Null(LedgerEntry.FirstBreak(_ledger.Entries));
    }

    [Fact]
    public async Task A_second_attempt_sends_only_what_has_no_answer_yet()
    {
        var audience = Enumerable.Range(1, 4).Select(i => Person(i, $"p{i}@people.internal")).ToArray();
        var context = new FakeActivityContext(audience);
        SendKey Key(long contact) => new(context.RunId, context.ActivityId, contact, context.Visit);
        await _ledger.SealAsync([new SendSeal(Key(1), SendState.Accepted, "250", context.Now), new SendSeal(Key(2), SendState.Deferred, "451", context.Now)], TestContext.Current.CancellationToken);
        await _ledger.ClaimAsync([new SendClaim(Key(3), "", context.Now)], TestContext.Current.CancellationToken);

        var (second, transport) = await RunAsync(audience);
        Assert.Equal([2, 4], transport.Sent.Select(m => m.Key.ContactId).Order());
        Assert.Equal(("Sent", Reason.AlreadySent), second.Left[1]);
        Assert.Equal(("Held", Reason.InDoubt), second.Left[3]);
        Assert.Equal(SendState.InDoubt, _ledger.Entries.Last(e => e.Key == Key(3)).State);
    }

    [Fact]
    public async Task A_dead_server_ends_the_batch_with_the_fault_and_everything_claimed_can_be_retried()
    {
        var audience = Enumerable.Range(1, 300).Select(i => Person(i, $"p{i}@people.internal")).ToArray();
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => RunAsync(audience, answer: _ => throw new ActivityFaultException("mail.internal:587 does not answer.", canRetry: true)));
        Assert.Equal("mail.internal:587 does not answer.", fault.Message);
        Assert.All(_ledger.Entries.GroupBy(e => e.Key), g => Assert.Equal(SendState.Deferred, g.Last().State));

        var (context, transport) = await RunAsync(audience);
        Assert.Equal(300, transport.Sent.Count);
        Assert.All(context.Left.Values, l => Assert.Equal("Sent", l.Outcome));
    }

    [Fact]
    public async Task A_template_that_fails_on_one_contact_fails_that_contact_only()
    {
        var (context, transport) = await RunAsync([Person(1, "a@people.internal") with { FirstName = "Broken" }, Person(2, "b@people.internal")], inputs: Written("Hi", "{% fail %}Hello"));
        Assert.Equal(("Failed", Reason.RenderFailed), context.Left[1]);
        Assert.Equal(("Sent", null), context.Left[2]);
        Assert.Single(transport.Sent);
    }

    [Fact]
    public async Task Copy_fills_blank_subject_and_body_in_the_language_of_the_contact()
    {
        var copy = new CopySet([new("en", 0, "Hello {{ contact.first_name }}", "", "Try {{ product.name }}", ""), new("zh", 0, "{{ contact.first_name }}，您好", "", "试试{{ product.name }}", "")], new Dictionary<string, string> { ["product.name"] = "Kenya AA" }) { Model = "test" };
        var (_, transport) = await RunAsync([Person(1, "a@people.internal"), Person(2, "b@people.internal") with { FirstName = "小明", Language = "zh-CN" }], inputs: new SendEmail.Inputs { Copy = copy });
        var byContact = transport.Sent.ToDictionary(m => m.Key.ContactId);
        Assert.Equal("Hello Ada", byContact[1].Subject);
        Assert.Contains("Try Kenya AA", byContact[1].Text, StringComparison.Ordinal);
        Assert.Equal("小明，您好", byContact[2].Subject);
        Assert.Contains("退订", byContact[2].Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_text_it_says_which_part_is_missing()
    {
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => RunAsync([Person(1, "a@people.internal")], inputs: Written("Hello", " ")));
        Assert.Contains("no body", fault.Message, StringComparison.Ordinal);
        Assert.False(fault.CanRetry);
    }

    [Fact]
    public async Task An_account_is_refused_while_the_public_address_is_not_set()
    {
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => RunAsync([Person(1, "a@people.internal")], sender: Sender with { HasPublicUrl = false }));
        Assert.Contains("Designer:PublicUrl", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_ledger.Entries);
    }

    [Fact]
    public async Task A_cancelled_run_seals_what_it_claimed()
    {
        using var cancel = new CancellationTokenSource();
        var audience = Enumerable.Range(1, 1000).Select(i => Person(i, $"p{i}@people.internal")).ToArray();
        var transport = new FakeTransport(_ =>
        {
            cancel.Cancel();
            return new Delivery(SendState.Accepted, "250", "");
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Activity(audience, transport).ExecuteAsync(Written("Hi", "Hello"), new FakeActivityContext(audience), cancel.Token));
        Assert.DoesNotContain(_ledger.Entries.GroupBy(e => e.Key), g => g.Last().State == SendState.Reserved);
        Assert.True(transport.Sent.Count < 1000);
    }

    private async Task<(FakeActivityContext Context, FakeTransport Transport)> RunAsync(
        Contact[] audience, string[]? suppressed = null, FakeContactStore? contacts = null, Func<OutgoingMessage, Delivery>? answer = null, SendEmail.Inputs? inputs = null, Sender? sender = null)
    {
        var context = new FakeActivityContext(audience);
        var transport = new FakeTransport(answer);
        await Activity(audience, transport, suppressed, contacts, sender).ExecuteAsync(inputs ?? Written("Hello {{ contact.first_name }}", "Dear {{ contact.first_name }}"), context, TestContext.Current.CancellationToken);
        return (context, transport);
    }

    private SendEmail Activity(Contact[] audience, FakeTransport transport, string[]? suppressed = null, FakeContactStore? contacts = null, Sender? sender = null) =>
        new(transport, _ledger, _outbox, new FakeSenders(sender ?? Sender), contacts ?? new FakeContactStore(audience), new FakeSuppressions(suppressed ?? []),
            new MailComposer(new FakeTemplates(), new UnsubscribeLinks([1, 2, 3])), new AddressHash([4, 5, 6]), TimeProvider.System);

    private static SendEmail.Inputs Written(string subject, string body) => new() { Subject = new Template(subject), Body = new Template(body) };

    private static Contact Person(long id, string? email) => new() { Id = id, Email = email, FirstName = "Ada", LastName = "L", Language = "en", EmailConsent = true };
}
