namespace Activities.Copy;

// The lists that an author chooses from in the inspector; the words behind them are CopyVocabulary's.
public enum CopyCategory { Automatic, Coffee, Fashion, Beauty, Books, Sports, Home, Electronics, Toys, Food, Travel, Pets, Garden, General }

public enum CopyAudience { Everyone, New, Loyal, AtRisk, Lapsed, Vip }

public enum CopyTone { Friendly, Warm, Playful, Formal, Urgent }

public enum CopyLanguages { EnglishAndChinese, English, Chinese }

internal static class CopyChoices
{
    /// <summary>Null: to be guessed.</summary>
    public static string? Word(this CopyCategory category) => category == CopyCategory.Automatic ? null : CopyVocabulary.Categories[(int)category - 1];

    public static string Word(this CopyAudience audience) => CopyVocabulary.Audiences[(int)audience];

    public static string Word(this CopyTone tone) => CopyVocabulary.Tones[(int)tone];

    public static IReadOnlyList<string> Codes(this CopyLanguages languages) => languages switch
    {
        CopyLanguages.English => ["en"],
        CopyLanguages.Chinese => ["zh"],
        _ => ["en", "zh"],
    };
}
