using System.Net;
using System.Net.Sockets;

namespace Designer.Server.Security;

/// <summary>
/// Slows down guessing of passwords and tokens: so many attempts per address and per name, then a wait that the answer names (Retry-After). Attempts are counted
/// before they are checked, so that a burst in parallel is counted too. In memory: a restart forgives.
/// </summary>
public sealed class SignInThrottle(TimeProvider time)
{
    public const int AttemptsPerName = 8;
    public const int AttemptsPerAddress = 24;
    private const int MostKeys = 10_000;

    /// <summary>Short enough that nobody can lock the owner out for long by guessing under their name.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Until)> _attempts = [];

    /// <returns>Null: go on. Else how long to wait.</returns>
    public TimeSpan? Attempt(IPAddress? address, string name)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Forget(now);
            return Count(AddressKey(address), AttemptsPerAddress, now) ?? Count(NameKey(name), AttemptsPerName, now);
        }
    }

    /// <summary>A right password clears the name; the address keeps its count, or one's own account would buy guesses at others.</summary>
    public void Succeeded(string name)
    {
        lock (_gate)
            _attempts.Remove(NameKey(name));
    }

    private TimeSpan? Count(string key, int most, DateTimeOffset now)
    {
        var (count, until) = _attempts.GetValueOrDefault(key, (0, now + Window));
        if (count >= most)
            return until - now;
        _attempts[key] = (count + 1, until);
        return null;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var key in _attempts.Where(attempt => attempt.Value.Until <= now).Select(attempt => attempt.Key).ToList())
            _attempts.Remove(key);
        if (_attempts.Count >= MostKeys)
            _attempts.Remove(_attempts.MinBy(attempt => attempt.Value.Until).Key);
    }

    private static string NameKey(string name) => $"name {name.Trim().ToUpperInvariant()}";

    /// <summary>Whoever has one IPv6 address has the 64 bits below it too.</summary>
    private static string AddressKey(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        if (address is { AddressFamily: AddressFamily.InterNetworkV6 })
            return $"address {Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))}";
        return $"address {address}";
    }
}
