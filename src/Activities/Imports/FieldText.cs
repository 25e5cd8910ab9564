using System.Globalization;
using Activities.Contacts;

namespace Activities.Imports;

/// <summary>Reads the text of a field as a value of its type, the same way whatever machine it runs on.</summary>
public static class FieldText
{
    private static readonly string[] Yes = ["yes", "true", "y", "ja", "oui", "si", "sí", "是", "on"];
    private static readonly string[] No = ["no", "false", "n", "nein", "non", "否", "off"];
    private static readonly string[] DateForms =
    [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyyMMdd", "dd.MM.yyyy", "d.M.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy年M月d日",
    ];

    /// <returns>False when the text is no such value. An empty field is null and true.</returns>
    public static bool TryRead(string text, AttributeType type, out object? value)
    {
        var trimmed = text.Trim();
        value = null;
        if (trimmed.Length == 0)
            return true;
        switch (type)
        {
            case AttributeType.Number:
                if (!TryNumber(trimmed, out var number))
                    return false;
                value = number;
                return true;
            case AttributeType.YesNo:
                value = AsYesNo(trimmed);
                return value is not null;
            case AttributeType.Date:
                if (!DateTimeOffset.TryParseExact(trimmed, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
                    return false;
                value = date.ToUniversalTime();
                return true;
            default:
                value = text;
                return true;
        }
    }

    public static bool? AsYesNo(string text) =>
        Yes.Contains(text, StringComparer.OrdinalIgnoreCase) || text == "1" ? true : No.Contains(text, StringComparer.OrdinalIgnoreCase) || text == "0" ? false : null;

    /// <summary>A word that means yes or no; 1 and 0 are numbers until somebody says otherwise.</summary>
    public static bool IsYesNoWord(string text) => Yes.Contains(text, StringComparer.OrdinalIgnoreCase) || No.Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>Point as decimal mark; a comma followed by one or two digits at the end is one too (Excel in most of Europe).</summary>
    private static bool TryNumber(string text, out double number)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var comma = text.LastIndexOf(',');
        if (comma >= 0 && !text.Contains('.', StringComparison.Ordinal) && text.Length - comma - 1 is 1 or 2 && text.IndexOf(',', StringComparison.Ordinal) == comma)
            text = text.Replace(',', '.');
        return double.TryParse(text, Styles | (text.Contains('.', StringComparison.Ordinal) ? NumberStyles.AllowThousands : NumberStyles.None), CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }
}
