using System.Text.Json;

namespace Activities.Copy;

/// <summary>
/// The model that comes with the product: a small Transformer of ours in ONNX Runtime. It writes templates, never facts; its files are loaded when
/// the first text is asked for.
/// </summary>
public sealed class EmbeddedCopyModel : ICopyModel, IDisposable
{
    public const string ModelName = "embedded";

    /// <summary>The share of probability that is drawn from: lower is plainer, higher more surprising and more often refused by the checks.</summary>
    public const float TopP = 0.92f;

    private const int Rounds = 8;

    /// <summary>Of so many drafts the most fluent that passes is taken.</summary>
    private const int DraftsARound = 4;

    private readonly SemaphoreSlim turn = new(1);
    private readonly Lazy<(Decoder Decoder, CopyDrafts Drafts)> loaded = new(Load);
    private readonly Lazy<CopyCard> card = new(ReadCard);

    public string Name => ModelName;

    public CopyCard Card => card.Value;

    public async Task<IReadOnlyList<CopyVariant>> WriteAsync(CopyBrief brief, CancellationToken cancellationToken)
    {
        var plan = CopyPlan.Of(brief);

        // One generation at a time: it uses the processor fully, and two would only hold twice the memory.
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Write(plan, cancellationToken), cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        if (loaded.IsValueCreated)
            loaded.Value.Decoder.Dispose();
        turn.Dispose();
    }

    private List<CopyVariant> Write(CopyPlan plan, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<CopyPlan.Row, string>();
        var complaints = new Dictionary<CopyPlan.Row, string>();
        for (var round = 0; round < Rounds && texts.Count < plan.Rows.Count; round++)
        {
            var open = plan.Rows.Where(r => !texts.ContainsKey(r)).SelectMany(r => Enumerable.Range(0, DraftsARound).Select(draft => (Row: r, Seed: r.Seed + round * DraftsARound + draft))).ToList();
            var drafts = loaded.Value.Drafts.Write([.. open.Select(o => o.Row.Prompt)], [.. open.Select(o => o.Seed)], TopP, cancellationToken);
            foreach (var (row, draft) in open.Select((o, i) => (o.Row, Draft: drafts[i])).OrderByDescending(d => d.Draft.Fluency))
            {
                if (texts.ContainsKey(row))
                    continue;
                var twin = texts.Any(t => t.Key.Prompt.Kind == row.Prompt.Kind && t.Value == draft.Text);
                if ((CopyChecks.Complaint(row.Prompt, draft.Text) ?? (twin ? "it is the same as another variant" : null)) is { } complaint)
                    complaints[row] = complaint;
                else
                    texts[row] = draft.Text!;
            }
        }
        if (plan.Rows.FirstOrDefault(r => !texts.ContainsKey(r)) is { } failed)
            throw new CopyQualityException($"The embedded model wrote {Rounds * DraftsARound} drafts of the {failed.Prompt.Kind} ({failed.Prompt.Language}, {failed.Prompt.Category}, {failed.Prompt.Tone}) and none passed the checks; of the last one: {complaints[failed]}. Try another seed, or fewer variants.");

        return [.. plan.Rows.GroupBy(r => r.Variant).Select(rows =>
        {
            string Text(string kind) => rows.FirstOrDefault(r => r.Prompt.Kind == kind) is { } row ? CopyLiquid.From(texts[row], row.Prompt.Language) : "";
            return new CopyVariant(rows.First().Prompt.Language, rows.Key, Text("subject"), Text("preheader"), Text("body"), Text("post"));
        })];
    }

    private static (Decoder, CopyDrafts) Load()
    {
        using var tokenizerFile = Resource("tokenizer.json");
        using var modelFile = Resource("decoder.onnx");
        var model = new byte[modelFile.Length];
        modelFile.ReadExactly(model);
        var decoder = new Decoder(model, threads: Math.Min(2, Environment.ProcessorCount));
        using var neighboursFile = Resource("neighbours.bin");
        return (decoder, new CopyDrafts(decoder, ByteTokenizer.Load(tokenizerFile), TokenNeighbours.Load(neighboursFile)));
    }

    private static CopyCard ReadCard()
    {
        using var file = Resource("card.json");
        return JsonSerializer.Deserialize<CopyCard>(file, JsonSerializerOptions.Web) ?? throw new InvalidDataException("The card of the embedded copy model is empty.");
    }

    private static Stream Resource(string name) =>
        typeof(EmbeddedCopyModel).Assembly.GetManifestResourceStream($"copy/{name}") ?? throw new InvalidDataException($"The embedded copy model's {name} is missing from this build.");
}
