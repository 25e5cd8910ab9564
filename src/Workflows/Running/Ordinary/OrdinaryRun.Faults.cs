namespace Workflows.Running.Ordinary;

/// <summary>Steps that fail, and those that get a second chance.</summary>
public sealed partial class OrdinaryRun
{
    /// <summary>Of the bookmark that holds a step until its next attempt.</summary>
    public const string RetryName = "Retry";

    /// <summary>Each is stored with the run: a loop over a hundred thousand things that all fail must not be.</summary>
    private const int MostKept = 1000;

    /// <summary>A step failed for good.</summary>
    public void Fail(StepContext step, string message, string? detail = null)
    {
        if (!step.IsRunning)
            return;
        var count = Ledger.Leave(step, StepStatus.Faulted);
        (count.Faulted, count.Fault) = (count.Faulted + 1, detail ?? message);
        Faulted(step, message, detail);
        if (Plan.ContinuesWithIncidents)
            Told(step, []);
        else if (Ledger.Faulted.Count < MostKept)
            Ledger.Faulted.Add(step);
    }

    /// <summary>Steps that failed begin again where they stood. Of a run that a fault has ended, read it from where it stood first.</summary>
    /// <param name="step">Its key; null: all of them.</param>
    /// <returns>False: there is none.</returns>
    public bool TryAgain(string? step)
    {
        var found = Ledger.Faulted.Where(f => (step is null || f.Step.Key == step) && IsReached(f)).OrderBy(f => f.Id).ToList();
        foreach (var failed in found)
        {
            Ledger.Revive(failed);
            Incidents.Remove(Incidents.First(i => i.Activity == failed.Step.Key));
            Again(failed);
        }
        if (found.Count > 0)
            (Steps, Fault) = (0, Incidents is [var open, ..] ? Sentence(open) : null);
        return found.Count > 0;
    }

    /// <summary>A step that has completed turns out to be a fault: it goes back where it may not.</summary>
    internal void Unmake(StepContext step, string outcome, string message)
    {
        var count = Ledger.Count(step.Step);
        count.Left(outcome, -1);
        (count.Faulted, count.Fault, step.Status) = (count.Faulted + 1, message, StepStatus.Faulted);
        Faulted(step, message, null);
    }

    private void Faulted(StepContext step, string message, string? detail)
    {
        var incident = new Incident(step.Step.Key, step.Step.Activity.Type, message, detail);
        Incidents.Add(incident);
        Fault ??= Sentence(incident);
        if (step.Parent is { } parent)
            parent.HasFault = !Plan.ContinuesWithIncidents;
        Ledger.Note(StepEvent.Faulted, step, incident.Sentence);
    }

    private static string Sentence(Incident incident) => $"'{incident.Activity}' failed: {incident.Sentence}";

    /// <summary>Everything around it still runs: what it gives is heard.</summary>
    private static bool IsReached(StepContext step)
    {
        for (var around = step.Parent; around is not null; around = around.Parent)
        {
            if (!around.IsRunning)
                return false;
        }
        return true;
    }
}
