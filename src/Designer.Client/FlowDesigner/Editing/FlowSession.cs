using System.Net;
using Designer.Client.Api;
using Designer.Client.Flows;
using Designer.Contracts.Flows;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Elsa;
using Workflows.Validation;

namespace Designer.Client.FlowDesigner.Editing;

/// <summary>One flow being edited: the definition with its history, the draft on its way to the server, and what is wrong with it.</summary>
public sealed class FlowSession : IDisposable
{
    private static readonly TimeSpan CheckPause = TimeSpan.FromMilliseconds(350);

    private readonly FlowsClient flows;
    private readonly TimeProvider time;
    private CancellationTokenSource checking = new();
    private EditHistory history;
    private WorkflowDefinition based;
    private bool keepsLatest;

    private FlowSession(FlowsClient flows, TimeProvider time, StepCatalog catalog, FlowDocument document)
    {
        (this.flows, this.time, Catalog, Summary, Problems) = (flows, time, catalog, document.Summary, document.Problems);
        based = Read(document.Definition);
        history = new EditHistory(based);
        Saver = new DraftSaver(SaveAsync, time);
        Saver.Start(Definition, Summary.Revision);
    }

    public StepCatalog Catalog { get; }
    public DraftSaver Saver { get; }
    public FlowSummary Summary { get; private set; }
    public WorkflowDefinition Definition => history.Current;
    public IReadOnlyList<Problem> Problems { get; private set; }

    /// <summary>What the server had when this draft was last the same.</summary>
    public WorkflowDefinition Based => based;

    public IReadOnlyList<(string Name, WorkflowDefinition Definition)> Steps => history.Steps;
    public int StepIndex => history.Index;
    public string? UndoName => history.UndoName;
    public string? RedoName => history.RedoName;
    public bool HasErrors => Problems.Any(p => p.Severity == Severity.Error);

    /// <summary>The definition is another one, or its problems are.</summary>
    public event Action? Changed;

    public static async Task<FlowSession> OpenAsync(FlowsClient flows, TimeProvider time, string definitionId)
    {
        var catalog = flows.GetActivitiesAsync();
        var document = flows.GetFlowAsync(definitionId);
        return new FlowSession(flows, time, new StepCatalog(await catalog), await document);
    }

    public Activity? Find(string? id) => id is null ? null : FlowDiagram.ContainerOf(Definition).Activities.FirstOrDefault(a => a.Id == id);

    public IEnumerable<Problem> ProblemsOf(string activityId) => Problems.Where(p => p.ActivityId == activityId);

    /// <param name="name">What was done, for undo.</param>
    /// <param name="series">Changes of one series are undone together.</param>
    public void Apply(string name, Func<WorkflowDefinition, WorkflowDefinition> edit, string? series = null)
    {
        if (history.Push(name, edit(Definition), series))
            Accept();
    }

    public void Seal() => history.Seal();

    public void Undo()
    {
        if (history.Undo())
            Accept();
    }

    public void Redo()
    {
        if (history.Redo())
            Accept();
    }

    /// <summary>Goes on with the steps of undo that were left here, where they lead to what the server has or were about to be saved on it.</summary>
    /// <param name="unsavedOn">What the last step was based on, when it had not been saved.</param>
    /// <returns>False: the server has something else by now.</returns>
    public bool TakeUp(EditHistory left, WorkflowDefinition? unsavedOn)
    {
        var isSaved = IsSame(left.Current, Definition);
        if (!isSaved && (unsavedOn is null || !IsSame(unsavedOn, Definition)))
            return false;
        history = left;
        if (isSaved)
            Saver.Start(Definition, Summary.Revision);
        else
            Saver.Touch(Definition);
        Changed?.Invoke();
        return true;
    }

    /// <summary>Takes up work that waits for a decision since the page was closed: the server has something else.</summary>
    /// <returns>False: the server has just that, and nothing is to be decided.</returns>
    public bool Contend(WorkflowDefinition mine, string name)
    {
        if (IsSame(mine, Definition))
            return false;
        history.Push(name, mine);
        history.Seal();
        Saver.Contend(Definition);
        Changed?.Invoke();
        return true;
    }

