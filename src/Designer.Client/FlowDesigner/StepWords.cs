using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Segments;

namespace Designer.Client.FlowDesigner;

/// <summary>Says in words what a step does: the subject it sends, the people it chooses, the time it waits for.</summary>
public sealed class StepWords(IStringLocalizer<DesignerTexts> texts, ActivityWords words)
{
    public string Sentence(Activity activity, ActivityDescriptor? descriptor)
    {
        if (descriptor is null)
            return texts["UnknownType"];
        foreach (var input in descriptor.Inputs.Where(i => !i.IsAdvanced))
            if (Of(activity, descriptor, input) is { Length: > 0 } sentence)
                return sentence;
        return words.Summary(descriptor);
    }

    /// <summary>One input in words; null where there is nothing to say, or the value says it best.</summary>
    public string? Of(Activity activity, ActivityDescriptor descriptor, InputDescriptor input)
    {
        if (StepValues.Script(activity, input.Name) is { } script)
            return script.Type != ExpressionTypes.Variable ? StepValues.Text(script.Value)
                : script.Value is { ValueKind: JsonValueKind.Object } used && used.TryGetProperty("name", out var called) ? texts["UsesVariable", called.ToString()].Value : null;
        var value = StepValues.ReadOrDefault(activity, input);
        return input.Editor switch
        {
            Editor.Rule => RuleSentence(value),
            Editor.Cron => CronWords.Sentence(StepValues.Text(value), texts, CultureInfo.CurrentUICulture) + Zone(activity, descriptor),
            Editor.Duration => Duration(activity, descriptor, StepValues.Text(value)),
            Editor.Template or Editor.HtmlTemplate or Editor.Text or Editor.MultilineText => Quoted(StepValues.Text(value)),
            Editor.Tag => texts["AddsTag", StepValues.Text(value)].Value,
            Editor.Attribute when StepValues.Text(value).Length > 0 => texts["SetsAttribute", StepValues.Text(value), After(activity, descriptor, input)].Value,
            Editor.Variable => value is { ValueKind: JsonValueKind.Object } variable && variable.TryGetProperty("name", out var name) ? texts["SetsVariable", name.ToString()].Value : null,
            Editor.Variants => Variants(value),
            Editor.Cases => Cases(value),
            Editor.Choice => words.Choice(descriptor, input, StepValues.Text(value)),
            _ => null,
        };
    }

    public string? RuleSentence(JsonElement? rule)
    {
        if (rule is not { ValueKind: JsonValueKind.Object } json)
            return null;
        try
        {
            return Upper(SegmentWords.Sentence(json.Deserialize<SegmentRule>(InputJson.Options)!, CultureInfo.CurrentUICulture));
        }
        catch (JsonException)
        {
            return texts["UnreadableRule"];
        }
    }

    public string Span(TimeSpan span)
    {
        var parts = new[] { (span.Days, "Days"), (span.Hours, "Hours"), (span.Minutes, "Minutes"), (span.Seconds, "Seconds") };
        var words = parts.Where(p => p.Item1 > 0).Select(p => texts[p.Item1 == 1 ? $"{p.Item2}One" : p.Item2, p.Item1].Value).ToList();
        return words.Count == 0 ? "" : string.Join(" ", words);
    }

    private string? Duration(Activity activity, ActivityDescriptor descriptor, string text)
    {
        var wait = TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? Span(span) : "";
        var until = descriptor.Inputs.FirstOrDefault(i => i.Editor == Editor.TimeOfDay) is { } input ? StepValues.Text(StepValues.ReadOrDefault(activity, input)) : "";
        return (wait.Length, until.Length) switch
        {
            (> 0, > 0) => texts["WaitsThenUntil", wait, until].Value,
            (> 0, _) => texts["WaitsFor", wait].Value,
            (_, > 0) => texts["WaitsUntil", until].Value,
            _ => null,
        };
    }

    private static string? Variants(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Array } sides)
            return null;
        var named = sides.EnumerateArray().Where(s => s.ValueKind == JsonValueKind.Object).Select(s => (Label: Text(s, "label"), Weight: s.TryGetProperty("weight", out var w) && w.TryGetDouble(out var number) ? number : 0)).ToList();
        var sum = named.Sum(n => n.Weight);
        return sum <= 0 ? null : string.Join(" · ", named.Select(n => string.Create(CultureInfo.CurrentCulture, $"{n.Label} {n.Weight / sum:P0}")));
    }

    private string? Cases(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } cases && cases.GetArrayLength() is > 0 and var count ? texts[count == 1 ? "CasesOne" : "Cases", count].Value : null;

    private static string After(Activity activity, ActivityDescriptor descriptor, InputDescriptor input) =>
        descriptor.Inputs.SkipWhile(i => i != input).Skip(1).FirstOrDefault() is { } next ? StepValues.Text(StepValues.ReadOrDefault(activity, next)) : "";

    private static string Zone(Activity activity, ActivityDescriptor descriptor) =>
        descriptor.Inputs.FirstOrDefault(i => i.Editor == Editor.TimeZone) is { } zone ? $" · {StepValues.Text(StepValues.ReadOrDefault(activity, zone))}" : "";

    private static string Quoted(string text) => text.Length == 0 ? "" : $"“{text}”";

    private static string Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static string Upper(string sentence) => sentence.Length == 0 ? sentence : string.Concat(char.ToUpper(sentence[0], CultureInfo.CurrentUICulture), sentence[1..]);
}
