using System.Text.RegularExpressions;

namespace Activities.Copy;

/// <summary>Questions one asks of a written text.</summary>
public static partial class CopyText
{
    /// <summary>Its sentences, trimmed, in either language's punctuation; greetings and hashtags count as sentences of their own.</summary>
    public static IReadOnlyList<string> Sentences(string text) =>
        [.. SentenceEnd().Split(text).Select(s => s.Trim()).Where(s => s.Length > 1)];

    /// <summary>"zh" when its Chinese characters outweigh its Latin words, else "en"; merge fields and hashtags aside.</summary>
    public static string Language(string text)
    {
        var plain = Fields().Replace(text, "");
        var chinese = plain.Count(c => c is >= '\u4e00' and <= '\u9fff');
        return chinese > LatinWord().Count(plain) ? "zh" : "en";
    }

    [GeneratedRegex(@"(?<=[.?!])\s+|(?<=[。？！])|\n+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\{\{[^}]*\}\}|<\|[^|]*\|>")]
    private static partial Regex Fields();

    [GeneratedRegex(@"[A-Za-z]+")]
    private static partial Regex LatinWord();
}
