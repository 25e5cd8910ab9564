using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Activities.Email;

/// <summary>What makes one send one send: the same key is never sent twice.</summary>
public readonly record struct SendKey(string RunId, string ActivityId, long ContactId, int Visit)
{
    /// <summary>The id of a test send's run begins with this; such a run has no row of its own.</summary>
    public const string TestPrefix = "test-";

    public bool IsTest => RunId.StartsWith(TestPrefix, StringComparison.Ordinal);

    /// <summary>
    /// The message's id in the outbox and the left part of its Message-ID: derived from the key, so that a message in doubt can be looked for in the
    /// mail server's log and two attempts at one key are one message to a mailbox that removes duplicates.
    /// </summary>
    public string MessageId()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{RunId}\n{ActivityId}\n{ContactId}\n{Visit}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
