using Activities.Http;
using Activities.Runs;
using Designer.Contracts.Runs;
using Workflows.Running.Ordinary;

namespace Designer.Server.Runs;

/// <summary>What only a run of one token has, as the contracts say it.</summary>
internal static class OrdinaryFacts
{
    public static RunToken Of(OrdinaryState state, RunFlow flow)
    {
        var steps = state.Contexts.ToDictionary(c => c.Id, c => flow.Plan.Ordinary!.Steps[c.Step].Key);
        return new RunToken(state.Name, state.CorrelationId, [.. state.Incidents.Select(i => new RunIncident(i.Activity, i.Type, i.Message, i.Detail))],
            [.. state.Bookmarks.Where(b => steps.ContainsKey(b.Context)).Select(b => Waits(b, steps[b.Context]))]);
    }

    private static RunWait Waits(Bookmark bookmark, string step)
    {
        var (kind, what) = bookmark.Stimulus switch
        {
            null => (bookmark.Name == OrdinaryRun.RetryName ? WaitKind.Retry : WaitKind.Time, null),
            _ when IChildFlows.RunOf(bookmark) is { } run => (WaitKind.Run, run),
            _ when bookmark.Name == HttpEndpoint.Type => (WaitKind.Request, Rest(bookmark.Stimulus, "http:")?.Replace(':', ' ')),
            var s => (WaitKind.Event, s),
        };
        return new RunWait(step, kind, what, bookmark.Due);
    }

    private static string? Rest(string stimulus, string beginning) => stimulus.StartsWith(beginning, StringComparison.Ordinal) ? stimulus[beginning.Length..] : null;
}
