using Activities.Email;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Server.Tests.Messages;

/// <summary>Puts a message into a server's outbox and ledger as a send does.</summary>
internal static class KeptMessages
{
    public static async Task<OutgoingMessage> SendAsync(DesignerServer server, long contact, SendState? state, string code, string to = "ada@example.com")
    {
        var cancel = TestContext.Current.CancellationToken;
        var key = new SendKey("run1", "mail", contact, 0);
        var link = server.Services.GetRequiredService<UnsubscribeLinks>().For(server.Address, contact, key.MessageId());
        var message = new OutgoingMessage
        {
            Id = key.MessageId(),
            Key = key,
            From = new MailParty("Shop", "shop@example.com"),
            To = new MailParty("Ada", to),
            Subject = "Hello 世界",
            Html = "<p>Hi</p>",
            Text = "Hi",
            Date = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
            Headers = [new MailHeader("List-Unsubscribe", $"<{link}>"), new MailHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")],
        };
        var ledger = server.Services.GetRequiredService<ISendLedger>();
        await server.Services.GetRequiredService<IMessageStore>().AddAsync([message], cancel);
        await ledger.ClaimAsync([new SendClaim(key, "h", message.Date)], cancel);
        if (state is { } known)
            await ledger.SealAsync([new SendSeal(key, known, code, message.Date)], cancel);
        return message;
    }
}
