using System.Text.Json;
using Microsoft.Extensions.Localization;
using Workflows.Definitions;
using Workflows.Differences;

namespace Designer.Client.FlowDesigner.History;

/// <summary>Says what is different in the author's words: the input's title, and what it was and is as the step's card would say it.</summary>
public sealed class ChangeWords(IStringLocalizer<HistoryTexts> texts, ActivityWords words, StepWords sentences)
{
    private const int Longest = 160;
    private const int Around = 24;

    /// <param name="Before">Empty: there was nothing.</param>
    public sealed record Difference(string Title, string Before, string After);

    public string Title(Activity step, StepCatalog catalog) => StepFaces.TitleOf(step, catalog.Find(step.Type), words);

    public IReadOnlyList<Difference> Of(StepChange change, StepCatalog catalog) =>
        change is { Before: { } before, After: { } after } ? [.. change.Parts.Select(p => Of(p, before, after, catalog)).DistinctBy(d => (d.Title, d.Before, d.After))] : [];

    public Difference Of(ValueChange change)
    {
        var title = change.Name.Length == 0 ? texts[$"Flow{change.Part}"].Value : texts[$"Flow{change.Part}Named", change.Name].Value;
        return Cut(title, Raw(change.Before), Raw(change.After));
    }

    private Difference Of(PartChange part, Activity before, Activity after, StepCatalog catalog)
    {
        switch (part.Part)
        {
            case StepPart.Title: return new Difference(texts["StepTitle"], Title(before, catalog), Title(after, catalog));
            case StepPart.Type when part.Name == "type": return new Difference(texts["StepType"], TypeOf(before, catalog), TypeOf(after, catalog));
            case StepPart.Type: return Cut(texts["StepVersion"], Raw(part.Before), Raw(part.After));
            case StepPart.Inside: return new Difference(texts["StepInside"], "", "");
            case StepPart.Output: return Cut(OutputTitle(after, part.Name, catalog), Variable(part.Before), Variable(part.After));
        }
        if (catalog.Input(after, part.Name) is not { } input || catalog.Find(after.Type) is not { } type)
            return Cut(part.Name, Raw(part.Before), Raw(part.After));
        var (was, becomes) = (sentences.Of(before, type, input) ?? "", sentences.Of(after, type, input) ?? "");
        // Where the sentence leaves out what changed (a zone, a script), the values say it.
        return was == becomes ? Cut(words.Input(type, input), Raw(part.Before), Raw(part.After)) : Cut(words.Input(type, input), was, becomes);
    }

    private string TypeOf(Activity step, StepCatalog catalog) => catalog.Find(step.Type) is { } type ? words.Title(type) : step.Type;

    private string OutputTitle(Activity step, string name, StepCatalog catalog) =>
        catalog.Find(step.Type) is { } type && type.Outputs.FirstOrDefault(o => o.Name == name) is { } output ? texts["StepOutput", words.Output(type, output)] : texts["StepOutput", name];

    private static string Variable(JsonElement? binding) =>
        binding is { ValueKind: JsonValueKind.Object } bound && bound.TryGetProperty("memoryReference", out var reference) && reference.ValueKind == JsonValueKind.Object && reference.TryGetProperty("id", out var id) ? id.ToString() : "";

    /// <summary>An input's own value, out of what Elsa wraps around it.</summary>
    private static string Raw(JsonElement? value)
    {
        if (value is { ValueKind: JsonValueKind.Object } input && input.TryGetProperty("expression", out var expression) && expression.ValueKind == JsonValueKind.Object)
            return expression.TryGetProperty("value", out var inner) ? StepValues.Text(inner) : "";
        return StepValues.Text(value);
    }

    /// <summary>Of long texts only what is around the difference.</summary>
    private static Difference Cut(string title, string before, string after)
    {
        if (before.Length <= Longest && after.Length <= Longest)
            return new Difference(title, before, after);
        var start = before.Zip(after).TakeWhile(p => p.First == p.Second).Count();
        var end = before[start..].Reverse().Zip(after[start..].Reverse()).TakeWhile(p => p.First == p.Second).Count();
        return new Difference(title, Part(before, start, end), Part(after, start, end));
    }

    private static string Part(string text, int start, int end)
    {
        var (from, to) = (Math.Max(0, start - Around), Math.Min(text.Length, text.Length - end + Around));
        var isLong = to - from > Longest;
        return $"{(from > 0 ? "…" : "")}{text[from..(isLong ? from + Longest : to)]}{(isLong || to < text.Length ? "…" : "")}";
    }
}