    /// <summary>What the server has, beside which this draft could not be saved.</summary>
    public async Task<WorkflowDefinition> TheirsAsync() => Read((await flows.GetFlowAsync(Definition.DefinitionId)).Definition);

    /// <summary>Takes what the server has. What was here is one undo away.</summary>
    /// <param name="name">How undo calls it.</param>
    public async Task TakeTheirsAsync(string name)
    {
        var document = await flows.GetFlowAsync(Definition.DefinitionId);
        (Summary, Problems, based) = (document.Summary, document.Problems, Read(document.Definition));
        history.Push(name, based);
        history.Seal();
        Saver.Start(Definition, Summary.Revision);
        Changed?.Invoke();
    }

    /// <summary>Saves this draft as a further version: the one that somebody else saved stays in the history.</summary>
    public async Task KeepMineAsync()
    {
        var document = await flows.GetFlowAsync(Definition.DefinitionId);
        keepsLatest = true;
        await Saver.OverwriteAsync(document.Summary.Revision);
    }

    /// <summary>Makes a draft of an older version; the draft that is left stays in the history.</summary>
    /// <param name="name">How undo calls it.</param>
    public async Task RollbackAsync(int version, string name)
    {
        await flows.RollbackAsync(Definition.DefinitionId, version, Saver.Revision);
        await TakeTheirsAsync(name);
    }

    /// <exception cref="ApiException">412: somebody else saved what this author has not seen.</exception>
    public async Task PublishAsync() => Take(await flows.PublishAsync(Definition.DefinitionId, Saver.Revision));

    public async Task UnpublishAsync() => Take(await flows.UnpublishAsync(Definition.DefinitionId));

    private void Take(SaveFlowResponse answer)
    {
        (Summary, Problems) = (answer.Summary, answer.Problems);
        Saver.Advance(answer.Summary.Revision);
        Changed?.Invoke();
    }

    private async Task<long> SaveAsync(WorkflowDefinition definition, long revision)
    {
        SaveFlowResponse answer;
        try
        {
            answer = await flows.SaveAsync(definition.DefinitionId, Write(definition), revision, keepsLatest);
        }
        catch (ApiException stale) when (stale.Status == HttpStatusCode.PreconditionFailed)
        {
            // A publish counts the revision on too: where what is there is what this draft was based on, nobody is written over.
            var theirs = await flows.GetFlowAsync(definition.DefinitionId);
            if (!IsSame(Read(theirs.Definition), based))
                throw;
            answer = await flows.SaveAsync(definition.DefinitionId, Write(definition), theirs.Summary.Revision);
        }
        (Summary, based, keepsLatest) = (answer.Summary, definition, false);
        return answer.Summary.Revision;
    }

    private static bool IsSame(WorkflowDefinition a, WorkflowDefinition b) => ElsaJson.Write(Unversioned(a)) == ElsaJson.Write(Unversioned(b));

    private static WorkflowDefinition Unversioned(WorkflowDefinition definition) => definition with { Id = null, Version = 0, IsLatest = true, IsPublished = false, CreatedAt = null };

    private void Accept()
    {
        Saver.Touch(Definition);
        Changed?.Invoke();
        _ = CheckAsync();
    }

    private async Task CheckAsync()
    {
        await checking.CancelAsync();
        checking.Dispose();
        checking = new CancellationTokenSource();
        var (definition, cancellation) = (Definition, checking.Token);
        try
        {
            await Task.Delay(CheckPause, time, cancellation);
            Problems = await flows.ValidateAsync(definition.DefinitionId, Write(definition), cancellation);
            Changed?.Invoke();
        }
        catch (OperationCanceledException)
        {
            // A later change is checked instead.
        }
        catch (ApiException)
        {
            // The problems stay as they were; that the server is away is shown by the save state.
        }
    }

    public static JsonElement Write(WorkflowDefinition definition) => ElsaJson.WriteElement(definition);

    private static WorkflowDefinition Read(JsonElement definition) => ElsaJson.Read(definition.GetRawText());

    public void Dispose()
    {
        checking.Cancel();
        checking.Dispose();
    }
}
