namespace Designer.Client.Canvas;

/// <summary>Names the canvas's resource files.</summary>
public sealed class CanvasTexts;
