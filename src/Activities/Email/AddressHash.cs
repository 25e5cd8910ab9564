using System.Security.Cryptography;
using System.Text;

namespace Activities.Email;

/// <summary>An address as the ledger knows it: HMAC-SHA256 under this data folder's key. A plain hash of an address can be guessed back; this cannot without the key.</summary>
public sealed class AddressHash(byte[] key)
{
    public string Of(string address) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant())).AsSpan(0, 16));
}
