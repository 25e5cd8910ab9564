using Activities.Contacts;
using Xunit;

namespace Storage.Tests.Contacts;

/// <summary>What every suppression store does, whatever is behind it.</summary>
public abstract class SuppressionStoreContract
{
    private static readonly DateTimeOffset At = new(2026, 5, 1, 8, 30, 0, TimeSpan.Zero);
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    protected abstract ISuppressionStore Store { get; }

    [Fact]
    public async Task Finds_addresses_whatever_their_case()
    {
        await Store.AddAsync("Anna@Example.com", "unsubscribed", At, _stop);
        var found = await Store.FindAsync(["anna@example.COM", "ben@example.com"], _stop);
        Assert.Single(found);
        Assert.Contains("ANNA@example.com", found);
    }

    [Fact]
    public async Task The_first_reason_stays_and_an_address_is_listed_once()
    {
        await Store.AddAsync("a@example.com", "complaint", At, _stop);
        await Store.AddAsync("A@example.com", "unsubscribed", At.AddDays(1), _stop);
        await Store.AddAsync("b@example.com", "bounced", At.AddDays(2), _stop);
        Assert.Equal([new("b@example.com", "bounced", At.AddDays(2)), new("a@example.com", "complaint", At)], await Store.ListAsync(0, 10, _stop));
        Assert.Equal("a@example.com", Assert.Single(await Store.ListAsync(1, 1, _stop)).Address);
    }

    [Fact]
    public async Task A_removed_address_may_be_written_to_again()
    {
        await Store.AddAsync("a@example.com", "unsubscribed", At, _stop);
        await Store.RemoveAsync("A@EXAMPLE.com", _stop);
        Assert.Empty(await Store.FindAsync(["a@example.com"], _stop));
    }
}
