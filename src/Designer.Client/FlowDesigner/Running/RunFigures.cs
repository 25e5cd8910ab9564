using System.Collections.Immutable;
using System.Globalization;
using Designer.Client.Canvas;
using Designer.Contracts.Runs;
using Microsoft.Extensions.Localization;

namespace Designer.Client.FlowDesigner.Running;

/// <summary>The numbers of a run on a card: what came in below it, each outcome at its port, and whatever keeps people in between, so that the numbers add up.</summary>
public static class RunFigures
{
    public const string Entered = "#entered";

    /// <summary>The state that a figure's people are in, as GET /api/runs/{id}/contacts names it; null is everybody.</summary>
    public static string? StateOf(string key) => key is Entered or "" || key[0] != '#' ? null : key[1..];

    /// <summary>A figure at a port is keyed by the outcome's name.</summary>
    public static string? OutcomeOf(string key) => key.StartsWith('#') ? null : key;

    public static NodeFigures Of(ActivityCounts? counts, IEnumerable<string> ports, IStringLocalizer<DesignerTexts> texts)
    {
        if (counts is null or { Entered: 0, Fault: null })
            return new NodeFigures("idle", [], ImmutableDictionary<string, string>.Empty);
        var line = ImmutableArray.CreateBuilder<Figure>();
        line.Add(new Figure(Entered, Number(counts.Entered), texts["CountEntered"]));
        Add("#queued", counts.Queued, "CountQueued");
        Add("#inWork", counts.InWork, "CountInWork");
        Add("#waiting", counts.Waiting, "CountWaiting");
        Add("#faulted", counts.Faulted, "CountFaulted");
        Add("#dropped", counts.Dropped, "CountDropped");
        return new NodeFigures(StateOf(counts), line.ToImmutable(), ports.ToImmutableDictionary(p => p, p => Number(counts.Outcomes.GetValueOrDefault(p))));

        void Add(string key, long count, string text)
        {
            if (count > 0)
                line.Add(new Figure(key, Number(count), texts[text]));
        }
    }

    private static string StateOf(ActivityCounts counts) => counts switch
    {
        { Faulted: > 0 } or { Fault: not null } => "faulted",
        { Queued: > 0 } or { InWork: > 0 } => "active",
        { Waiting: > 0 } => "waiting",
        { Entered: > 0 } => "done",
        _ => "idle",
    };

    private static string Number(long count) => count.ToString("N0", CultureInfo.CurrentCulture);
}
