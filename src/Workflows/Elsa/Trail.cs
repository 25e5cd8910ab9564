using System.Globalization;

namespace Workflows.Elsa;

/// <summary>
/// The way to a value in the document. Written out only when a sentence needs it: a file may nest ten thousand values under a name of ten million letters, and every one
/// of them has a way.
/// </summary>
internal sealed class Trail
{
    private const int LongestName = 60;
    private readonly Trail? _parent;
    private readonly string _name;
    private readonly int _index;

    private Trail(Trail? parent, string name, int index, ReadingBudget budget)
    {
        (_parent, _name, _index, Budget) = (parent, name, index, budget);
        Depth = parent is null ? 1 : parent.Depth + 1;
    }

    /// <summary>How many values this one is in.</summary>
    public int Depth { get; }

    /// <summary>Of the whole document.</summary>
    public ReadingBudget Budget { get; }

    public static Trail From(string name, ReadingBudget? budget = null) => new(null, name, -1, budget ?? new ReadingBudget());

    public Trail To(string name) => new(this, name, -1, Budget);

    public Trail To(int index) => new(this, "", index, Budget);

    public override string ToString()
    {
        var parts = new Stack<string>();
        for (var at = this; at is not null; at = at._parent)
            parts.Push(at._index >= 0 ? string.Create(CultureInfo.InvariantCulture, $"[{at._index}]") : (at._parent is null ? "" : ".") + Short(at._name));
        return string.Concat(parts);
    }

    public static string Short(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";
}

/// <summary>How much one document may make of itself, whatever its size: what is small in the file is large when it is read.</summary>
internal sealed class ReadingBudget
{
    /// <summary>Steps and connections at every depth.</summary>
    private const int Most = 50_000;

    private int _count;

    /// <exception cref="ElsaSizeException">It is one too many.</exception>
    public void Count(Trail at)
    {
        if (++_count > Most)
            throw new ElsaSizeException(string.Create(CultureInfo.InvariantCulture, $"The flow has more than {Most:N0} steps and connections, which is the limit; {at} is the first beyond it."));
    }
}
