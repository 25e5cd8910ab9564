using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Activities.Email;

/// <summary>One line of the ledger. Its hash covers every field and the hash before it, so that no line can be changed, dropped or moved unseen.</summary>
public sealed record LedgerEntry(long Sequence, SendKey Key, SendState State, string? Code, string? AddressHash, DateTimeOffset At, string Previous, string Hash)
{
    /// <summary>What stands before the first entry.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    public static LedgerEntry Seal(long sequence, SendKey key, SendState state, string? code, string? addressHash, DateTimeOffset at, string previous)
    {
        var entry = new LedgerEntry(sequence, key, state, code, addressHash, at, previous, "");
        return entry with { Hash = entry.ComputeHash() };
    }

    /// <summary>Lengths stand before texts, so that two fields cannot borrow from each other.</summary>
    public string ComputeHash()
    {
        static string Field(string? text) => text is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}");
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{Previous}|{Sequence}|{Field(Key.RunId)}|{Field(Key.ActivityId)}|{Key.ContactId}|{Key.Visit}|{State}|{Field(Code)}|{Field(AddressHash)}|{At.UtcTicks / 10}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
    }

    /// <returns>The sequence number of the first entry that does not fit the one before it, else null.</returns>
    public static long? FirstBreak(IEnumerable<LedgerEntry> entries, string previous = Genesis)
    {
        foreach (var entry in entries)
        {
            if (entry.Previous != previous || entry.ComputeHash() != entry.Hash)
                return entry.Sequence;
            previous = entry.Hash;
        }
        return null;
    }
}
