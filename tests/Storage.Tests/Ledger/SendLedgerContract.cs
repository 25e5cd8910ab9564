using Activities.Email;
using Xunit;

namespace Storage.Tests.Ledger;

/// <summary>What every ledger promises; a second adapter runs the same.</summary>
public abstract class SendLedgerContract
{
    protected static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, 123, TimeSpan.Zero);

    protected abstract ISendLedger Ledger { get; }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_send_is_claimed_once()
    {
        Assert.True((await ClaimAsync(1)).IsClaimed);
        await SealAsync(1, SendState.Accepted, "250");
        Assert.Equal(new SendStanding(SendState.Accepted, "250"), (await ClaimAsync(1)).Standing);
        Assert.Equal([SendState.Reserved, SendState.Accepted], (await Ledger.ReadAsync(0, 10, Cancel)).Select(e => e.State));
    }

    [Fact]
    public async Task The_same_key_twice_in_one_group_is_claimed_once()
    {
        var answers = await Ledger.ClaimAsync([new SendClaim(Key(1), "h", At), new SendClaim(Key(1), "h", At)], Cancel);
        Assert.Equal([true, false], answers.Select(a => a.IsClaimed));
    }

    [Fact]
    public async Task A_deferred_send_may_be_claimed_again()
    {
        await ClaimAsync(1);
        await SealAsync(1, SendState.Deferred, "451 4.7.1");
        Assert.True((await ClaimAsync(1)).IsClaimed);
    }

    [Theory]
    [InlineData(SendState.Refused, "550 5.1.1")]
    [InlineData(SendState.Held, "no_consent")]
    [InlineData(SendState.InDoubt, "connection")]
    public async Task A_decided_send_is_not_claimed(SendState state, string code)
    {
        await SealAsync(1, state, code);
        Assert.Equal(new SendStanding(state, code), (await ClaimAsync(1)).Standing);
    }

    [Fact]
    public async Task A_claim_without_a_seal_becomes_in_doubt_and_is_never_claimed_again()
    {
        await ClaimAsync(1);
        Assert.Equal(new SendStanding(SendState.InDoubt, SendCodes.Restart), (await ClaimAsync(1)).Standing);
        Assert.Equal(new SendStanding(SendState.InDoubt, SendCodes.Restart), (await ClaimAsync(1)).Standing);
        Assert.Equal(Key(1), Assert.Single(await Ledger.InDoubtAsync(Cancel)).Key);
    }

    [Fact]
    public async Task Recovery_puts_open_claims_in_doubt_once_and_settling_takes_them_out()
    {
        await ClaimAsync(1);
        await ClaimAsync(2);
        await ClaimAsync(3);
        await SealAsync(2, SendState.Accepted, "250");
        Assert.Equal(2, await Ledger.RecoverAsync(At, Cancel));
        Assert.Equal(0, await Ledger.RecoverAsync(At, Cancel));
        Assert.Equal([Key(1), Key(3)], (await Ledger.InDoubtAsync(Cancel)).Select(e => e.Key));
        await SealAsync(1, SendState.Accepted, SendCodes.Settled);
        Assert.Equal([Key(3)], (await Ledger.InDoubtAsync(Cancel)).Select(e => e.Key));
        await ClaimAsync(4);
        Assert.Equal(1, await Ledger.RecoverAsync(At, Cancel));
    }

    [Fact]
    public async Task Standings_are_the_last_entries_of_the_keys_that_have_one()
    {
        await ClaimAsync(1);
        await SealAsync(1, SendState.Accepted, "250");
        await ClaimAsync(2);
        var standings = await Ledger.StandingsAsync([Key(1), Key(2), Key(3), Key(1) with { Visit = 1 }], Cancel);
        Assert.Equal(2, standings.Count);
        Assert.Equal(new SendStanding(SendState.Accepted, "250"), standings[Key(1)]);
        Assert.Equal(new SendStanding(SendState.Reserved, null), standings[Key(2)]);
    }

    [Fact]
    public async Task Entries_written_side_by_side_form_one_unbroken_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(g => Task.Run(
            async () =>
            {
                var keys = Enumerable.Range(g * 50, 50).Select(i => Key(i)).ToList();
                await Ledger.ClaimAsync([.. keys.Select(k => new SendClaim(k, "h", At))], Cancel);
                await Ledger.SealAsync([.. keys.Select(k => new SendSeal(k, SendState.Accepted, "250", At) { AddressHash = "h" })], Cancel);
            },
            Cancel)));
        var entries = await Ledger.ReadAsync(0, 10_000, Cancel);
        Assert.Equal(Enumerable.Range(1, 2000).Select(i => (long)i), entries.Select(e => e.Sequence));
        Assert.Null(LedgerEntry.FirstBreak(entries));
        Assert.Equal(501, LedgerEntry.FirstBreak(entries.Select(e => e.Sequence == 501 ? e with { Code = "550" } : e)));
        Assert.Equal(501, LedgerEntry.FirstBreak(entries.Where(e => e.Sequence != 500)));
    }

    [Fact]
    public async Task Reading_goes_on_after_a_sequence_number()
    {
        for (var i = 0; i < 5; i++)
            await ClaimAsync(i);
        Assert.Equal([3L, 4L], (await Ledger.ReadAsync(2, 2, Cancel)).Select(e => e.Sequence));
        Assert.Equal(At, (await Ledger.ReadAsync(2, 1, Cancel)).Single().At);
    }

    protected static SendKey Key(long contact) => new("run1", "mail", contact, 0);

    private async Task<ClaimAnswer> ClaimAsync(long contact) => (await Ledger.ClaimAsync([new SendClaim(Key(contact), "h", At)], Cancel)).Single();

    private Task SealAsync(long contact, SendState state, string code) => Ledger.SealAsync([new SendSeal(Key(contact), state, code, At)], Cancel);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Keys_in_any_order_are_claimed_once(int seed)
    {
        var chance = new Random(seed);
        var claimed = new List<SendKey>();
        for (var group = 0; group < 60; group++)
        {
            var contacts = Enumerable.Range(0, chance.Next(1, 8)).Select(_ => (long)chance.Next(0, 90)).Distinct();
            var keys = contacts.Select(c => Key(c) with { RunId = $"run{chance.Next(3)}" }).ToList();
            var standings = await Ledger.StandingsAsync(keys, Cancel);
            Assert.Equal(keys.Where(claimed.Contains).ToHashSet(), standings.Keys.ToHashSet());
            var answers = await Ledger.ClaimAsync([.. keys.Select(k => new SendClaim(k, "h", At))], Cancel);
            Assert.Equal(keys.Except(claimed), answers.Where(a => a.IsClaimed).Select(a => a.Key));
            claimed.AddRange(answers.Where(a => a.IsClaimed).Select(a => a.Key));
            await Ledger.SealAsync([.. answers.Where(a => a.IsClaimed).Select(a => new SendSeal(a.Key, SendState.Accepted, "250", At))], Cancel);
        }
    }
}
