using Activities.Runs;
using Workflows.Running;
using Workflows.Running.Ordinary;

namespace Designer.Server.Runs;

/// <summary>Why nothing of a run is tried again.</summary>
internal sealed class RetryRefusedException(int status, string code, string message) : Exception(message)
{
    public int Status => status;
    public string Code => code;

    public static bool CanRetry(RunRecord run) => WhyNot(run, null) is null;

    /// <exception cref="RetryRefusedException">Nothing of it can be tried again.</exception>
    public static void ThrowIfNothing(RunRecord run, string? activity)
    {
        if (WhyNot(run, activity) is { } refused)
            throw refused;
    }

    public static RetryRefusedException Unknown(string id) => new(StatusCodes.Status404NotFound, "run.unknown", $"There is no run '{id}'.");

    public static RetryRefusedException NothingFailed(string id, string? activity) =>
        Conflict("run.nothing_failed", activity is null ? $"Nothing failed in the run '{id}'." : $"Nothing failed at '{activity}' of the run '{id}' that could go on from there.");

    private static RetryRefusedException? WhyNot(RunRecord run, string? activity)
    {
        var state = run.State;
        if (!state.Counts.Any(n => n.Faulted > 0 && (activity is null || n.Activity == activity)))
            return NothingFailed(run.Id, activity);
        if (state.SubStatus == RunSubStatus.Cancelled)
            return Conflict("run.was_cancelled", $"The run '{run.Id}' was cancelled, and stays so; start another.");
        if (state.Ordinary is null)
            return state.SubStatus == RunSubStatus.Faulted ? EndedOtherwise(run) : null;
        if (!state.IsFinished)
            return Conflict("run.goes_on", $"The run '{run.Id}' goes on past what failed; that can be tried again only where a failure ends the run.");
        if (OrdinarySnapshot.Standing(state) is not null)
            return null;
        return state.SubStatus == RunSubStatus.Finished
            ? Conflict("run.went_on", $"The run '{run.Id}' went on past what failed, as its flow asks for; start another.")
            : EndedOtherwise(run);
    }

    private static RetryRefusedException EndedOtherwise(RunRecord run) =>
        Conflict("run.ended_otherwise", $"The run '{run.Id}' was ended as a whole and not by the step that failed ({run.State.Fault ?? "it reached its Finish"}); start another.");

    private static RetryRefusedException Conflict(string code, string message) => new(StatusCodes.Status409Conflict, code, message);
}
