using System.Text;
using Activities.Contacts;

namespace Activities.Imports;

public enum ColumnTarget { Ignore, ExternalId, Email, Phone, FirstName, LastName, Language, TimeZone, EmailConsent, Tags, Attribute }

/// <summary>What becomes of one column.</summary>
/// <param name="Attribute">The attribute's name when the target is Attribute.</param>
public sealed record ColumnMapping(int Index, string Header, ColumnTarget Target, string? Attribute, AttributeType Type);

/// <summary>Guesses targets and types from the header and the first rows; the person who imports has the last word.</summary>
public static class ColumnGuess
{
    private static readonly Dictionary<ColumnTarget, string[]> Known = new()
    {
        [ColumnTarget.Email] = ["email", "emailaddress", "mail", "邮箱", "电子邮件", "电子邮箱"],
        [ColumnTarget.ExternalId] = ["externalid", "customerid", "customer", "userid", "contactid", "memberid", "clientid", "id", "客户编号", "编号"],
        [ColumnTarget.Phone] = ["phone", "phonenumber", "mobile", "mobilephone", "telephone", "telefon", "手机", "电话"],
        [ColumnTarget.FirstName] = ["firstname", "givenname", "vorname", "prenom", "prénom", "名"],
        [ColumnTarget.LastName] = ["lastname", "surname", "familyname", "nachname", "nom", "姓"],
        [ColumnTarget.Language] = ["language", "locale", "lang", "sprache", "语言"],
        [ColumnTarget.TimeZone] = ["timezone", "tz", "zeitzone", "时区"],
        [ColumnTarget.EmailConsent] = ["emailconsent", "consent", "optin", "emailoptin", "subscribed", "newsletter"],
        [ColumnTarget.Tags] = ["tags", "labels", "标签"],
    };

    private static readonly HashSet<string> Reserved = ["id", "external_id", "email", "phone", "first_name", "last_name", "language", "time_zone", "created_at", "tags"];

    public static IReadOnlyList<ColumnMapping> Guess(IReadOnlyList<string> header, IReadOnlyList<string[]> sample, IReadOnlyList<AttributeDefinition> existing)
    {
        var taken = new HashSet<ColumnTarget>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = new List<ColumnMapping>();
        for (var i = 0; i < header.Count; i++)
        {
            var values = sample.Where(r => i < r.Length).Select(r => r[i].Trim()).Where(v => v.Length > 0).ToList();
            var target = TargetOf(header[i], values);
            if (target is { } known && taken.Add(known))
            {
                columns.Add(new ColumnMapping(i, header[i], known, null, known == ColumnTarget.EmailConsent ? AttributeType.YesNo : AttributeType.Text));
                continue;
            }
            var name = AttributeName(header[i]);
            for (var n = 2; Reserved.Contains(name) || !names.Add(name); n++)
                name = $"{AttributeName(header[i])}_{n}";
            var type = existing.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase))?.Type ?? TypeOf(values);
            columns.Add(new ColumnMapping(i, header[i], ColumnTarget.Attribute, name, type));
        }
        return columns;
    }

    public static AttributeType TypeOf(IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return AttributeType.Text;
        if (values.All(FieldText.IsYesNoWord))
            return AttributeType.YesNo;
        // 007 and 01309 are labels: as numbers they would lose their zeros.
        if (values.All(v => FieldText.TryRead(v, AttributeType.Number, out _) && !(v.Length > 1 && v[0] == '0' && char.IsAsciiDigit(v[1]))))
            return AttributeType.Number;
        return values.All(v => FieldText.TryRead(v, AttributeType.Date, out _)) ? AttributeType.Date : AttributeType.Text;
    }

    /// <summary>"TotalCharges" and "Total charges" become total_charges; letters of any script stay.</summary>
    public static string AttributeName(string header)
    {
        var name = new StringBuilder();
        var previous = ' ';
        foreach (var c in header.Normalize(NormalizationForm.FormC))
        {
            if (char.IsLetterOrDigit(c))
            {
                if (char.IsUpper(c) && (char.IsLower(previous) || char.IsDigit(previous)))
                    name.Append('_');
                name.Append(char.ToLowerInvariant(c));
            }
            else if (name.Length > 0 && name[^1] != '_')
            {
                name.Append('_');
            }
            previous = c;
        }
        var trimmed = name.ToString().Trim('_');
        return trimmed.Length == 0 ? "column" : trimmed.Length > 60 ? trimmed[..60] : trimmed;
    }

    private static ColumnTarget? TargetOf(string header, List<string> values)
    {
        var plain = new string([.. header.ToLowerInvariant().Where(char.IsLetterOrDigit)]);
        foreach (var (target, names) in Known)
        {
            if (!names.Contains(plain))
                continue;
            // A column called "newsletter" or "consent" that holds no yes and no is something else.
            return target == ColumnTarget.EmailConsent && !values.All(v => FieldText.AsYesNo(v) is not null) ? null : target;
        }
        return values.Count > 0 && values.All(v => v.Contains('@', StringComparison.Ordinal) && Email.EmailAddress.TryParse(v) is not null) ? ColumnTarget.Email : null;
    }
}
