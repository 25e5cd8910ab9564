namespace Activities.Copy;

/// <param name="Text">Merge fields as control tokens; null where no end came in time.</param>
/// <param name="Fluency">The mean logarithm of the probability that the model itself, without constraints, gave to the tokens.</param>
public sealed record CopyDraft(string? Text, double Fluency);

/// <summary>Lets a decoder write a batch of prompts to their end, under constraints: only fields of the brief, each once, and only neighbours that its words allow.</summary>
/// <param name="neighbours">Null: the model's own choice, for measuring it.</param>
public sealed class CopyDrafts(Decoder decoder, ByteTokenizer tokenizer, TokenNeighbours? neighbours)
{
    /// <summary>Positions of the longest text with its prompt; the files are written for as many.</summary>
    public const int Positions = 256;

    private readonly int end = tokenizer.Control(CopyPrompt.End);
    private readonly HashSet<int> fields = [.. CopyVocabulary.Fields.Select(f => tokenizer.Control(CopyPrompt.Control(f)))];
    private readonly int[] everyText = [.. Enumerable.Range(0, decoder.Vocabulary).Where(id => !tokenizer.IsControl(id))];

    /// <param name="seeds">One a prompt: a draft depends on its own prompt and seed, not on its neighbours in the batch.</param>
    /// <returns>One a prompt.</returns>
    public IReadOnlyList<CopyDraft> Write(IReadOnlyList<CopyPrompt> prompts, IReadOnlyList<int> seeds, float topP, CancellationToken cancellationToken)
    {
        using var generation = decoder.Start([.. prompts.Select(p => p.Tokens.Select(tokenizer.Control).ToList())]);
        var ways = prompts.Select(TokenNeighbours.WordsOf).Distinct().ToDictionary(w => w, w => neighbours?.Under(w, end));
        var rows = prompts.Select((p, row) => new Row(p, new CopySampler(new Random(seeds[row]), topP), tokenizer, ways[TokenNeighbours.WordsOf(p)])).ToArray();
        for (var position = CopyPrompt.Length; position < Positions && rows.Any(r => r.IsOpen); position++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = new int[rows.Length];
            for (var i = 0; i < rows.Length; i++)
                next[i] = rows[i].IsOpen ? Advance(rows[i], generation.Logits(i)) : end;

            // Rows that are done go along until the slowest is: what they would say next does not matter.
            if (position + 1 < Positions && rows.Any(r => r.IsOpen))
                generation.Append(next);
        }
        return [.. rows.Select(r => new CopyDraft(r.HasEnded ? tokenizer.Decode(r.Text).Trim() : null, r.LogProbability / (r.Text.Count + 1)))];
    }

    private int Advance(Row row, ReadOnlySpan<float> logits)
    {
        IReadOnlyList<int> allowed = row.Ways is null
            ? [.. everyText, end, .. row.Unused]
            : [.. row.Ways.GetValueOrDefault(row.Last, []).Where(id => !fields.Contains(id) || row.Unused.Contains(id))];
        if (allowed.Count == 0)
        {
            row.IsOpen = false;
            return end;
        }
        var token = row.Sampler.Draw(logits, allowed);
        row.LogProbability += LogProbability(logits, token);
        row.Last = token;
        row.Unused.Remove(token);
        if (token == end)
            (row.IsOpen, row.HasEnded) = (false, true);
        else
            row.Text.Add(token);
        return token;
    }

    private static double LogProbability(ReadOnlySpan<float> logits, int token)
    {
        var sum = 0.0;
        foreach (var logit in logits)
            sum += MathF.Exp(logit - logits[token]);
        return -Math.Log(sum);
    }

    private sealed class Row(CopyPrompt prompt, CopySampler sampler, ByteTokenizer tokenizer, IReadOnlyDictionary<int, int[]>? ways)
    {
        public CopySampler Sampler => sampler;
        public IReadOnlyDictionary<int, int[]>? Ways => ways;
        public List<int> Text { get; } = [];
        public HashSet<int> Unused { get; } = [.. prompt.Fields.Select(f => tokenizer.Control(CopyPrompt.Control(f)))];
        public int Last { get; set; } = tokenizer.Control(CopyPrompt.Write);
        public bool IsOpen { get; set; } = true;
        public bool HasEnded { get; set; }
        public double LogProbability { get; set; }
    }
}
