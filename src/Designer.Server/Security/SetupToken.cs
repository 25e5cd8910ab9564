using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Designer.Server.Security;

/// <summary>The one-time token that makes its bearer the owner. It lives in memory only: each start without an owner makes a new one and prints it.</summary>
public sealed class SetupToken
{
    private readonly Lock _gate = new();

    /// <summary>Null: there is an owner, nothing to set up.</summary>
    public string? Current { get; private set; }

    public void Make()
    {
        lock (_gate)
            Current = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
    }

    public void Spend()
    {
        lock (_gate)
            Current = null;
    }

    public bool Matches(string offered) =>
        Current is { } token && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(offered));
}
