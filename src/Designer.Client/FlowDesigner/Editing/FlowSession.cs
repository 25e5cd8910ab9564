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

    private FlowSession(FlowsClient flows, TimeProvider time, StepCatalog catalog, FlowDocument document)
    {
        (this.flows, this.time, Catalog, Summary, Problems) = (flows, time, catalog, document.Summary, document.Problems);
        history = new EditHistory(Read(document.Definition));
        Saver = new DraftSaver(SaveAsync, time);
        Saver.Start(Definition, Summary.Revision);
    }

    public StepCatalog Catalog { get; }
    public DraftSaver Saver { get; }
    public FlowSummary Summary { get; private set; }
    public WorkflowDefinition Definition => history.Current;
    public IReadOnlyList<Problem> Problems { get; private set; }
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

    /// <summary>Takes what the server has; unsaved changes go, so that it is only done when the author says so.</summary>
    public async Task ReloadAsync()
    {
        var document = await flows.GetFlowAsync(Definition.DefinitionId);
        (Summary, Problems, history) = (document.Summary, document.Problems, new EditHistory(Read(document.Definition)));
        Saver.Start(Definition, Summary.Revision);
        Changed?.Invoke();
    }

    /// <summary>Keeps this version over the one that somebody else saved.</summary>
    public async Task OverwriteAsync()
    {
        var document = await flows.GetFlowAsync(Definition.DefinitionId);
        await Saver.OverwriteAsync(document.Summary.Revision);
    }

    public async Task PublishAsync() => Take(await flows.PublishAsync(Definition.DefinitionId));

    public async Task UnpublishAsync() => Take(await flows.UnpublishAsync(Definition.DefinitionId));

    private void Take(SaveFlowResponse answer)
    {
        (Summary, Problems) = (answer.Summary, answer.Problems);
        Saver.Advance(answer.Summary.Revision);
        Changed?.Invoke();
    }

    private async Task<long> SaveAsync(WorkflowDefinition definition, long revision)
    {
        var answer = await flows.SaveAsync(definition.DefinitionId, Write(definition), revision);
        Summary = answer.Summary;
        return answer.Summary.Revision;
    }

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

    public static JsonElement Write(WorkflowDefinition definition)
    {
        using var document = JsonDocument.Parse(ElsaJson.Write(definition));
        return document.RootElement.Clone();
    }

    private static WorkflowDefinition Read(JsonElement definition) => ElsaJson.Read(definition.GetRawText());

    public void Dispose()
    {
        checking.Cancel();
        checking.Dispose();
    }
}
