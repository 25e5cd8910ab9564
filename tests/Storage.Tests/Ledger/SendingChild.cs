using Activities.Email;
using Storage.Facts;
using Storage.Facts.Ledger;

namespace Storage.Tests.Ledger;

/// <summary>What the child process of the kill test does.</summary>
internal static class SendingChild
{
    public static async Task RunAsync(string path)
    {
        await using var facts = FactsDatabase.Open(new FactsOptions { Path = path });
        var ledger = new SendLedger(facts);
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        for (var group = 0; ; group++)
        {
            var keys = Enumerable.Range(group * 10, 10).Select(i => new SendKey("run1", "mail", i, 0)).ToList();
            await ledger.ClaimAsync([.. keys.Select(k => new SendClaim(k, "h", at))], CancellationToken.None);
            Console.WriteLine($"claimed {group}");
            await ledger.SealAsync([.. keys.Select(k => new SendSeal(k, SendState.Accepted, "250", at) { AddressHash = "h" })], CancellationToken.None);
            Console.WriteLine($"sealed {group}");
        }
    }
}
