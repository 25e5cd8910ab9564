using Designer.Client.Canvas;
using Designer.Client.Canvas.Behaviours;
using Xunit;

namespace Client.Tests.Canvas;

public sealed class CanvasGesturesTests
{
    private readonly Diagram diagram = Diagrams.Three();
    private readonly CanvasGestures gestures;
    private readonly List<CanvasCommand> commands = [];

    public CanvasGesturesTests()
    {
        gestures = new CanvasGestures(diagram);
        gestures.Commanded += commands.Add;
    }

    private KeyAnswer Press(string key, bool ctrl = false, bool shift = false) => gestures.Key(key, ctrl, shift, false);

    [Fact]
    public void Keys_become_commands_and_others_stay_with_the_browser()
    {
        Press("Delete");
        Press("z", ctrl: true);
        Press("Z", ctrl: true, shift: true);
        Press("y", ctrl: true);
        Assert.Equal([CanvasCommand.Delete, CanvasCommand.Undo, CanvasCommand.Redo, CanvasCommand.Redo], commands);
        Assert.False(Press("F5").IsTaken);
        Assert.False(Press("r", ctrl: true).IsTaken);
    }

    [Fact]
    public void C_connects_the_focused_step_by_keys_alone()
    {
        ConnectRequest? made = null;
        gestures.Connected += request => made = request;
        diagram.Select(diagram.Find("a")!);
        var hint = Press("c").Hint!;
        Assert.Equal("b", hint.Target);
        Assert.NotEmpty(hint.Path);
        Assert.Equal("c", Press("ArrowDown").Hint!.Target);
        Press("Enter");
        Assert.Equal(new ConnectRequest("a", "No", "c"), made);
        Assert.Null(gestures.Connecting);
    }

    [Fact]
    public void Escape_gives_up_a_connection_by_keys()
    {
        diagram.Select(diagram.Find("a")!);
        Press("c");
        Assert.Equal("", Press("Escape").Hint!.Path);
        Assert.Null(gestures.Connecting);
    }

    [Fact]
    public void Shift_and_an_arrow_move_the_selection_as_one_finished_move()
    {
        var moves = 0;
        gestures.Moved += () => moves++;
        diagram.Select(diagram.Find("b")!);
        Press("ArrowRight", shift: true);
        Assert.Equal(416, diagram.Find("b")!.Position.X);
        Assert.Equal(1, moves);
    }

    [Fact]
    public void Opening_a_step_selects_it_first()
    {
        gestures.Open("c");
        Assert.Equal(["c"], diagram.SelectedNodes.Select(n => n.Id));
        Assert.Equal([CanvasCommand.Open], commands);
    }
}
