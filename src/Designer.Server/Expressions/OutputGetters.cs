using System.Text.RegularExpressions;

namespace Designer.Server.Expressions;

/// <summary>getCountFromSegment1(): the output and the activity stand in the function's name.</summary>
internal static partial class OutputGetters
{
    public static IEnumerable<string> In(string script) => Getter().Matches(script).Select(m => m.Value).Where(n => n != "getOutputFrom").Distinct();

    /// <summary>"From" may be part of either name.</summary>
    public static IEnumerable<(string Output, string Activity)> Ways(string name)
    {
        for (var at = name.IndexOf("From", 4, StringComparison.Ordinal); at > 0 && at + 4 < name.Length; at = name.IndexOf("From", at + 4, StringComparison.Ordinal))
            yield return (name[3..at], name[(at + 4)..]);
    }

    [GeneratedRegex(@"\bget[A-Z]\w*From\w+")]
    private static partial Regex Getter();
}
