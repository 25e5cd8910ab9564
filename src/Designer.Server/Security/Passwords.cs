using Microsoft.AspNetCore.Identity;

namespace Designer.Server.Security;

/// <summary>Microsoft's password hasher (PBKDF2) and the one rule that helps: length.</summary>
public sealed class Passwords
{
    public const int Shortest = 12;
    public const int Longest = 256;

    private readonly PasswordHasher<User> _hasher = new();
    private readonly User _nobody = new("", "", "", "");
    private readonly string _nobodysHash;

    public Passwords() => _nobodysHash = _hasher.HashPassword(_nobody, Guid.NewGuid().ToString());

    /// <returns>A sentence, or null: the password will do.</returns>
    public static string? Fault(string password) => password.Length is >= Shortest and <= Longest
        ? null
        : $"The password must have between {Shortest} and {Longest} characters; it has {password.Length}.";

    public string Hash(string password) => _hasher.HashPassword(_nobody, password);

    /// <summary>Takes as long for a user who does not exist, so that names cannot be tried out by the clock.</summary>
    public bool Matches(User? user, string password)
    {
        if (password.Length > Longest)
            return false;
        var verified = _hasher.VerifyHashedPassword(_nobody, user?.PasswordHash ?? _nobodysHash, password);
        return user is not null && verified != PasswordVerificationResult.Failed;
    }
}
