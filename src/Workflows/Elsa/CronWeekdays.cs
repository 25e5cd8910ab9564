using System.Text.Json;
using System.Text.RegularExpressions;
using Workflows.Definitions;

namespace Workflows.Elsa;

/// <summary>
/// A 2 is Tuesday to Elsa's Cronos and Monday to Quartz, so files carry names. Cronos also takes * for both days where Quartz wants one of them to be a question mark;
/// Cronos reads that too.
/// </summary>
internal static partial class CronWeekdays
{
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

    /// <summary>Numbers in a file are Cronos' (0 and 7 are Sunday).</summary>
    public static Activity FromElsa(Activity activity) => Map(activity, n => n <= 7 ? Days[n] : null);

    /// <summary>Numbers that an author typed here are Quartz's (1 is Sunday).</summary>
    public static Activity ToElsa(Activity activity) => Map(activity, n => n is >= 1 and <= 7 ? Days[n - 1] : null);

    public static string Map(string cron, Func<int, string?> nameOf)
    {
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length != 6)
            return cron;
        fields[5] = string.Join(',', fields[5].Split(',').Select(part => DayNumber().Replace(part, m => nameOf(m.Value[0] - '0') ?? m.Value)));
        if (fields[5] is not ("*" or "?") && fields[3] == "*")
            fields[3] = "?";
        else if (fields[5] == "*" && fields[3] != "?")
            fields[5] = "?";
        return string.Join(' ', fields);
    }

    private static Activity Map(Activity activity, Func<int, string?> nameOf)
    {
        if (!activity.Inputs.TryGetValue("cronExpression", out var input) || input.Expression is not { Type: ExpressionTypes.Literal, Value: { ValueKind: JsonValueKind.String } value })
            return activity;
        var cron = value.GetString()!;
        var mapped = Map(cron, nameOf);
        return mapped == cron
            ? activity
            : activity with { Inputs = activity.Inputs.SetItem("cronExpression", input with { Expression = new Expression(ExpressionTypes.Literal, JsonSerializer.SerializeToElement(mapped)) }) };
    }

    /// <summary>A day alone or at an end of a range, but neither a step (/2) nor an occurrence (#2).</summary>
    [GeneratedRegex(@"(?<![\d/#A-Za-z])\d(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex DayNumber();
}
