namespace Designer.Client.Canvas;

/// <summary>What a key or a button asks of the page around the canvas.</summary>
public enum CanvasCommand { Open, Delete, Undo, Redo, Copy, Cut, Paste, Duplicate, Search, Arrange, Insert, Save }

/// <summary>The closed table of keys that become commands.</summary>
public static class CanvasKeys
{
    public static CanvasCommand? CommandOf(string key, bool ctrl, bool shift) => (key.Length == 1 ? key.ToUpperInvariant() : key, ctrl, shift) switch
    {
        ("Enter", false, _) => CanvasCommand.Open,
        ("Delete" or "Backspace", false, _) => CanvasCommand.Delete,
        ("Z", true, false) => CanvasCommand.Undo,
        ("Z", true, true) or ("Y", true, _) => CanvasCommand.Redo,
        ("C", true, _) => CanvasCommand.Copy,
        ("X", true, _) => CanvasCommand.Cut,
        ("V", true, _) => CanvasCommand.Paste,
        ("D", true, _) => CanvasCommand.Duplicate,
        ("F", true, _) => CanvasCommand.Search,
        ("S", true, _) => CanvasCommand.Save,
        ("L", false, true) => CanvasCommand.Arrange,
        ("/", false, false) => CanvasCommand.Insert,
        _ => null,
    };
}
