using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Activities.Copy;

namespace Training.Vocabulary;

/// <summary>Learns byte-level merges: the most frequent pair of neighbours becomes a token, again and again; ties go to the older tokens.</summary>
public static class BpeTrainer
{
    /// <summary>Longer tokens would be whole phrases, and a model that only copies phrases writes nothing of its own.</summary>
    private const int LongestToken = 12;

    /// <param name="controls">Get the first ids and take no part in merges.</param>
    /// <param name="size">Controls, 256 bytes and merges together.</param>
    /// <returns>A tokenizer.json.</returns>
    public static byte[] Train(IEnumerable<string> texts, IReadOnlyList<string> controls, int size)
    {
        var tokens = new List<byte[]>(Enumerable.Range(0, 256).Select(b => new[] { (byte)b }));
        var merges = new List<(int Left, int Right)>();
        var words = Words(texts);
        var counts = new Dictionary<(int Left, int Right), int>();
        var places = new Dictionary<(int, int), HashSet<int>>();
        for (var word = 0; word < words.Count; word++)
            Count(word, +1);

        while (controls.Count + tokens.Count < size)
        {
            var best = counts.Where(c => c.Value > 1 && tokens[c.Key.Left].Length + tokens[c.Key.Right].Length <= LongestToken)
                .OrderByDescending(c => c.Value).ThenBy(c => c.Key.Left).ThenBy(c => c.Key.Right).Select(c => ((int Left, int Right)?)c.Key).FirstOrDefault();
            if (best is not { } pair)
                break;
            var made = tokens.Count;
            tokens.Add([.. tokens[pair.Left], .. tokens[pair.Right]]);
            merges.Add(pair);
            foreach (var word in places[pair].ToArray())
            {
                Count(word, -1);
                words[word] = (Merge(words[word].Ids, pair, made), words[word].Count);
                Count(word, +1);
            }
        }
        return Json(controls, tokens, merges);

        void Count(int word, int sign)
        {
            var (ids, count) = words[word];
            for (var i = 0; i + 1 < ids.Length; i++)
            {
                var pair = (ids[i], ids[i + 1]);
                counts[pair] = counts.GetValueOrDefault(pair) + sign * count;
                if (!places.TryGetValue(pair, out var set))
                    places[pair] = set = [];
                if (sign > 0)
                    set.Add(word);
                else if (counts[pair] == 0)
                    counts.Remove(pair);
            }
        }
    }

    private static List<(int[] Ids, int Count)> Words(IEnumerable<string> texts)
    {
        var pieces = new Regex(BytePieces.Gpt2, RegexOptions.Compiled | RegexOptions.CultureInvariant);
        var control = new Regex(@"<\|[^|]*\|>", RegexOptions.CultureInvariant);
        return [.. texts.SelectMany(t => control.Split(t)).SelectMany(t => pieces.Matches(t).Select(m => m.Value))
            .GroupBy(w => w, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Encoding.UTF8.GetBytes(g.Key).Select(b => (int)b).ToArray(), g.Count()))];
    }

    private static int[] Merge(int[] ids, (int Left, int Right) pair, int made)
    {
        var merged = new List<int>(ids.Length);
        for (var i = 0; i < ids.Length; i++)
        {
            if (i + 1 < ids.Length && ids[i] == pair.Left && ids[i + 1] == pair.Right)
            {
                merged.Add(made);
                i++;
            }
            else
            {
                merged.Add(ids[i]);
            }
        }
        return [.. merged];
    }

    private static byte[] Json(IReadOnlyList<string> controls, List<byte[]> tokens, List<(int Left, int Right)> merges)
    {
        string Spell(int token) => string.Concat(tokens[token].Select(b => BytePieces.Characters[b]));
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            version = "1.0",
            added_tokens = controls.Select((c, i) => new { id = i, content = c, special = true }),
            pre_tokenizer = new { type = "ByteLevel", add_prefix_space = false, use_regex = true },
            decoder = new { type = "ByteLevel" },
            model = new
            {
                type = "BPE",
                vocab = Enumerable.Range(0, tokens.Count).ToDictionary(Spell, t => controls.Count + t),
                merges = merges.Select(m => $"{Spell(m.Left)} {Spell(m.Right)}"),
            },
        });
    }
}
