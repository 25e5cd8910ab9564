using System.Net;

namespace Designer.Server.Security;

/// <summary>
/// Slows down guessing of passwords and tokens: so many attempts per address and per name, then a wait that the answer names (Retry-After). Attempts are counted
/// before they are checked, so that a burst in parallel is counted too.
/// </summary>
public sealed class SignInThrottle(TimeProvider time)
{
    public const int AttemptsPerName = 8;
    public const int AttemptsPerAddress = 24;

    /// <summary>The window is short enough that nobody can lock the owner out for long by guessing under their name.</summary>
    private readonly AttemptCounts _attempts = new(TimeSpan.FromMinutes(5));

    /// <returns>Null: go on. Else how long to wait.</returns>
    public TimeSpan? Attempt(IPAddress? address, string name)
    {
        var now = time.GetUtcNow();
        return _attempts.Count(AttemptCounts.AddressKey(address), AttemptsPerAddress, now) ?? _attempts.Count(NameKey(name), AttemptsPerName, now);
    }

    /// <summary>A right password clears the name; the address keeps its count, or one's own account would buy guesses at others.</summary>
    public void Succeeded(string name) => _attempts.Clear(NameKey(name));

    private static string NameKey(string name) => $"name {name.Trim().ToUpperInvariant()}";
}
