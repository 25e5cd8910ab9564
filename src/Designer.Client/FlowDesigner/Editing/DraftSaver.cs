using System.Net;
using Designer.Client.Api;
using Workflows.Definitions;

namespace Designer.Client.FlowDesigner.Editing;

/// <summary>
/// Saves the draft a moment after the last change, one save at a time, each naming the revision it is based on. A refused save keeps the author's work here until it is
/// saved, overwritten on purpose, or thrown away on purpose.
/// </summary>
/// <param name="save">Saves on top of a revision and returns the new one.</param>
public sealed class DraftSaver(Func<WorkflowDefinition, long, Task<long>> save, TimeProvider time)
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(800);
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private WorkflowDefinition? saved;
    private WorkflowDefinition? latest;
    private long revision;
    private Task? running;
    private TaskCompletionSource hurry = NewHurry();

    public SaveState State { get; private set; }

    /// <summary>Why the last save failed.</summary>
    public ApiException? Failure { get; private set; }

    public bool IsDirty => !ReferenceEquals(saved, latest);
    public long Revision => revision;

    public event Action? Changed;

    /// <summary>What the server has.</summary>
    public void Start(WorkflowDefinition definition, long atRevision)
    {
        (saved, latest, revision) = (definition, definition, atRevision);
        Become(SaveState.Saved, null);
    }

    /// <summary>The server changed the revision by itself: publish, unpublish.</summary>
    public void Advance(long toRevision) => revision = Math.Max(revision, toRevision);

    /// <summary>What the server has is not what the author has, and the author has not decided yet.</summary>
    public void Contend(WorkflowDefinition definition)
    {
        latest = definition;
        Become(SaveState.Conflict, null);
    }

    public void Touch(WorkflowDefinition definition)
    {
        latest = definition;
        if (State == SaveState.Conflict)
            return;
        if (State == SaveState.Refused)
            Become(SaveState.Saving, null);
        if (running is null or { IsCompleted: true })
            running = RunAsync();
    }

    /// <summary>Saves at once what is not saved yet.</summary>
    /// <returns>Whether the server has everything now.</returns>
    public async Task<bool> FlushAsync()
    {
        if (IsDirty && State != SaveState.Conflict)
        {
            if (running is null or { IsCompleted: true })
                running = RunAsync();
            hurry.TrySetResult();
            await running;
            // Whoever hurried is told now; the work itself is not given up.
            if (State == SaveState.Failed)
                running = RunAsync();
        }
        return !IsDirty;
    }

    /// <summary>The author keeps this version over the one that somebody else saved.</summary>
    public Task<bool> OverwriteAsync(long theirRevision)
    {
        revision = theirRevision;
        Become(SaveState.Saving, null);
        return FlushAsync();
    }

    private async Task RunAsync()
    {
        while (IsDirty && State is not (SaveState.Conflict or SaveState.Refused))
        {
            Become(State == SaveState.Failed ? SaveState.Failed : SaveState.Saving, Failure);
            await Task.WhenAny(Task.Delay(State == SaveState.Failed ? Retry : Pause, time), hurry.Task);
            var isHurried = hurry.Task.IsCompleted;
            hurry = NewHurry();
            await SaveAsync(latest!);
            if (isHurried && State == SaveState.Failed)
                return;
        }
    }

    private async Task SaveAsync(WorkflowDefinition definition)
    {
        try
        {
            revision = await save(definition, revision);
            saved = definition;
            Become(IsDirty ? SaveState.Saving : SaveState.Saved, null);
        }
        catch (ApiException exception)
        {
            Become(exception.Status switch
            {
                HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict => SaveState.Conflict,
                HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity => SaveState.Refused,
                _ => SaveState.Failed,
            }, exception);
        }
    }

    private static TaskCompletionSource NewHurry() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Become(SaveState state, ApiException? failure)
    {
        if (State == state && ReferenceEquals(Failure, failure))
            return;
        (State, Failure) = (state, failure);
        Changed?.Invoke();
    }
}
