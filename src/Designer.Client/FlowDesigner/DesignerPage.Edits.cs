using Designer.Client.Canvas;
using Designer.Client.Canvas.Behaviours;
using Designer.Client.FlowDesigner.Editing;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner;

/// <summary>Gestures and commands become named changes of the definition.</summary>
public sealed partial class DesignerPage
{
    private string? copied;

    private void ListenToGestures()
    {
        gestures.Moved += Moved;
        gestures.Connected += Connect;
        gestures.Reconnected += Reconnect;
        gestures.Dropped += Drop;
        gestures.InsertAsked += AskInsert;
        gestures.FigureClicked += ShowPeople;
        gestures.Commanded += command => _ = InvokeAsync(() => Errors.TryAsync(() => CommandAsync(command)));
    }

    private Task CommandAsync(CanvasCommand command)
    {
        switch (command)
        {
            case CanvasCommand.Undo: session?.Undo(); break;
            case CanvasCommand.Redo: session?.Redo(); break;
            case CanvasCommand.Delete: Delete(); break;
            case CanvasCommand.Duplicate: Duplicate(); break;
            case CanvasCommand.Arrange: Arrange(); break;
            case CanvasCommand.Insert: quickAdd = new ConnectRequest("", "", null); break;
            case CanvasCommand.Open: return OpenInspectorAsync();
            case CanvasCommand.Copy: return CopyAsync();
            case CanvasCommand.Cut: return CutAsync();
            case CanvasCommand.Paste: return PasteAsync();
            case CanvasCommand.Save: return session?.Saver.FlushAsync() ?? Task.CompletedTask;
            case CanvasCommand.Search: return FindAsync();
        }
        StateHasChanged();
        return Task.CompletedTask;
    }

    private void Moved()
    {
        var moved = flow.Diagram.SelectedNodes.ToDictionary(n => n.Id, n => n.Position);
        // All places are written: a file without any would otherwise be half laid out by us, half by its author.
        var isLaidOut = FlowDiagram.ContainerOf(session!.Definition).Activities.All(a => StepPlaces.Read(a) is not null);
        var places = isLaidOut ? moved : flow.Diagram.Nodes.ToDictionary(n => n.Id, n => n.Position);
        session.Apply(moved.Count == 1 ? Texts["MovedStep"] : Texts["MovedSteps", moved.Count], d => FlowEdits.Move(d, places));
    }

    private void Connect(ConnectRequest request)
    {
        if (request.Target is null)
        {
            quickAdd = request;
            Refresh();
            return;
        }
        session!.Apply(Texts["ConnectedSteps"], d => FlowEdits.Connect(d, request.Source, request.Port, request.Target));
    }

    private void Reconnect(ReconnectRequest request)
    {
        session!.Apply(Texts["MovedConnection"], d => FlowEdits.Reconnect(d, request.Link, request.Source, request.Port, request.Target));
        if (flow.Diagram.Links.FirstOrDefault(l => l.Source.Id == request.Source && l.Port == request.Port && l.Target.Id == request.Target) is { } moved)
            flow.Diagram.Select(moved);
    }

    private void AskInsert(Link link)
    {
        quickAdd = new ConnectRequest("", "", null) { Link = link.Key, At = link.Middle };
        Refresh();
    }

    private void Drop(StepDrop drop)
    {
        if (session!.Catalog.Find(drop.Type) is not { } type)
            return;
        var name = Texts["AddedStep", Words.Title(type)];
        if (drop.LinkKey is { } key && !type.IsTrigger)
        {
            Insert(type, key, name);
            return;
        }
        var step = Make(type, new Point(drop.At.X - Node.CardWidth / 2, drop.At.Y - Node.HeaderHeight / 2));
        Added(step, name, d => FlowEdits.Add(d, step));
    }

    /// <summary>Into a connection, between its ends; what follows makes room.</summary>
    private void Insert(ActivityDescriptor type, string key, string name)
    {
        if (flow.Diagram.FindLink(key) is not { } link)
            return;
        var (at, moved) = StepRoom.Between(flow.Diagram, link);
        var step = NewStep.Of(type, at, FlowDiagram.ContainerOf(session!.Definition).Activities.Select(a => a.Name).OfType<string>().ToHashSet());
        Added(step, name, d => FlowEdits.Insert(FlowEdits.Move(d, moved), step, key, StepPorts.Of(step, type).FirstOrDefault()));
    }

    /// <summary>A click in the palette continues the selected step, when that has an outcome free.</summary>
    private void AddByClick(ActivityDescriptor type)
    {
        var name = Texts["AddedStep", Words.Title(type)];
        if (!type.IsTrigger && flow.Diagram.SelectedNodes.Take(2).ToList() is [var from] && FreePort(from) is { } port)
        {
            var next = Make(type, new Point(from.Position.X + Node.CardWidth + 96, from.Position.Y));
            Added(next, name, d => FlowEdits.Connect(FlowEdits.Add(d, next), from.Id, port, next.Id));
            return;
        }
        var middle = canvas?.Middle ?? new Point(0, 0);
        var step = Make(type, new Point(middle.X - Node.CardWidth / 2, middle.Y - Node.HeaderHeight / 2));
        Added(step, name, d => FlowEdits.Add(d, step));
    }

