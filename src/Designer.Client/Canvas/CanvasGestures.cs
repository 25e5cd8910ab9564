using Designer.Client.Canvas.Behaviours;
using Microsoft.JSInterop;
using Workflows.Definitions;

namespace Designer.Client.Canvas;

/// <summary>What canvas.js calls, at most once a frame. It hands each gesture to its behaviour and raises what the page has to know.</summary>
public sealed class CanvasGestures(Diagram diagram)
{
    private readonly DragBehaviour drag = new(diagram);
    private readonly ConnectBehaviour connect = new(diagram);
    private readonly ReconnectBehaviour reconnect = new(diagram);
    private readonly SelectBehaviour select = new(diagram);
    private readonly WalkBehaviour walk = new(diagram);
    private KeyConnectBehaviour? keys;

    private KeyConnectBehaviour Keys => keys ??= new KeyConnectBehaviour(diagram, connect);

    public Viewport View { get; private set; } = Canvas.Viewport.Start;
    public double Width { get; private set; }
    public double Height { get; private set; }

    /// <summary>The port and card that a connection by keys is at, for the line that is read out.</summary>
    public (Port Port, Node? Target)? Connecting => Keys.IsActive ? (Keys.Port!, Keys.Target) : null;

    public bool IsReadOnly => diagram.IsReadOnly;

    public bool IsDragging => drag.IsActive;

    public event Action? ViewportChanged;
    public event Action? MountAsked;
    public event Action? Moved;
    public event Action<ConnectRequest>? Connected;
    public event Action<ReconnectRequest>? Reconnected;
    public event Action<CanvasCommand>? Commanded;
    public event Action<string, string>? FigureClicked;
    public event Action<StepDrop>? Dropped;

    /// <summary>A step is wanted in the middle of a connection.</summary>
    public event Action<Link>? InsertAsked;

    public event Action? ConnectingChanged;

    /// <summary>The focused card moved by keys: it must be brought into view.</summary>
    public event Action<Node>? Walked;

    [JSInvokable]
    public RenderedArea Viewport(double x, double y, double zoom, double width, double height)
    {
        (View, Width, Height) = (new Viewport(x, y, zoom), width, height);
        ViewportChanged?.Invoke();
        return Rendered;
    }

    /// <summary>The next portion of cards, asked for once a frame while the area is not complete.</summary>
    [JSInvokable]
    public RenderedArea Mount()
    {
        MountAsked?.Invoke();
        return Rendered;
    }

    /// <summary>The card at a place where only outlines are drawn.</summary>
    [JSInvokable]
    public string? NodeAt(double x, double y) => diagram.Nodes.LastOrDefault(n => n.Bounds.Contains(new Point(x, y)))?.Id;

    /// <summary>Tells the script how far the viewport may go before it must ask again.</summary>
    public Func<RenderedArea>? Area { get; set; }

    private RenderedArea Rendered => Area?.Invoke() ?? new RenderedArea(0, 0, 0, 0, true, false);

    [JSInvokable]
    public void Click(string? node, string? link, bool add) => select.Click(node, link, add);

    [JSInvokable]
    public void BoxStart() => select.BoxStart();

    [JSInvokable]
    public void BoxMove(double x1, double y1, double x2, double y2) => select.BoxMove(new Point(x1, y1), new Point(x2, y2));

    [JSInvokable]
    public bool DragStart(string node) => drag.Start(node, Rendered.IsOutline);

    [JSInvokable]
    public CanvasPatch DragMove(double dx, double dy) => drag.Move(dx, dy);

    [JSInvokable]
    public void DragEnd()
    {
        if (drag.End())
            Moved?.Invoke();
    }

    [JSInvokable]
    public CanvasPatch DragCancel() => drag.Cancel();

    [JSInvokable]
    public IReadOnlyList<string>? ConnectStart(string node, string port) => connect.Start(node, port);

    /// <summary>An end of a connection is taken; what follows is told as for a new connection.</summary>
    [JSInvokable]
    public IReadOnlyList<string>? ReconnectStart(string link, bool source) => reconnect.Start(link, source);

