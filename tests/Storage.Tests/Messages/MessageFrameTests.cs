using Activities.Email;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Storage.Facts;
using Storage.Facts.Messages;
using Xunit;

namespace Storage.Tests.Messages;

public sealed class MessageFrameTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Property]
    public Property Whatever_is_written_is_read_back(string[] first, string[] second, string[] third)
    {
        static string Hostile(string[] words) => string.Concat(words.Select((w, i) => $"{w}{"\u0001\u0002\u0003\n>;1-"[i % 8]}<p>shared by all</p>\n"));
        string[] document = [Hostile(first), Hostile(second), Hostile(third)];
        var frame = MessageFrame.Learn([.. Enumerable.Repeat(document, MessageFrame.Sharers)]);
        return (frame.Read(frame.Write(document)).SequenceEqual(document)
            && MessageFrame.FromText(frame.Text).Read(frame.Write(document)).SequenceEqual(document)
            && MessageFrame.None.Read(MessageFrame.None.Write(document)).SequenceEqual(document)).ToProperty();
    }

    [Fact]
    public void A_frame_holds_only_what_eight_people_share()
    {
        var seven = Enumerable.Range(0, 7).Select(_ => new[] { "<p>Dear Ada,</p><p>Our beans are back.</p>" });
        var others = Enumerable.Range(0, 9).Select(i => new[] { $"<p>Dear number {i},</p><p>Our beans are back.</p>" });
        var frame = MessageFrame.Learn([.. seven, .. others]);
        Assert.Contains("Our beans are back.</p>", frame.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", frame.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("number", frame.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_persons_words_said_eight_times_are_not_shared() =>
        Assert.Equal("", MessageFrame.Learn([.. Enumerable.Repeat(new[] { string.Concat(Enumerable.Repeat("<p>Dear Ada,</p>", 8)) }, 1)]).Text);

    [Fact]
    public async Task A_step_in_two_languages_is_kept_in_few_bytes_and_comes_back_whole_after_a_restart()
    {
        var path = _folder.File("facts.duckdb");
        var messages = Enumerable.Range(0, 200).Select(i => Message(i, i < 100 ? "Our beans are back, and they are better than ever." : "我们的咖啡豆回来了，比以往更好。")).ToList();
        await using (var facts = FactsDatabase.Open(new FactsOptions { Path = path }))
        {
            var store = new MessageStore(facts);
            foreach (var group in messages.Chunk(50))
                await store.AddAsync(group, Cancel);
            await new Storage.Facts.Ledger.SendLedger(facts).SealAsync([.. messages.Select(m => new SendSeal(m.Key, SendState.Held, "test", At))], Cancel);
            var raw = messages.Average(m => m.Html.Length);
            Assert.InRange(await facts.ReadAsync(c => c.Scalar<double>("SELECT avg(length(content)) FROM messages"), Cancel), 1, raw / 8);
        }
        await using var again = FactsDatabase.Open(new FactsOptions { Path = path });
        foreach (var message in messages.Where((_, i) => i % 37 == 0))
            Assert.Equal(message.Html, (await new MessageStore(again).FindAsync(message.Id, Cancel))!.Message.Html);
    }

    [Fact]
    public async Task Messages_of_an_older_folder_are_read_as_they_were()
    {
        var path = _folder.File("old.duckdb");
        var message = Message(7, "Line\n\u0001 two \u0003");
        await using (var old = FactsDatabase.Open(new FactsOptions { Path = path }, [Storage.Facts.Ledger.LedgerSchema.Feature, MessagesSchema.Feature with { Steps = MessagesSchema.Feature.Steps[..2] }]))
        {
            await old.WriteAsync(
                c => c.Execute(
                    "INSERT INTO messages VALUES ($id, 'run', 'mail', 7, 0, 'Shop', 'shop@sender.internal', 'Ada', 'ada@people.internal', 'Hello', $html, 'text', '[{\"Name\":\"A\",\"Value\":\"b\"}]', TIMESTAMP '2026-03-02 09:00:00')",
                    ("id", message.Id), ("html", message.Html)),
                Cancel);
            await new Storage.Facts.Ledger.SendLedger(old).SealAsync([new SendSeal(message.Key, SendState.Accepted, "250", At)], Cancel);
        }
        await using var facts = FactsDatabase.Open(new FactsOptions { Path = path });
        var kept = (await new MessageStore(facts).FindAsync(message.Id, Cancel))!.Message;
        Assert.Equal((message.Html, "text", new MailHeader("A", "b")), (kept.Html, kept.Text, Assert.Single(kept.Headers)));
    }

    private static OutgoingMessage Message(int contact, string sentence)
    {
        var key = new SendKey("run", "mail", contact, 0);
        var layout = string.Concat(Enumerable.Range(0, 30).Select(i => $"<td style=\"padding:{i}px {i * 2}px;font-family:sans-serif;color:#1f2733\">\n"));
        return new OutgoingMessage
        {
            Id = key.MessageId(), Key = key, From = new MailParty("Shop", "shop@sender.internal"), To = new MailParty("Ada", $"c{contact}@people.internal"), Subject = "Hello", Date = At, Headers = [],
            Html = $"{layout}<p>Dear number {contact},</p><p>{sentence}</p>{layout}", Text = $"Dear number {contact},\n{sentence}\n",
        };
    }
}
