using Designer.Client.Api;
using Designer.Client.Canvas;
using Designer.Client.Canvas.Behaviours;
using Designer.Client.FlowDesigner.Editing;
using Designer.Client.FlowDesigner.History;
using Designer.Client.FlowDesigner.Running;
using Designer.Client.FlowDesigner.Views;
using Designer.Client.Flows;
using Designer.Client.Runs;
using Designer.Contracts.Runs;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Workflows.Definitions;
using Workflows.Validation;

namespace Designer.Client.FlowDesigner;

/// <summary>The designer of one flow: holds the parts together. What an edit does is in DesignerPage.Edits.cs, how it is left in DesignerPage.Leaving.cs.</summary>
public sealed partial class DesignerPage
{
    private FlowSession? session;
    private FlowDiagram flow = null!;
    private CanvasGestures gestures = null!;
    private RunWatch watch = null!;
    private FlowCanvas? canvas;
    private string? failure;
    private string? lastRun;
    private bool showsProblems;
    private bool showsSettings;
    private bool showsHistory;
    private bool showsJson;
    private bool isFinding;
    private JsonDrawer? json;
    private bool isDeciding;
    private ConnectRequest? quickAdd;
    private (string Step, string Figure, string Title, string? Subtitle)? people;
    private RunDetail? drawn;

    [Inject] private FlowsClient Flows { get; set; } = default!;
    [Inject] private RunsClient Runs { get; set; } = default!;
    [Inject] private RunsHub Hub { get; set; } = default!;
    [Inject] private TimeProvider Time { get; set; } = default!;
    [Inject] private ActivityWords Words { get; set; } = default!;
    [Inject] private StepWords Sentences { get; set; } = default!;
    [Inject] private ProblemWords ProblemTexts { get; set; } = default!;
    [Inject] private KeptWork Kept { get; set; } = default!;
    [Inject] private DesignerScript Script { get; set; } = default!;
    [Inject] private IDialogService Dialogs { get; set; } = default!;
    [Inject] private ISnackbar Snackbar { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Parameter] public string DefinitionId { get; set; } = "";

    /// <summary>The run whose numbers the canvas shows.</summary>
    [SupplyParameterFromQuery(Name = "run")] public string? RunId { get; set; }

    private Activity? Selected => flow.Diagram.SelectedNodes.Take(2).ToList() is [var only] ? session?.Find(only.Id) : null;

    protected override void OnInitialized()
    {
        flow = new FlowDiagram(Words);
        gestures = new CanvasGestures(flow.Diagram);
        watch = new RunWatch(Runs, Hub);
        flow.Diagram.SelectionChanged += Refresh;
        watch.Changed += OnRunChanged;
        ListenToGestures();
    }

    protected override Task OnParametersSetAsync() => session?.Definition.DefinitionId == DefinitionId ? Task.CompletedTask : OpenAsync();

    private async Task OpenAsync()
    {
        Close();
        failure = null;
        try
        {
            session = await FlowSession.OpenAsync(Flows, Time, DefinitionId);
        }
        catch (ApiException exception)
        {
            failure = Errors.Sentence(exception);
            return;
        }
        catch (Workflows.Elsa.ElsaJsonException exception)
        {
            failure = exception.Message;
            return;
        }
        session.Changed += OnSessionChanged;
        session.Saver.Changed += OnSaverChanged;
        ShowDefinition();
        await Kept.RestoreAsync(session, Texts["UndoKept"]);
        await KeptSteps.RestoreAsync(session, Texts["UndoKept"]);
        await ListenToLeavingAsync();
        await Errors.TryAsync(async () => lastRun = await Runs.GetRunsAsync(DefinitionId) is [var newest, ..] ? newest.Id : null);
        if (RunId is { } run)
            await Errors.TryAsync(() => watch.ShowAsync(run));
    }

    private void OnSessionChanged()
    {
        ShowDefinition();
        Refresh();
        _ = InvokeAsync(KeepAsync);
    }

    private void OnSaverChanged()
    {
        Refresh();
        _ = InvokeAsync(KeepAsync);
        if (session?.Saver.State == SaveState.Conflict)
            _ = InvokeAsync(() => Errors.TryAsync(DecideAsync));
    }

    private async Task KeepAsync()
    {
        if (session is not null && !await Kept.FollowAsync(session))
            Snackbar.Add(Texts["UndecidedNotKept"], MudBlazor.Severity.Warning);
    }

    private async Task DecideAsync()
    {
        if (isDeciding || session is null)
            return;
        isDeciding = true;
        try
        {
            var dialog = await Dialogs.ShowAsync<ConflictDialog>(null, new DialogParameters<ConflictDialog> { { d => d.Session, session } });
            await dialog.Result;
        }
        finally
        {
            isDeciding = false;
        }
    }