    [JSInvokable]
    public ConnectHint ConnectMove(double x, double y) => reconnect.IsActive ? reconnect.Move(new Point(x, y)) : connect.Move(new Point(x, y));

    [JSInvokable]
    public void ConnectEnd(double x, double y)
    {
        if (reconnect.End() is { } moved)
            Reconnected?.Invoke(moved);
        else if (connect.End() is { } request)
            Connected?.Invoke(request with { At = new Point(x, y) });
    }

    [JSInvokable]
    public void ConnectCancel()
    {
        connect.Cancel();
        reconnect.Cancel();
    }

    [JSInvokable]
    public void Open(string node)
    {
        if (diagram.Find(node) is not { } found)
            return;
        diagram.Select(found);
        Commanded?.Invoke(CanvasCommand.Open);
    }

    [JSInvokable]
    public void Figure(string node, string key) => FigureClicked?.Invoke(node, key);

    [JSInvokable]
    public void Drop(string type, double x, double y, string? link) => Dropped?.Invoke(new StepDrop(type, new Point(x, y), link));

    [JSInvokable]
    public void Insert(string link)
    {
        if (diagram.FindLink(link) is { } found)
            InsertAsked?.Invoke(found);
    }

    [JSInvokable]
    public KeyAnswer Key(string key, bool ctrl, bool shift, bool alt)
    {
        if (alt)
            return new KeyAnswer(false);
        if (Keys.IsActive)
            return ConnectByKey(key);
        if (key is "c" or "C" && !ctrl && Keys.Start())
            return Hint();
        if (ctrl && key is "a" or "A")
        {
            select.All();
            return new KeyAnswer(true);
        }
        if (shift && key.StartsWith("Arrow", StringComparison.Ordinal))
            return Nudge(key);
        if (key == "Escape")
        {
            diagram.ClearSelection();
            return new KeyAnswer(true);
        }
        if (!ctrl && (key == "Tab" ? walk.Tab(shift) : key.StartsWith("Arrow", StringComparison.Ordinal) && walk.Go(key)))
        {
            Walked?.Invoke(diagram.Focus!);
            return new KeyAnswer(true);
        }
        if (CanvasKeys.CommandOf(key, ctrl, shift) is not { } command)
            return new KeyAnswer(false);
        Commanded?.Invoke(command);
        return new KeyAnswer(true);
    }

    private KeyAnswer ConnectByKey(string key)
    {
        if (key == "Enter" && Keys.End() is { } request)
            Connected?.Invoke(request);
        else if (!Keys.Key(key))
            Keys.Cancel();
        return Hint();
    }

    private KeyAnswer Hint()
    {
        ConnectingChanged?.Invoke();
        return new KeyAnswer(true, new ConnectHint(Keys.Path, Keys.Target?.Id));
    }

    private KeyAnswer Nudge(string key)
    {
        var step = 2 * diagram.Grid.Step;
        var (dx, dy) = key switch { "ArrowLeft" => (-step, 0d), "ArrowRight" => (step, 0d), "ArrowUp" => (0d, -step), _ => (0d, step) };
        if (drag.Nudge(dx, dy))
            Moved?.Invoke();
        return new KeyAnswer(true);
    }
}

/// <param name="IsTaken">False: the key is the browser's.</param>
/// <param name="Hint">The curve of a connection by keys.</param>
public sealed record KeyAnswer(bool IsTaken, ConnectHint? Hint = null);

/// <summary>A palette entry let go at a place, perhaps on a connection.</summary>
public sealed record StepDrop(string Type, Point At, string? LinkKey);

/// <summary>The rendered rectangle in canvas units, beyond which the script asks again.</summary>
/// <param name="IsComplete">False: more portions are to be asked for.</param>
/// <param name="IsOutline">So much is in sight that no cards are rendered.</param>
public sealed record RenderedArea(double Left, double Top, double Right, double Bottom, bool IsComplete, bool IsOutline);
