using System.Text.RegularExpressions;

namespace Activities.Copy;

/// <summary>What a draft must pass before anyone sees it. A small model writes well on average; these catch the rest.</summary>
public static partial class CopyChecks
{
    /// <param name="draft">Merge fields as control tokens; null: no end came.</param>
    /// <returns>The first thing that is wrong, as the rest of a sentence ("the field offer is missing"), or null.</returns>
    public static string? Complaint(CopyPrompt prompt, string? draft)
    {
        if (string.IsNullOrWhiteSpace(draft))
            return "the text did not come to an end";
        foreach (var field in CopyVocabulary.Fields)
        {
            var times = Regex.Count(draft, Regex.Escape(CopyPrompt.Control(field)));
            if (prompt.Fields.Contains(field) ? times == 0 : times > 0)
                return times == 0 ? $"the field {field} is missing" : $"it uses the field {field}, which the brief does not have";
            if (times > 1)
                return $"the field {field} comes {times} times";
        }
        if (CopyText.Language(draft) != prompt.Language && draft.Any(char.IsLetter))
            return $"it is not written in the language {prompt.Language}";
        var (least, most) = Length(prompt.Kind);
        var length = Field().Replace(draft, "twelve chars").Length;
        if (length < least || length > most)
            return $"it has {length} characters; a {prompt.Kind} has {least} to {most}";
        if (draft.Contains('\ufffd'))
            return "it contains a broken character";
        if (Number().Match(draft) is { Success: true } number)
            return $"it states a figure of its own ('{number.Value}')";
        if (Claim().Match(draft) is { Success: true } claim)
            return $"it makes a claim that nobody checked ('{claim.Value}')";
        return Repetition(draft) ?? (prompt.Kind is "body" or "preheader" && !FullStop().IsMatch(draft) ? "its last sentence is cut off" : null);
    }

    private static string? Repetition(string draft)
    {
        var sentences = CopyText.Sentences(draft);
        var twice = sentences.GroupBy(s => s, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            return $"it repeats '{twice.Key}'";
        return Stutter().Match(draft) is { Success: true } stutter ? $"it stutters ('{stutter.Value}')" : null;
    }

    private static (int Least, int Most) Length(string kind) => kind switch
    {
        "subject" => (3, 110),
        "preheader" => (4, 200),
        "post" => (6, 320),
        _ => (30, 1_200),
    };

    [GeneratedRegex(@"<\|[^|]*\|>")]
    private static partial Regex Field();

    [GeneratedRegex(@"[0-9０-９%％¥￥$€£]+")]
    private static partial Regex Number();

    // English: claims that advertising law wants proven. Chinese: Advertising Law, article 9 (absolute terms) and 28 (unproven promises).
    [GeneratedRegex(@"\b(guaranteed?|best ever|the best (?!part)|number one|cheapest|lowest price|risk-free|miracle|cures?|clinically|scientifically|award-winning|organic|for free)\b|最好|最佳|最低|最高|最优|国家级|世界级|顶级|第一品牌|销量第一|全国第一|唯一|绝对|保证|根治|治愈|永久|万能|史上", RegexOptions.IgnoreCase)]
    private static partial Regex Claim();

    // "Hello hello" is a greeting, and the only doubled word that is meant.
    [GeneratedRegex(@"\b(?!hello\b)([a-z]{2,}) \1\b|([\u4e00-\u9fff]{3,})\2|，，|。。|,,", RegexOptions.IgnoreCase)]
    private static partial Regex Stutter();

    [GeneratedRegex(@"[.!?。！？]$")]
    private static partial Regex FullStop();
}