    private void OnRunChanged()
    {
        if (ReferenceEquals(drawn, watch.Run))
            return;
        ShowDefinition();
        Refresh();
    }

    private void Refresh() => _ = InvokeAsync(StateHasChanged);

    private void ShowDefinition()
    {
        if (session is null)
            return;
        drawn = watch.Run;
        var counts = drawn?.Activities.ToDictionary(a => a.ActivityId);
        var problems = session.Problems.Where(p => p.ActivityId is not null).ToLookup(p => p.ActivityId!);
        flow.Show(session.Definition, session.Catalog, activity =>
        {
            var type = session.Catalog.Find(activity.Type);
            var face = StepFaces.Full(activity, type, Words, Sentences, [.. problems[activity.Id].OrderByDescending(p => p.Severity).Select(p => (p.Severity, ProblemTexts.Sentence(p, session.Catalog.All)))]);
            return counts is null ? face : face with { Figures = RunFigures.Of(counts.GetValueOrDefault(activity.Id), StepPorts.Of(activity, type), Texts) };
        });
        foreach (var link in flow.Diagram.Links)
            link.Light(counts?.GetValueOrDefault(link.Source.Id)?.Outcomes.GetValueOrDefault(link.Port ?? "") > 0);
    }

    private async Task RunAsync()
    {
        if (session is null || !await session.Saver.FlushAsync())
            return;
        var dialog = await Dialogs.ShowAsync<RunDialog>(null, new DialogParameters<RunDialog> { { d => d.Session, session } });
        if ((await dialog.Result) is { Canceled: false, Data: RunSummary started })
            await ShowRunAsync(started.Id);
    }

    private async Task ShowRunAsync(string runId)
    {
        lastRun = runId;
        people = null;
        await watch.ShowAsync(runId);
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("run", runId), replace: true);
    }

    private async Task HideRunAsync()
    {
        people = null;
        await watch.StopAsync();
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("run", (string?)null), replace: true);
    }

    private void ShowPeople(string stepId, string figure)
    {
        if (session?.Find(stepId) is not { } step || !LeavesJson())
            return;
        var type = session.Catalog.Find(step.Type);
        var label = figure.StartsWith('#') ? Texts[$"Count{char.ToUpperInvariant(figure[1])}{figure[2..]}"] : Words.Outcome(type, figure);
        showsHistory = showsJson = false;
        people = (stepId, figure, label, StepFaces.TitleOf(step, type, Words));
        Refresh();
    }

    private async Task JumpAsync(Problem problem)
    {
        if (flow.Diagram.Find(problem.ActivityId) is not { } node)
            return;
        await GoToAsync(node);
        if (problem.Input is null)
            return;
        StateHasChanged();
        await Task.Yield();
        await Script.FocusOnAsync($"input-{problem.Input}");
    }

    private Task PreviewAsync(Activity step) => Dialogs.ShowAsync<MessagePreviewDialog>(null,
        new DialogParameters<MessagePreviewDialog> { { d => d.Session, session! }, { d => d.ActivityId, step.Id } }, new DialogOptions { MaxWidth = MaxWidth.Large, FullWidth = true });

    private void ToggleHistory()
    {
        if (!LeavesJson())
            return;
        showsHistory = !showsHistory;
        showsJson = false;
        people = null;
    }

    private bool LeavesJson() => !showsJson || json?.TryLeave() != false;

    private void ShowJson()
    {
        // It needs the room that the inspector has.
        flow.Diagram.ClearSelection();
        (showsJson, showsHistory, showsSettings, people) = (true, false, false, null);
    }

    private Task ShowPictureAsync() => Dialogs.ShowAsync<PictureDialog>(null,
        new DialogParameters<PictureDialog> { { d => d.Definition, session!.Definition }, { d => d.Catalog, session.Catalog } }, new DialogOptions { MaxWidth = MaxWidth.Large, FullWidth = true });

    private Task FindAsync()
    {
        if (isFinding)
            return Script.FocusOnAsync("find-text");
        isFinding = true;
        StateHasChanged();
        return Task.CompletedTask;
    }

    private async Task GoToAsync(Node node)
    {
        flow.Diagram.Select(node);
        if (canvas is not null)
            await canvas.RevealAsync(node);
    }

    private async Task StopFindingAsync()
    {
        isFinding = false;
        if (canvas is not null)
            await canvas.FocusAsync();
    }

    private void ToggleSettings()
    {
        showsSettings = !showsSettings || flow.Diagram.SelectedNodes.Any();
        flow.Diagram.ClearSelection();
    }
}