    private void AddQuick(ActivityDescriptor type, ConnectRequest at)
    {
        quickAdd = null;
        if (at.Link is { } link)
        {
            Drop(new StepDrop(type.Type, at.At, link));
            return;
        }
        if (at.Source.Length == 0)
        {
            AddByClick(type);
            return;
        }
        var step = Make(type, new Point(at.At.X, at.At.Y - Node.HeaderHeight / 2));
        Added(step, Texts["AddedStep", Words.Title(type)], d => type.IsTrigger ? FlowEdits.Add(d, step) : FlowEdits.Connect(FlowEdits.Add(d, step), at.Source, at.Port, step.Id));
    }

    private void Added(Activity step, string name, Func<WorkflowDefinition, WorkflowDefinition> edit)
    {
        session!.Apply(name, d => edit(WithPlaces(d)));
        if (flow.Diagram.Find(step.Id) is not { } node)
            return;
        flow.Diagram.Select(node);
        _ = InvokeAsync(async () =>
        {
            if (canvas is not null)
                await Errors.TryAsync(() => canvas.RevealAsync(node));
        });
    }

    /// <summary>A layout that was only computed becomes the author's, before a step with a place of its own joins it.</summary>
    private WorkflowDefinition WithPlaces(WorkflowDefinition definition) =>
        FlowDiagram.ContainerOf(definition).Activities.Any(a => StepPlaces.Read(a) is null) ? FlowEdits.Move(definition, flow.Diagram.Nodes.ToDictionary(n => n.Id, n => n.Position)) : definition;

    private Activity Make(ActivityDescriptor type, Point at)
    {
        var place = flow.Diagram.Grid.Snap(at);
        // Never on top of another card.
        while (flow.Diagram.Nodes.Any(n => n.Bounds.Intersects(new Bounds(place.X, place.Y, Node.CardWidth, Node.HeaderHeight))))
            place = new Point(place.X, place.Y + Node.HeaderHeight + 2 * Node.RowHeight);
        return NewStep.Of(type, place, FlowDiagram.ContainerOf(session!.Definition).Activities.Select(a => a.Name).OfType<string>().ToHashSet());
    }

    private string? FreePort(Node from) => from.Ports.FirstOrDefault(p => p.IsKnown && flow.Diagram.Links.All(l => l.Source != from || l.Port != p.Name))?.Name;

    private void Delete()
    {
        var steps = flow.Diagram.SelectedNodes.Select(n => n.Id).ToHashSet();
        var links = flow.Diagram.SelectedLinks.Select(l => l.Key).ToHashSet();
        if (steps.Count + links.Count == 0 || session is null)
            return;
        session.Apply(steps.Count == 0 ? Texts["DeletedConnection"] : steps.Count == 1 ? Texts["DeletedStep"] : Texts["DeletedSteps", steps.Count], d => FlowEdits.Remove(d, steps, links));
        flow.Diagram.ClearSelection();
    }

    private void Arrange() =>
        session!.Apply(Texts["Arranged"], d => FlowEdits.Move(d, StepPlaces.Arrange(FlowDiagram.ContainerOf(d), session.Catalog)));

    private void Duplicate() => PasteText(FlowClipboard.Copy(session!.Definition, flow.Diagram.SelectedNodes.Select(n => n.Id).ToHashSet()) ?? "", Texts["Duplicated"]);

    private async Task CopyAsync()
    {
        if (FlowClipboard.Copy(session!.Definition, flow.Diagram.SelectedNodes.Select(n => n.Id).ToHashSet()) is not { } text)
            return;
        copied = text;
        await Script.CopyAsync(text);
    }

    private async Task CutAsync()
    {
        await CopyAsync();
        Delete();
        StateHasChanged();
    }

    private async Task PasteAsync()
    {
        // The system's clipboard first: the steps may come from another window.
        var text = await Script.PasteAsync();
        PasteText(FlowClipboard.Paste(text) is null ? copied ?? "" : text, Texts["Pasted"]);
    }

    private void PasteText(string text, string name)
    {
        if (FlowClipboard.Paste(text) is not { Activities.IsEmpty: false } pasted)
            return;
        session!.Apply(name, d => FlowEdits.Paste(WithPlaces(d), pasted));
        flow.Diagram.SelectOnly([.. pasted.Activities.Select(a => flow.Diagram.Find(a.Id)).OfType<Node>()]);
    }

    private async Task OpenInspectorAsync()
    {
        if (Selected is not { } step)
            return;
        StateHasChanged();
        await Task.Yield();
        var first = session!.Catalog.Find(step.Type)?.Inputs.FirstOrDefault(i => !i.IsAdvanced);
        if (first is not null)
            await Script.FocusOnAsync($"input-{first.Name}");
    }
}
