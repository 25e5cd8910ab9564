using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Workflows.Definitions;

namespace Designer.Client.Canvas;

/// <summary>
/// Shows a diagram and lets it be edited. Pan and zoom are one CSS transform that canvas.js writes; cards and links render themselves when their model changes;
/// the canvas itself renders only when other cards come into view. canvas.js sets its classes (is-far, is-outline, those of gestures).
/// </summary>
public sealed partial class FlowCanvas
{
    [Parameter, EditorRequired] public required Diagram Diagram { get; set; }

    /// <summary>Gestures and commands are raised here.</summary>
    [Parameter, EditorRequired] public required CanvasGestures Gestures { get; set; }

    [Parameter] public string? Label { get; set; }
    [Parameter] public bool ShowsMinimap { get; set; } = true;
    [Parameter] public RenderFragment? Tools { get; set; }
    [Parameter] public RenderFragment? ChildContent { get; set; }

    private ElementReference root;
    private VisibleArea area = null!;
    private FlowOutline outline = null!;
    private string? insertHere;
    private IJSObjectReference? module;
    private IJSObjectReference? hands;
    private DotNetObjectReference<CanvasGestures>? self;
    private bool isFitted;
    private double width;

    private string? Status => Gestures.Connecting is { } at
        ? at.Target is null ? Texts["ConnectNowhere"].Value : Texts["ConnectTo", at.Port.Label, at.Target.Face.Title].Value
        : null;

    // Events of the canvas's own buttons do not render it: what changes, renders itself.
    Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg) => item.InvokeAsync(arg);

    protected override void OnInitialized()
    {
        insertHere = Diagram.IsReadOnly ? null : Texts["InsertHere"].Value;
        (area, outline) = (new VisibleArea(Diagram), new FlowOutline(Diagram));
        area.Restructure();
        outline.Redraw();
        Gestures.Area = () => new RenderedArea(area.Rendered.X, area.Rendered.Y, area.Rendered.Right, area.Rendered.Bottom, area.IsComplete, area.IsOutline);
        Gestures.MountAsked += OnMount;
        Gestures.ViewportChanged += OnViewport;
        Gestures.Moved += OnStructured;
        Gestures.ConnectingChanged += StateHasChanged;
        Gestures.Walked += OnWalked;
        Diagram.Structured += OnStructured;
        Diagram.SelectionChanged += OnSelected;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        module = await JavaScript.InvokeAsync<IJSObjectReference>("import", "./canvas.js");
        self = DotNetObjectReference.Create(Gestures);
        hands = await module.InvokeAsync<IJSObjectReference>("attach", root, self);
    }

    public Task FitAsync() => SetViewAsync(Viewport.Fit(Diagram.Content, Gestures.Width, Gestures.Height));

    private Viewport Opening => Viewport.Open(Diagram.Content, Diagram.Nodes.MinBy(n => (n.HasInput, n.Position.X, n.Position.Y))?.Bounds ?? default, Gestures.Width, Gestures.Height);

    private Task OpenAsync()
    {
        isFitted = true;
        return SetViewAsync(Opening);
    }

    public Task ZoomAsync(double factor) => SetViewAsync(Gestures.View.ZoomAt(new Point(Gestures.Width / 2, Gestures.Height / 2), factor));

    /// <summary>Brings a card into view, moving no further than needed.</summary>
    public Task RevealAsync(Node node) => SetViewAsync((Gestures.View.IsFar ? Gestures.View.ZoomAt(Gestures.View.ToScreen(node.Bounds.Center), 1 / Gestures.View.Zoom) : Gestures.View).Reveal(node.Bounds, Gestures.Width, Gestures.Height));

    public ValueTask FocusAsync() => root.FocusAsync(preventScroll: true);

    /// <summary>The middle of what is seen, for a step that is added without a place.</summary>
    public Point Middle => Gestures.View.ToCanvas(new Point(Gestures.Width / 2, Gestures.Height / 2));

    private async Task SetViewAsync(Viewport view)
    {
        if (hands is not null)
            await hands.InvokeVoidAsync("setView", view.X, view.Y, view.Zoom);
    }

    private void OnViewport()
    {
        // Both answers move the viewport, which comes back here: what was decided on is settled first.
        var (opens, narrows) = (!isFitted && Diagram.Nodes.Count > 0 && Gestures.Width > 0, Gestures.Width < width);
        width = Gestures.Width;
        // The opening view is rendered from the first, not what the window showed before it.
        var view = opens ? Opening : Gestures.View;
        if (area.IsStale(view, Gestures.Width, Gestures.Height))
            Refresh(view);
        if (opens)
            Begin(OpenAsync);
        // A panel opened beside the canvas: what it is about stays in sight.
        else if (narrows && !Gestures.IsDragging && Diagram.Focus is { IsSelected: true } focus)
            Begin(() => SetViewAsync(Gestures.View.Reveal(focus.Bounds, Gestures.Width, Gestures.Height)));
    }

    private void OnStructured()
    {
        area.Restructure();
        outline.Redraw();
        var opens = !isFitted && Diagram.Nodes.Count > 0 && Gestures.Width > 0;
        Refresh(opens ? Opening : Gestures.View);
        Begin(opens ? OpenAsync : AskAgainAsync);
    }

    private void OnMount()
    {
        area.Mount();
        StateHasChanged();
    }

    private void OnSelected()
    {
        if (!area.IsOutline)
            return;
        outline.Select();
        StateHasChanged();
    }

    /// <summary>The script goes on to ask for portions while there are more.</summary>
    private async Task AskAgainAsync()
    {
        if (hands is not null && !area.IsComplete)
            await hands.InvokeVoidAsync("tell", true);
    }

    private void OnWalked(Node node)
    {
        StateHasChanged();
        Begin(() => RevealAsync(node));
    }

    /// <summary>Work begun by an event of the script; what goes wrong reaches the error boundary like any other exception.</summary>
    private void Begin(Func<Task> work) => _ = InvokeAsync(async () =>
    {
        try
        {
            await work();
        }
        catch (JSException exception)
        {
            await DispatchExceptionAsync(exception);
        }
    });

    private void Refresh(Viewport view)
    {
        area.Refresh(view, Gestures.Width, Gestures.Height);
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        Gestures.ViewportChanged -= OnViewport;
        Gestures.MountAsked -= OnMount;
        Gestures.Moved -= OnStructured;
        Gestures.ConnectingChanged -= StateHasChanged;
        Gestures.Walked -= OnWalked;
        Diagram.Structured -= OnStructured;
        Diagram.SelectionChanged -= OnSelected;
        try
        {
            if (hands is not null)
                await hands.InvokeVoidAsync("dispose");
            if (hands is not null)
                await hands.DisposeAsync();
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its script with it.
        }
        self?.Dispose();
    }
}
