using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Activities.Email;

/// <summary>
/// The links under a message. The token names the contact and the message and is signed, so that nobody can unsubscribe others by counting; it never
/// expires, because a message is opened years later and the law still asks that its link works.
/// </summary>
public sealed class UnsubscribeLinks(byte[] key)
{
    private const int IdBytes = 16;
    private const int BodyBytes = 8 + IdBytes;
    private const int MacBytes = 16;

    public Uri For(Uri linkBase, long contact, string messageId) => new(linkBase, $"{linkBase.AbsolutePath.TrimEnd('/')}/u/{Token(contact, messageId)}");

    public string Token(long contact, string messageId)
    {
        var bytes = new byte[BodyBytes + MacBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, contact);
        Convert.FromHexString(messageId).CopyTo(bytes, 8);
        Mac(bytes.AsSpan(0, BodyBytes)).CopyTo(bytes.AsSpan(BodyBytes));
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>Null for anything this data folder did not sign.</returns>
    public UnsubscribeToken? Read(string token)
    {
        var bytes = new byte[BodyBytes + MacBytes];
        // IsValid first: TryDecode throws on a foreign character.
        if (!Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var written) || written != bytes.Length
            || !CryptographicOperations.FixedTimeEquals(bytes.AsSpan(BodyBytes), Mac(bytes.AsSpan(0, BodyBytes))))
            return null;
        return new UnsubscribeToken(BinaryPrimitives.ReadInt64BigEndian(bytes), Convert.ToHexStringLower(bytes.AsSpan(8, IdBytes)));
    }

    private Span<byte> Mac(ReadOnlySpan<byte> body) => HMACSHA256.HashData(key, body).AsSpan(0, MacBytes);
}

public sealed record UnsubscribeToken(long ContactId, string MessageId);
