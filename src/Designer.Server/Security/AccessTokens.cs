using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Designer.Server.Security;

/// <summary>
/// JSON Web Tokens for programs that sign in with name and password and cannot keep our cookie: Elsa Studio, which reads the name and the end of the session out of them. HS256 under a key of
/// this data folder; only that header is read, so that nobody can choose the algorithm. Worth no more than the owner's present stamp.
/// </summary>
public sealed class AccessTokens(Secrets secrets, OwnerAccount owner, TimeProvider time)
{
    private static readonly TimeSpan AccessLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan RefreshLife = TimeSpan.FromDays(14);
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    private readonly byte[] _key = secrets.Key("access-token");

    public string Access(User user) => Write(user, AccessUse, AccessLife);

    /// <summary>Buys new tokens and nothing else.</summary>
    public string Refresh(User user) => Write(user, RefreshUse, RefreshLife);

    /// <returns>Null: not ours, too old, or of a session that was ended.</returns>
    public Task<User?> ReadAccessAsync(string token, CancellationToken cancellationToken) => ReadAsync(token, AccessUse, cancellationToken);

    public Task<User?> ReadRefreshAsync(string token, CancellationToken cancellationToken) => ReadAsync(token, RefreshUse, cancellationToken);

    private const string AccessUse = "access";
    private const string RefreshUse = "refresh";

    private string Write(User user, string use, TimeSpan life)
    {
        var now = time.GetUtcNow();
        var claims = new Claims(user.Name, user.Name, user.Role, ["*"], user.Stamp, use, now.ToUnixTimeSeconds(), now.Add(life).ToUnixTimeSeconds());
        var signed = $"{Header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, JsonSerializerOptions.Web))}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(signed))}";
    }

    private async Task<User?> ReadAsync(string token, string use, CancellationToken cancellationToken)
    {
        if (token.Split('.') is not [var header, var body, var signature] || header != Header || !Base64Url.IsValid(signature) || !Base64Url.IsValid(body))
            return null;
        if (!CryptographicOperations.FixedTimeEquals(Sign($"{header}.{body}"), Base64Url.DecodeFromChars(signature)))
            return null;
        var claims = JsonSerializer.Deserialize<Claims>(Base64Url.DecodeFromChars(body), JsonSerializerOptions.Web)!;
        var user = await owner.FindAsync(cancellationToken);
        return claims.Use == use && claims.Exp > time.GetUtcNow().ToUnixTimeSeconds() && user?.Stamp == claims.Stamp ? user : null;
    }

    private byte[] Sign(string text) => HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(text));

    private sealed record Claims(string Sub, string Name, string Role, IReadOnlyList<string> Permissions, string Stamp, string Use, long Iat, long Exp);
}
