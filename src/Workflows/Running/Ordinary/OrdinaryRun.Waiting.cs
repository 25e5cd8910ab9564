using System.Collections.Immutable;
using System.Text.Json;

namespace Workflows.Running.Ordinary;

/// <summary>Steps that wait: for what somebody brings, for an instant, for another try.</summary>
public sealed partial class OrdinaryRun
{
    /// <summary>Suspends a leaf. A bookmark without an outcome lets it run again.</summary>
    public void Wait(StepContext step, Func<long, Bookmark> bookmark)
    {
        if (!step.IsRunning)
            return;
        var made = bookmark(++LastBookmark);
        Ledger.Bookmarks.Add(made.Id, made);
        if (!step.Waits)
            Ledger.Wait(step);
    }

    /// <summary>A leaf failed and is tried again at an instant.</summary>
    public void Retry(StepContext step, string message, DateTimeOffset at)
    {
        Ledger.Count(step.Step).Fault = message;
        step.Attempt++;
        Ledger.Note(StepEvent.Retrying, step, message);
        Wait(step, id => new Bookmark(id, RetryName, step.Id, null, at, null));
    }

    /// <summary>What a bookmark waits for has come.</summary>
    /// <param name="outcomes">Through which the activity leaves, where what came decides that.</param>
    /// <returns>The step that goes on; null: nothing waits for it any more.</returns>
    public StepContext? Resume(long bookmark, JsonElement? payload = null, ImmutableArray<string> outcomes = default)
    {
        if (Awake(bookmark) is not var (step, known))
            return null;
        if (payload is { } came && known.ResultOutput is { } output)
            Memory.TakeCome(step, output, came);
        if (known.Outcome is { } outcome)
            Complete(step, outcomes.IsDefaultOrEmpty ? [outcome] : outcomes);
        else
            _again.Enqueue(step);
        return step;
    }

    /// <summary>What a bookmark waits for has failed, and so has its step.</summary>
    public StepContext? Disappoint(long bookmark, string message)
    {
        if (Awake(bookmark) is not var (step, _))
            return null;
        Fail(step, message);
        return step;
    }

    private (StepContext Step, Bookmark Known)? Awake(long bookmark)
    {
        if (IsFinished || !Ledger.Bookmarks.TryGetValue(bookmark, out var known) || !Ledger.Live.TryGetValue(known.Context, out var step))
            return null;
        Ledger.Resume(step);
        (SubStatus, Steps) = (RunSubStatus.Executing, 0);
        return (step, known);
    }
}
