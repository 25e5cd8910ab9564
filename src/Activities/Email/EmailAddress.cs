using System.Globalization;
using System.Text;

namespace Activities.Email;

/// <summary>
/// An address that a mail server in practice delivers to: a dot-atom before the @ (RFC 5321, with the letters of RFC 6531), a domain of at least two
/// labels after it. Quoted local parts, comments and address literals are legal in RFC 5322 and refused here: in a contact list they are typing errors.
/// </summary>
public sealed record EmailAddress
{
    private const int MaxLocalPart = 64;
    private const int MaxDomain = 253;
    private const int MaxAddress = 254;
    private const string Atext = "!#$%&'*+-/=?^_`{|}~";
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private EmailAddress(string localPart, string domain) => (LocalPart, Domain) = (localPart, domain);

    public string LocalPart { get; }

    /// <summary>Lower case ASCII (IDNA), as it goes over the wire.</summary>
    public string Domain { get; }

    /// <summary>The local part holds letters that only a server with SMTPUTF8 takes.</summary>
    public bool NeedsUtf8 => !Ascii.IsValid(LocalPart);

    /// <summary>Mail for these names (RFC 2606, RFC 6761) has no recipient: it is kept in the outbox and never leaves.</summary>
    public bool IsReserved
    {
        get
        {
            var labels = Domain.Split('.');
            return labels[^1] is "test" or "invalid" or "localhost" or "example" || labels[^2] == "example";
        }
    }

    public static EmailAddress? TryParse(string? text)
    {
        if (text is null)
            return null;
        var trimmed = text.Trim();
        var at = trimmed.LastIndexOf('@');
        if (at < 1 || !IsLocalPart(trimmed[..at]) || AsciiDomain(trimmed[(at + 1)..]) is not { } domain)
            return null;
        var address = new EmailAddress(trimmed[..at].Normalize(), domain);
        return Math.Max(Encoding.UTF8.GetByteCount(address.ToString()), Encoding.UTF8.GetByteCount(trimmed)) <= MaxAddress ? address : null;
    }

    public override string ToString() => $"{LocalPart}@{Domain}";

    private static bool IsLocalPart(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxLocalPart || text[0] == '.' || text[^1] == '.' || text.Contains("..", StringComparison.Ordinal))
            return false;
        var first = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsLocalRune(rune, first))
                return false;
            first = false;
        }
        return true;
    }

    private static bool IsLocalRune(Rune rune, bool first)
    {
        if (rune.IsAscii)
            return Rune.IsLetterOrDigit(rune) || rune.Value == '.' || Atext.Contains((char)rune.Value, StringComparison.Ordinal);
        // A leading combining mark would join the character before the address; everything invisible could disguise one.
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => !first,
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.TitlecaseLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherSymbol => rune.Value != 0xFFFD,
            _ => false,
        };
    }

    private static string? AsciiDomain(string text)
    {
        string ascii;
        try
        {
            ascii = Idn.GetAscii(text);
            Idn.GetUnicode(ascii); // An "xn--" label that is no encoding of anything.
        }
        catch (ArgumentException)
        {
            return null; // IdnMapping has no Try: the exception is its only way to say "no".
        }
        ascii = ascii.ToLowerInvariant();
        var labels = ascii.Split('.');
        return ascii.Length <= MaxDomain && labels.Length >= 2 && labels.All(IsLabel) && IsTopLevel(labels[^1]) ? ascii : null;
    }

    private static bool IsTopLevel(string label) => label.All(char.IsAsciiLetter) || label.StartsWith("xn--", StringComparison.Ordinal);

    // Hyphens in third and fourth place are kept for encodings (RFC 5891), of which there is one.
    private static bool IsLabel(string label) =>
        (label.Length < 4 || label[2..4] != "--" || label.StartsWith("xn--", StringComparison.Ordinal)) && label.Length is >= 1 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
