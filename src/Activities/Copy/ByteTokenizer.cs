using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Activities.Copy;

/// <summary>
/// Byte-level BPE from a tokenizer.json as Hugging Face writes it. Control tokens are kept apart from the text: <see cref="Encode"/> never produces
/// one, so a contact named "&lt;|end|&gt;" stays seven harmless characters.
/// </summary>
public sealed class ByteTokenizer
{
    private readonly BpeTokenizer tokenizer;
    private readonly Dictionary<string, int> controls;
    private readonly Dictionary<int, string> controlTexts;
    private readonly bool composes;

    private ByteTokenizer(BpeTokenizer tokenizer, Dictionary<string, int> controls, bool composes)
    {
        this.tokenizer = tokenizer;
        this.controls = controls;
        this.composes = composes;
        controlTexts = controls.ToDictionary(c => c.Value, c => c.Key);
    }

    /// <exception cref="InvalidDataException">The file is no byte-level BPE; the message names what it is instead.</exception>
    public static ByteTokenizer Load(Stream tokenizerJson)
    {
        using var document = JsonDocument.Parse(tokenizerJson);
        var root = document.RootElement;
        var model = root.GetProperty("model");
        if (model.GetProperty("type").GetString() is not "BPE" and var type)
            throw new InvalidDataException($"The tokenizer's model is {type}; only BPE is supported.");
        var controls = root.GetProperty("added_tokens").EnumerateArray().ToDictionary(t => t.GetProperty("content").GetString()!, t => t.GetProperty("id").GetInt32(), StringComparer.Ordinal);
        var vocabulary = model.GetProperty("vocab").EnumerateObject().Where(t => !controls.ContainsKey(t.Name)).Select(t => KeyValuePair.Create(t.Name, t.Value.GetInt32()));

        // Older files join a merge's halves with a blank, newer ones list them.
        var merges = model.GetProperty("merges").EnumerateArray().Select(m => m.ValueKind == JsonValueKind.String ? m.GetString()! : $"{m[0].GetString()} {m[1].GetString()}");
        var composes = root.TryGetProperty("normalizer", out var normalizer) && normalizer.ValueKind == JsonValueKind.Object && normalizer.GetProperty("type").GetString() == "NFC";
        return new ByteTokenizer(Create(vocabulary, merges, Pattern(root.GetProperty("pre_tokenizer"))), controls, composes);
    }

    /// <param name="vocabulary">Tokens in the printable spelling of bytes that GPT-2 introduced.</param>
    /// <param name="pattern">Cuts a text into the pieces within which merges happen.</param>
    public static ByteTokenizer Of(IEnumerable<KeyValuePair<string, int>> vocabulary, IEnumerable<string> merges, string pattern, IReadOnlyDictionary<string, int> controls) =>
        new(Create(vocabulary, merges, pattern), new Dictionary<string, int>(controls, StringComparer.Ordinal), composes: false);

    public IReadOnlyList<int> Encode(string text) =>
        tokenizer.EncodeToIds(composes ? text.Normalize(NormalizationForm.FormC) : text, considerPreTokenization: true, considerNormalization: false);

    public int Control(string token) => controls.TryGetValue(token, out var id) ? id : throw new ArgumentException($"'{token}' is no control token of this tokenizer.", nameof(token));

    public bool IsControl(int id) => controlTexts.ContainsKey(id);

    /// <summary>The text of the ids; a control token stands in it by name.</summary>
    public string Decode(IEnumerable<int> ids)
    {
        var text = new StringBuilder();
        var run = new List<int>();
        foreach (var id in ids)
        {
            if (!controlTexts.TryGetValue(id, out var control))
            {
                run.Add(id);
                continue;
            }
            text.Append(tokenizer.Decode(run)).Append(control);
            run.Clear();
        }
        return text.Append(tokenizer.Decode(run)).ToString();
    }

    private static BpeTokenizer Create(IEnumerable<KeyValuePair<string, int>> vocabulary, IEnumerable<string> merges, string pattern) =>
        BpeTokenizer.Create(new BpeOptions(vocabulary)
        {
            Merges = merges,
            ByteLevel = true,
            PreTokenizer = new RegexPreTokenizer(new Regex(pattern, RegexOptions.Compiled | RegexOptions.CultureInvariant), specialTokens: null),
        });

    private static string Pattern(JsonElement preTokenizer)
    {
        var parts = preTokenizer.TryGetProperty("pretokenizers", out var list) ? list.EnumerateArray().ToList() : [preTokenizer];
        var split = parts.Find(p => p.GetProperty("type").GetString() == "Split");
        if (parts.TrueForAll(p => p.GetProperty("type").GetString() != "ByteLevel"))
            throw new InvalidDataException("The tokenizer does not work on bytes; only byte-level BPE is supported.");
        return split.ValueKind == JsonValueKind.Object ? split.GetProperty("pattern").GetProperty("Regex").GetString()! : BytePieces.Gpt2;
    }
}

/// <summary>The expressions that cut texts into pieces, and GPT-2's printable spelling of bytes.</summary>
public static class BytePieces
{
    public const string Gpt2 = @"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <summary>Byte to printable character: those that print stand for themselves, the others move up behind U+0100.</summary>
    public static IReadOnlyList<char> Characters { get; } = Build();

    private static char[] Build()
    {
        var characters = new char[256];
        var next = 256;
        for (var b = 0; b < 256; b++)
            characters[b] = b is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE and <= 0xFF ? (char)b : (char)next++;
        return characters;
    }
}
