namespace Designer.Client.Canvas;

/// <summary>Cards and connections with what is selected. Cards and links raise their own changes; the diagram raises only what concerns the whole.</summary>
public sealed class Diagram
{
    private readonly Dictionary<string, Node> nodes = [];
    private readonly Dictionary<string, Link> links = [];

    public IReadOnlyCollection<Node> Nodes => nodes.Values;
    public IReadOnlyCollection<Link> Links => links.Values;
    public SnapGrid Grid { get; set; } = new();

    /// <summary>Looking only: nothing moves, connects or is deleted.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>The card that the keyboard is on.</summary>
    public Node? Focus { get; private set; }

    public IEnumerable<Node> SelectedNodes => nodes.Values.Where(n => n.IsSelected);
    public IEnumerable<Link> SelectedLinks => links.Values.Where(l => l.IsSelected);
    public Bounds Content => Bounds.Around(nodes.Values.Select(n => n.Bounds));

    /// <summary>Cards or links came, went or were placed elsewhere.</summary>
    public event Action? Structured;

    public event Action? SelectionChanged;

    public Node? Find(string? id) => id is not null && nodes.TryGetValue(id, out var node) ? node : null;

    public Link? FindLink(string? key) => key is not null && links.TryGetValue(key, out var link) ? link : null;

    public IEnumerable<Link> LinksOf(Node node) => links.Values.Where(l => l.Source == node || l.Target == node);

    public void Add(Node node) => nodes[node.Id] = node;

    public void Add(Link link) => links[link.Key] = link;

    public void Remove(Node node)
    {
        nodes.Remove(node.Id);
        if (Focus == node)
            Focus = null;
    }

    public void Remove(Link link) => links.Remove(link.Key);

    /// <summary>Ends a series of additions, removals and placements.</summary>
    public void Restructure() => Structured?.Invoke();

    public void Select(Node node, bool add = false)
    {
        if (!add)
            Deselect();
        node.Select(true);
        Focus = node;
        SelectionChanged?.Invoke();
    }

    public void Select(Link link, bool add = false)
    {
        if (!add)
            Deselect();
        link.Select(true);
        SelectionChanged?.Invoke();
    }

    public void SelectOnly(IReadOnlyCollection<Node> chosen)
    {
        foreach (var node in nodes.Values)
            node.Select(chosen.Contains(node));
        foreach (var link in links.Values)
            link.Select(false);
        SelectionChanged?.Invoke();
    }

    public void Toggle(Node node)
    {
        node.Select(!node.IsSelected);
        if (node.IsSelected)
            Focus = node;
        SelectionChanged?.Invoke();
    }

    public void ClearSelection()
    {
        Deselect();
        SelectionChanged?.Invoke();
    }

    private void Deselect()
    {
        foreach (var node in nodes.Values)
            node.Select(false);
        foreach (var link in links.Values)
            link.Select(false);
    }
}
