using Microsoft.Extensions.Localization;

namespace Designer.Client.Runs;

/// <summary>Who or what began a run, in words: a person and an event by their name, everything else by its kind.</summary>
public static class StarterWords
{
    public static string Of(IStringLocalizer<RunsTexts> texts, string startedBy) => startedBy switch
    {
        "schedule" => texts["BySchedule"],
        "http" => texts["ByRequest"],
        _ when startedBy.StartsWith("run:", StringComparison.Ordinal) => texts["AnotherRun"],
        _ => startedBy,
    };
}
