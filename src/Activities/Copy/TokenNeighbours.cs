using System.IO.Compression;

namespace Activities.Copy;

/// <summary>
/// Which tokens stood next to each other in training texts, and under which words of a brief (language, kind, category, audience, tone, angle). A draft
/// may only join tokens that were joined under every word of its own brief: a small model forgets now and then what it was asked, and this does not.
/// </summary>
public sealed class TokenNeighbours
{
    private readonly Dictionary<int, (int[] Next, ulong[] Words)> after;

    private TokenNeighbours(Dictionary<int, (int[] Next, ulong[] Words)> after) => this.after = after;

    private static IReadOnlyList<string> AllWords { get; } =
        [.. new[] { CopyVocabulary.Languages, CopyVocabulary.Kinds, CopyVocabulary.Categories, CopyVocabulary.Audiences, CopyVocabulary.Tones, CopyVocabulary.Angles }.SelectMany(w => w)];

    /// <summary>A bit for every word of the brief.</summary>
    public static ulong WordsOf(CopyPrompt prompt)
    {
        var words = 0UL;
        foreach (var word in new[] { prompt.Language, prompt.Kind, prompt.Category, prompt.Audience, prompt.Tone, prompt.Angle })
            words |= 1UL << AllWords.ToList().IndexOf(word);
        return words;
    }

    /// <param name="texts">The prompt and the whole row of ids: prompt, text, end.</param>
    public static TokenNeighbours Of(IEnumerable<(CopyPrompt Prompt, int[] Ids)> texts)
    {
        var seen = new SortedDictionary<(int, int), ulong>();
        foreach (var (prompt, ids) in texts)
        {
            var words = WordsOf(prompt);
            for (var i = CopyPrompt.Length - 1; i + 1 < ids.Length; i++)
                seen[(ids[i], ids[i + 1])] = seen.GetValueOrDefault((ids[i], ids[i + 1])) | words;
        }
        return new TokenNeighbours(seen.GroupBy(s => s.Key.Item1).ToDictionary(g => g.Key, g => (g.Select(s => s.Key.Item2).ToArray(), g.Select(s => s.Value).ToArray())));
    }

    public static TokenNeighbours Load(Stream file)
    {
        using var reader = new BinaryReader(new BrotliStream(file, CompressionMode.Decompress));
        var after = new Dictionary<int, (int[], ulong[])>();
        for (var tokens = reader.ReadInt32(); tokens > 0; tokens--)
        {
            var token = reader.ReadUInt16();
            var next = new int[reader.ReadUInt16()];
            var words = new ulong[next.Length];
            for (var i = 0; i < next.Length; i++)
                (next[i], words[i]) = (reader.ReadUInt16(), reader.ReadUInt64());
            after[token] = (next, words);
        }
        return new TokenNeighbours(after);
    }

    public void Save(Stream file)
    {
        using var writer = new BinaryWriter(new BrotliStream(file, CompressionLevel.SmallestSize));
        writer.Write(after.Count);
        foreach (var (token, (next, words)) in after.OrderBy(a => a.Key))
        {
            writer.Write((ushort)token);
            writer.Write((ushort)next.Length);
            for (var i = 0; i < next.Length; i++)
            {
                writer.Write((ushort)next[i]);
                writer.Write(words[i]);
            }
        }
    }

    /// <summary>For each token the tokens that may follow under the words of a brief, without those from which no way leads to the end.</summary>
    public IReadOnlyDictionary<int, int[]> Under(ulong words, int end)
    {
        var next = after.ToDictionary(a => a.Key, a => a.Value.Next.Where((_, i) => (a.Value.Words[i] & words) == words).ToArray());
        var before = next.SelectMany(n => n.Value.Select(to => (to, from: n.Key))).ToLookup(n => n.to, n => n.from);
        var live = new HashSet<int> { end };
        var open = new Queue<int>(live);
        while (open.TryDequeue(out var token))
            foreach (var from in before[token].Where(live.Add))
                open.Enqueue(from);
        return next.Where(n => live.Contains(n.Key)).ToDictionary(n => n.Key, n => n.Value.Where(live.Contains).ToArray());
    }
}
