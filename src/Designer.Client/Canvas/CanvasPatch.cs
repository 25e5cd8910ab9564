namespace Designer.Client.Canvas;

/// <summary>What the page's script writes during a gesture; Blazor renders the same values once at its end.</summary>
/// <param name="Dx">How far the selection has moved, for the outline of what is selected.</param>
public sealed record CanvasPatch(IReadOnlyList<NodePatch> Nodes, IReadOnlyList<LinkPatch> Links, double Dx, double Dy);

public sealed record NodePatch(string Id, string Transform);

public sealed record LinkPatch(string Key, string Path);
