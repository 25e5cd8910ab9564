using System.Globalization;

namespace Workflows.Elsa;

/// <summary>JSON may write half of a character (\ud83d without what follows it), which is no text: nothing can store, show or compare it.</summary>
public static class HalfCharacters
{
    private const int EscapeLength = 6;

    /// <exception cref="ElsaJsonException">There is one; the message names line and column.</exception>
    internal static void Refuse(string json, string what)
    {
        if (Find(json) is { } at)
            throw new ElsaJsonException(string.Create(CultureInfo.InvariantCulture, $"{what} has half of a character in line {json.AsSpan(0, at).Count('\n') + 1}, column {at - json.AsSpan(0, at).LastIndexOf('\n')}: a surrogate without the other."));
    }

    /// <returns>Where the first is in the JSON; null: there is none.</returns>
    public static int? Find(string json)
    {
        for (var at = 0; at < json.Length; at++)
        {
            var length = json[at] == '\\' ? Escape(json, at) : char.IsSurrogate(json[at]) ? Pair(json, at) : 1;
            if (length == 0)
                return at;
            at += length - 1;
        }
        return null;
    }

    private static int Pair(string json, int at) => at + 1 < json.Length && char.IsSurrogatePair(json[at], json[at + 1]) ? 2 : 0;

    /// <returns>How long the escape is that begins here; 0: it is half a character.</returns>
    private static int Escape(string json, int at)
    {
        if (Unit(json, at) is not { } unit)
            return 2;
        if (!char.IsSurrogate(unit))
            return EscapeLength;
        return Unit(json, at + EscapeLength) is { } next && char.IsSurrogatePair(unit, next) ? 2 * EscapeLength : 0;
    }

    private static char? Unit(string json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u' && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;
}
