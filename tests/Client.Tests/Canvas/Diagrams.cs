using Designer.Client.Canvas;
using Workflows.Definitions;

namespace Client.Tests.Canvas;

/// <summary>a -> b, with c below b; a has two ports.</summary>
internal static class Diagrams
{
    public static Diagram Three()
    {
        var diagram = new Diagram();
        Node a = new("a"), b = new("b"), c = new("c");
        a.Shape(false, [new Port("Yes", "Yes"), new Port("No", "No")]);
        b.Shape(true, [new Port("Done", "Done")]);
        c.Shape(true, [new Port("Done", "Done")]);
        a.Place(new Point(0, 0));
        b.Place(new Point(400, 0));
        c.Place(new Point(400, 200));
        diagram.Add(a);
        diagram.Add(b);
        diagram.Add(c);
        diagram.Add(new Link("a-b", a, "Yes", b));
        return diagram;
    }

    /// <summary>n0 -> n1 -> …, 320 apart.</summary>
    public static Diagram Row(int count)
    {
        var diagram = new Diagram();
        Node? last = null;
        for (var i = 0; i < count; i++)
        {
            var node = new Node($"n{i}");
            node.Shape(true, [new Port("Done", "Done")]);
            node.Place(new Point(i * 320, 0));
            diagram.Add(node);
            if (last is not null)
                diagram.Add(new Link($"l{i}", last, "Done", node));
            last = node;
        }
        return diagram;
    }
}
