using System.Text.Json;
using Workflows.Descriptors;
using Workflows.Segments;

namespace Workflows.Validation;

/// <summary>Values that are a small language of their own: rules, cron, zones, templates, labels.</summary>
internal static class MeaningChecks
{
    public static IEnumerable<Problem> Rule(Step step, InputDescriptor input, JsonElement value)
    {
        string? why = null;
        try
        {
            _ = value.ValueKind == JsonValueKind.String ? JsonSerializer.Deserialize<SegmentRule>(value.GetString()!) : value.Deserialize<SegmentRule>();
        }
        catch (JsonException e)
        {
            why = e.Message.Split(" Path:")[0];
        }

        if (why is not null)
            yield return step.Problem(Severity.Error, ProblemCodes.RuleInvalid, input.Name, $"'{input.Title}' of '{step.Title}' is no rule: {why.TrimEnd('.')}.", input.Title, why);
    }

    public static IEnumerable<Problem> Cron(Step step, InputDescriptor input, JsonElement value, ValidatorPorts ports)
    {
        var cron = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        var zone = step.Literal("timeZone") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "UTC";
        // A bad zone is said of the zone.
        var why = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 6
            ? "it must have six fields: second, minute, hour, day, month, weekday."
            : TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? ports.Cron?.Check(cron, zone) : null;
        if (why is not null)
            yield return step.Problem(Severity.Error, ProblemCodes.CronInvalid, input.Name, $"'{step.Title}' cannot be scheduled by '{cron}': {why}", cron, why);
        else if (zone is not ("UTC" or "Etc/UTC"))
            yield return step.Problem(Severity.Info, ProblemCodes.ElsaReadsUtc, input.Name, $"'{step.Title}' fires in the zone {zone} here; a real Elsa that imports this flow reads the same times as UTC.", zone);
    }

    public static IEnumerable<Problem> Zone(Step step, InputDescriptor input, JsonElement value)
    {
        var zone = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            yield return step.Problem(Severity.Error, ProblemCodes.ZoneUnknown, input.Name, $"'{zone}' in '{step.Title}' is no time zone; a name such as Europe/Berlin is expected.", zone);
    }

    public static IEnumerable<Problem> Template(Step step, InputDescriptor input, JsonElement value, ValidatorPorts ports)
    {
        if (ports.Templates is not { } templates || value.ValueKind != JsonValueKind.String)
            return [];
        var text = value.GetString()!;
        var mistakes = templates.Check(text, ports.Fields ?? templates.FieldsOf(text));
        return mistakes.Select(m => step.Problem(Severity.Error, ProblemCodes.TemplateInvalid, input.Name, $"'{input.Title}' of '{step.Title}': {m}", input.Title, m));
    }

    public static IEnumerable<Problem> Labels(Step step, InputDescriptor input, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            yield return step.Problem(Severity.Error, ProblemCodes.InputType, input.Name, $"'{input.Title}' of '{step.Title}' must be a list.", input.Title, "a list", value.GetRawText());
            yield break;
        }

        var items = value.EnumerateArray().ToList();
        var labels = items.Select(i => Text(i, "label")?.Trim() ?? "").ToList();
        if (labels.Contains(""))
            yield return step.Problem(Severity.Error, ProblemCodes.LabelBlank, input.Name, $"In '{input.Title}' of '{step.Title}' something has no label.", input.Title);
        foreach (var twice in labels.Concat(step.Descriptor!.Outcomes).Where(l => l.Length > 0).GroupBy(l => l).Where(g => g.Count() > 1))
            yield return step.Problem(Severity.Error, ProblemCodes.LabelDuplicate, input.Name, $"In '{input.Title}' of '{step.Title}' the label '{twice.Key}' is given twice.", input.Title, twice.Key);
        if (input.Editor == Editor.Variants && !(items.All(i => Share(i) is >= 0) && items.Sum(i => Share(i) ?? 0) > 0))
            yield return step.Problem(Severity.Error, ProblemCodes.SharesZero, input.Name, $"The shares in '{input.Title}' of '{step.Title}' must be 0 or more and add up to more than 0.", input.Title);
    }

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static double? Share(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("weight", out var weight) ? LiteralTypes.Number(weight) : null;
}
