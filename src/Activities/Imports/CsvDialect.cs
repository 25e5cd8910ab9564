namespace Activities.Imports;

/// <summary>Which character parts the columns: the one that parts the most lines into the same number of more than one column.</summary>
public static class CsvDialect
{
    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    public static char GuessDelimiter(string head)
    {
        var best = (Delimiter: ',', Score: 0.0);
        foreach (var candidate in Candidates)
        {
            var widths = Widths(head, candidate);
            if (widths.Count == 0)
                continue;
            var usual = widths.GroupBy(w => w).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First();
            var score = usual.Key == 1 ? 0 : (double)usual.Count() / widths.Count * (1 + Math.Log(usual.Key));
            if (score > best.Score)
                best = (candidate, score);
        }
        return best.Delimiter;
    }

    /// <summary>Columns per line, delimiters and line ends inside quotes not counted.</summary>
    private static List<int> Widths(string head, char delimiter)
    {
        var widths = new List<int>();
        var (width, quoted, empty) = (1, false, true);
        foreach (var c in head)
        {
            if (c == '"')
                quoted = !quoted;
            if (!quoted && c is '\n' or '\r')
            {
                if (!empty)
                    widths.Add(width);
                (width, empty) = (1, true);
                if (widths.Count == 200)
                    break;
                continue;
            }
            if (!quoted && c == delimiter)
                width++;
            empty = false;
        }
        if (!empty && widths.Count == 0)
            widths.Add(width);
        return widths;
    }
}
