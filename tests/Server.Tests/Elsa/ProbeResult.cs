using System.Text.Json;
using System.Text.RegularExpressions;
using Activities.Runs;
using Designer.Server.Runs;
using Workflows.Running.Ordinary;

namespace Server.Tests.Elsa;

/// <summary>What a run did, in one text, so that a difference can be read: statuses, activities in order, texts, incidents, bookmarks, variables.</summary>
internal static partial class ProbeResult
{
    public const string Rejected = "rejected";

    public static string Of(JsonElement expected)
    {
        if (!expected.GetProperty("accepted").GetBoolean())
            return Rejected;
        var executed = Items(expected, "executed").Select(e => Activity(e.GetProperty("id").GetString()!, e.GetProperty("status").GetString()!, Items(e, "outcomes").Select(o => o.GetString()!)));
        var incidents = Items(expected, "incidents").Select(i => (i.GetProperty("activityId").GetString()!, i.GetProperty("message").GetString()!));
        var bookmarks = Items(expected, "bookmarks").Select(b => (b[0].GetString()!, b[1].GetString()!));
        var variables = expected.TryGetProperty("variables", out var kept) ? kept.EnumerateObject().Select(v => (v.Name, v.Value.GetRawText())) : [];
        return Text(
            $"{expected.GetProperty("status").GetString()}/{expected.GetProperty("subStatus").GetString()}", executed, Items(expected, "stdout").Select(t => t.GetString()!), incidents, bookmarks, variables);
    }

    /// <param name="persisted">Ids of the variables that Elsa keeps: those with a storage driver.</param>
    public static string Of(RunRecord run, RunFlow flow, IReadOnlyList<JournalLine> lines, IReadOnlySet<string> persisted)
    {
        var plan = flow.Plan.Ordinary!;
        var state = run.State.Ordinary!;
        string Id(string key) => plan.Step(key).Activity.Id;
        var variables = run.Variables.Concat(state.Contexts.SelectMany(c => c.Variables ?? [])).Where(v => persisted.Contains(v.Key) || v.Key.StartsWith("current", StringComparison.Ordinal))
            .GroupBy(v => v.Key).Select(g => (g.Key, g.Last().Value.GetRawText()));
        return Text(
            $"{run.State.Status}/{run.State.SubStatus}", Executed(lines).Select(e => Activity(Id(e.Key), e.Status, e.Outcomes)),
            lines.Where(l => l is { EventName: "Message", ActivityType: "Elsa.WriteLine" }).Select(l => l.Message), state.Incidents.Select(i => (Id(i.Activity), i.Message)),
            state.Bookmarks.Select(b => (b.Name, plan.Steps[state.Contexts.Single(c => c.Id == b.Context).Step].Activity.Id)), variables);
    }

    private static List<(string Key, string Status, string[] Outcomes)> Executed(IReadOnlyList<JournalLine> lines)
    {
        var executed = new List<(string Key, string Status, string[] Outcomes)>();
        foreach (var line in lines.Where(l => l.ActivityId is not null))
        {
            if (line.EventName == nameof(StepEvent.Started))
                executed.Add((line.ActivityId!, "Running", []));
            var index = executed.FindIndex(e => e.Key == line.ActivityId && e.Status == "Running");
            if (line.EventName == nameof(StepEvent.Faulted) && index < 0)
                index = executed.FindLastIndex(e => e.Key == line.ActivityId);
            if (index >= 0 && line.EventName is "Completed" or "Faulted" or "Canceled")
                executed[index] = executed[index] with { Status = line.EventName, Outcomes = line.EventName == "Completed" ? line.Message.Split(", ", StringSplitOptions.RemoveEmptyEntries) : executed[index].Outcomes };
        }
        return executed;
    }

    private static string Activity(string id, string status, IEnumerable<string> outcomes)
    {
        // Elsa tells the outcome Done in one activity only (RunJavaScript), and nobody needs it.
        var told = string.Join(',', outcomes.Where(o => o != "Done"));
        return id + (status == "Completed" ? "" : $"({status})") + (told.Length == 0 ? "" : $"[{told}]");
    }

    private static string Text(string status, IEnumerable<string> executed, IEnumerable<string> texts, IEnumerable<(string, string)> incidents, IEnumerable<(string, string)> bookmarks, IEnumerable<(string Id, string Json)> variables) => string.Join('\n', (IEnumerable<string>)
    [
        status,
        "ran " + string.Join(' ', executed),
        "wrote " + string.Join(" | ", texts),
        .. incidents.Select(i => $"fault at {i.Item1}: {Number().Replace(i.Item2, "'…'")}"),
        .. bookmarks.Order().Select(b => $"waits at {b.Item2}: {b.Item1}"),
        .. variables.OrderBy(v => v.Id, StringComparer.Ordinal).Where(v => v.Json != "null").Select(v => $"{v.Id} = {v.Json}"),
    ]);

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) => element.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    /// <summary>Elsa makes an id up for a variable that has none, and knows no version of an unknown type: both stand in the message.</summary>
    [GeneratedRegex("(?<=Variable )'[^']*'|(?<=version )'[^']*'")]
    private static partial Regex Number();
}
