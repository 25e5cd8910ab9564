using System.Net;
using System.Net.Sockets;

namespace Designer.Server.Security;

/// <summary>Counts what somebody does within a window. In memory: a restart forgives.</summary>
public sealed class AttemptCounts(TimeSpan window)
{
    private const int MostKeys = 10_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Until)> _attempts = [];

    /// <returns>Null: it was counted. Else how long to wait, because there were that many.</returns>
    public TimeSpan? Count(string key, int most, DateTimeOffset now)
    {
        lock (_gate)
        {
            var (count, until) = _attempts.GetValueOrDefault(key, (0, now + window));
            if (until <= now)
                (count, until) = (0, now + window);
            if (count >= most)
                return until - now;
            if (count == 0)
                Forget(now);
            _attempts[key] = (count + 1, until);
            return null;
        }
    }

    public void Clear(string key)
    {
        lock (_gate)
            _attempts.Remove(key);
    }

    /// <summary>Whoever has one IPv6 address has the 64 bits below it too.</summary>
    public static string AddressKey(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        if (address is { AddressFamily: AddressFamily.InterNetworkV6 })
            return $"address {Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))}";
        return $"address {address}";
    }

    private void Forget(DateTimeOffset now)
    {
        if (_attempts.Count < MostKeys)
            return;
        foreach (var key in _attempts.Where(attempt => attempt.Value.Until <= now).Select(attempt => attempt.Key).ToList())
            _attempts.Remove(key);
        if (_attempts.Count >= MostKeys)
            _attempts.Remove(_attempts.MinBy(attempt => attempt.Value.Until).Key);
    }
}
