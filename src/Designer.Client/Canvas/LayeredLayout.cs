using Workflows.Definitions;

namespace Designer.Client.Canvas;

/// <summary>
/// A layered layout from left to right: ranks by longest path, order within a rank by barycentre, then rows pulled towards their neighbours.
/// Long connections pass through placeholders, so that they get a lane of their own.
/// </summary>
public static class LayeredLayout
{
    private const double ColumnGap = 80;
    private const double RowGap = 48;
    private const double LaneHeight = 24;
    private const int Sweeps = 12;

    /// <param name="sizes">Width and height by id, in the order that breaks ties.</param>
    /// <param name="edges">From and to; unknown ids and self-connections are ignored.</param>
    public static IReadOnlyDictionary<string, Point> Arrange(IReadOnlyList<(string Id, double Width, double Height)> sizes, IEnumerable<(string From, string To)> edges)
    {
        var cells = sizes.ToDictionary(s => s.Id, s => new Cell(s.Id, s.Width, s.Height));
        var forward = WithoutCycles([.. sizes.Select(s => s.Id)], [.. edges.Where(e => e.From != e.To && cells.ContainsKey(e.From) && cells.ContainsKey(e.To)).Distinct()]);
        foreach (var (from, to) in forward)
            Join(cells[from], cells[to]);
        Rank([.. cells.Values]);
        var all = WithLanes([.. cells.Values]);
        var columns = all.GroupBy(c => c.Rank).OrderBy(g => g.Key).Select(g => g.ToList()).ToList();
        Order(columns);
        PlaceRows(columns);
        return PlaceColumns(columns);
    }

    private static void Join(Cell from, Cell to)
    {
        from.Next.Add(to);
        to.Previous.Add(from);
    }

    /// <summary>Leaves out the edges that close a cycle, found depth first from the ids in their order.</summary>
    private static List<(string From, string To)> WithoutCycles(IReadOnlyList<string> ids, List<(string From, string To)> edges)
    {
        var outgoing = edges.ToLookup(e => e.From);
        var targets = edges.Select(e => e.To).ToHashSet();
        var state = new Dictionary<string, bool>();
        var kept = new List<(string, string)>();
        foreach (var root in ids.OrderBy(targets.Contains))
        {
            if (!state.TryAdd(root, true))
                continue;
            var stack = new Stack<(string Id, IEnumerator<(string From, string To)> Edges)>();
            stack.Push((root, outgoing[root].GetEnumerator()));
            while (stack.TryPeek(out var top))
            {
                if (!top.Edges.MoveNext())
                {
                    state[top.Id] = false;
                    stack.Pop();
                    continue;
                }
                var edge = top.Edges.Current;
                var isOpen = state.TryGetValue(edge.To, out var open) && open;
                if (!isOpen)
                    kept.Add(edge);
                if (state.TryAdd(edge.To, true))
                    stack.Push((edge.To, outgoing[edge.To].GetEnumerator()));
            }
        }
        return kept;
    }

    private static void Rank(IReadOnlyList<Cell> cells)
    {
        var missing = cells.ToDictionary(c => c, c => c.Previous.Count);
        var ready = new Queue<Cell>(cells.Where(c => c.Previous.Count == 0));
        while (ready.TryDequeue(out var cell))
            foreach (var next in cell.Next)
            {
                next.Rank = Math.Max(next.Rank, cell.Rank + 1);
                if (--missing[next] == 0)
                    ready.Enqueue(next);
            }
    }

    private static List<Cell> WithLanes(IReadOnlyList<Cell> cells)
    {
        var all = new List<Cell>(cells);
        foreach (var from in cells)
            foreach (var to in from.Next.Where(n => n.Rank > from.Rank + 1).ToList())
            {
                from.Next.Remove(to);
                to.Previous.Remove(from);
                var last = from;
                for (var rank = from.Rank + 1; rank < to.Rank; rank++)
                {
                    var lane = new Cell(null, 0, LaneHeight) { Rank = rank };
                    Join(last, lane);
                    all.Add(lane);
                    last = lane;
                }
                Join(last, to);
            }
        return all;
    }

    private static void Order(List<List<Cell>> columns)
    {
        foreach (var column in columns)
            Number(column);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isForward = sweep % 2 == 0;
            foreach (var column in isForward ? columns : Enumerable.Reverse(columns))
            {
                var sorted = column.OrderBy(c => Middle(isForward ? c.Previous : c.Next, n => n.Index, c.Index)).ToList();
                column.Clear();
                column.AddRange(sorted);
                Number(column);
            }
        }
    }

    private static void Number(List<Cell> column)
    {
        for (var i = 0; i < column.Count; i++)
            column[i].Index = i;
    }

    private static void PlaceRows(List<List<Cell>> columns)
    {
        foreach (var column in columns)
            Stack(column, column.Select(_ => 0d).ToList());
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isForward = sweep % 2 == 0;
            foreach (var column in isForward ? columns : Enumerable.Reverse(columns))
                Stack(column, [.. column.Select(c => Middle(isForward ? c.Previous : c.Next, n => n.Y, c.Y))]);
        }
    }

    /// <summary>Puts each cell's top as near to its wish as the ones above and below allow (blocks that collide share their mean wish).</summary>
    private static void Stack(List<Cell> column, List<double> wishes)
    {
        var blocks = new List<(int First, int Count, double Sum, double Size)>();
        for (var i = 0; i < column.Count; i++)
        {
            var block = (First: i, Count: 1, Sum: wishes[i], Size: column[i].Height + RowGap);
            while (blocks.Count > 0 && Top(blocks[^1]) + blocks[^1].Size > Top(block))
            {
                var above = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                block = (above.First, above.Count + block.Count, above.Sum + block.Sum - block.Count * above.Size, above.Size + block.Size);
            }
            blocks.Add(block);
        }
        foreach (var block in blocks)
        {
            var y = Top(block);
            for (var i = block.First; i < block.First + block.Count; i++)
            {
                column[i].Y = y;
                y += column[i].Height + RowGap;
            }
        }

        static double Top((int First, int Count, double Sum, double Size) block) => block.Sum / block.Count;
    }

    /// <summary>The mean of a value over the neighbours, or the fallback when there are none.</summary>
    private static double Middle(List<Cell> neighbours, Func<Cell, double> value, double fallback) => neighbours.Count == 0 ? fallback : neighbours.Average(value);

    private static Dictionary<string, Point> PlaceColumns(List<List<Cell>> columns)
    {
        var grid = new SnapGrid();
        var places = new Dictionary<string, Point>();
        var top = columns.Count == 0 ? 0 : columns.SelectMany(c => c).Min(c => c.Y);
        var x = 0d;
        foreach (var column in columns)
        {
            foreach (var cell in column.Where(c => c.Id is not null))
                places[cell.Id!] = grid.Snap(new Point(x, cell.Y - top));
            x += column.Max(c => c.Width) + ColumnGap;
        }
        return places;
    }

    private sealed class Cell(string? id, double width, double height)
    {
        public string? Id => id;
        public double Width => width;
        public double Height => height;
        public int Rank { get; set; }
        public int Index { get; set; }
        public double Y { get; set; }
        public List<Cell> Next { get; } = [];
        public List<Cell> Previous { get; } = [];
    }
}
