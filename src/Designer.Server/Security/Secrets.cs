using System.Security.Cryptography;
using System.Text;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace Designer.Server.Security;

/// <summary>
/// Secrets at rest. What must be read back (a mail account's password) is sealed under the rotating keys of the data folder; what must stay the same for years
/// (hashes of addresses, signatures of unsubscribe links) is keyed by one root that is made once. Both lie in the folder "keys": back it up, show it to nobody.
/// </summary>
public sealed class Secrets
{
    private readonly IDataProtector _protector;
    private readonly byte[] _root;

    public Secrets(IDataProtectionProvider protection, DataFolder folder)
    {
        _protector = protection.CreateProtector("Designer.Secrets");
        _root = ReadOrMake(Path.Combine(folder.Keys, "root.key"));
    }

    public string Seal(string secret) => _protector.Protect(secret);

    /// <exception cref="CryptographicException">Sealed under keys that this data folder does not have.</exception>
    public string Open(string sealedSecret) => _protector.Unprotect(sealedSecret);

    /// <summary>32 bytes for one purpose, such as "address-hash": the same at every start, unrelated to any other purpose's.</summary>
    public byte[] Key(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _root, 32, info: Encoding.UTF8.GetBytes(purpose));

    private static byte[] ReadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            // Written aside and moved: a start that dies in between leaves no half key, which would cut off every link sent before.
            var aside = path + ".new";
            File.WriteAllBytes(aside, RandomNumberGenerator.GetBytes(32));
            File.Move(aside, path);
        }
        var root = File.ReadAllBytes(path);
        return root.Length == 32 ? root : throw new StartFaultException($"The key file '{path}' must hold 32 bytes; it holds {root.Length}. Put back its backup: links and hashes of before depend on it.");
    }
}
