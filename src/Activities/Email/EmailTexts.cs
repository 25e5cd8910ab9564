using System.Globalization;
using System.Resources;

namespace Activities.Email;

/// <summary>The few words that every message carries besides its author's, in the message's language.</summary>
public static class EmailTexts
{
    private static readonly ResourceManager Texts = new("Activities.Email.EmailTexts", typeof(EmailTexts).Assembly);
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    public static string Unsubscribe(string? language) => Text("Unsubscribe", language);

    public static string Why(string? language, string sender) => string.Format(CultureInfo.InvariantCulture, Text("Why", language), sender);

    private static string Text(string name, string? language) =>
        Texts.GetString(name, language?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? Chinese : CultureInfo.InvariantCulture)
        ?? throw new MissingManifestResourceException(name);
}
