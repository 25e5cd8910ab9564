using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Activities.Copy;
using Training.Grammar;
using Training.Trainer;
using Training.Vocabulary;

namespace Training.Copy;

/// <summary>
/// Writes the text, learns the vocabulary, trains the decoder, evaluates it and leaves the files of the embedded copy model: decoder.onnx,
/// tokenizer.json and card.json. Everything is drawn from one seed.
/// </summary>
public static class CopyCommand
{
    private const int Seed = 20261123, Documents = 48_000, Vocabulary = 2_560, Evaluated = 800;

    private static readonly DecoderShape Plain = new(Vocabulary, Width: 192, Hidden: 512, Layers: 4, Heads: 6, KeyHeads: 6);

    private static readonly DecoderShape Shape = new(Vocabulary, Plain.Width, Plain.Hidden, Plain.Layers, Plain.Heads, Plain.KeyHeads, Context: CopyVocabulary.Controls.Count);

    private static readonly JsonSerializerOptions CardJson = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// First the language, without the context, in large batches; then, with it, what each control token means, in small ones: that is learned by many
    /// steps rather than by many tokens. The others go on at half that rate and less: without constraints, the share of drafts in
    /// the right category was 38 % after the second, 60 % after the third and 77 % after the fourth.
    /// </summary>
    private static readonly (DecoderShape Shape, TrainingPlan Plan)[] Plans =
    [
        (Plain, new(Tokens: 2_400_000, BatchTokens: 2_048, Workers: 2, PeakRate: 3e-3f, Seed)),
        (Shape, new(Tokens: 1_200_000, BatchTokens: 768, Workers: 2, PeakRate: 1.2e-3f, Seed + 1)),
        (Shape, new(Tokens: 1_000_000, BatchTokens: 768, Workers: 2, PeakRate: 6e-4f, Seed + 2)),
        (Shape, new(Tokens: 800_000, BatchTokens: 768, Workers: 2, PeakRate: 5e-4f, Seed + 3)),
    ];

    public static int Run(string[] args, TextWriter log)
    {
        var folder = Option(args, "--out") ?? "src/Activities/Copy/Model";
        Directory.CreateDirectory(folder);
        var watch = Stopwatch.StartNew();
        var documents = new CopyDocuments(new CampaignGrammar(), Seed).Draw(Documents, heldOut: false);
        log.WriteLine($"{documents.Count} documents by the grammar, {watch.Elapsed.TotalSeconds:F0} s");

        var file = BpeTrainer.Train(documents.Select(d => d.Text), CopyVocabulary.Controls, Vocabulary);
        var tokenizer = ByteTokenizer.Load(new MemoryStream(file));
        log.WriteLine($"A vocabulary of {Vocabulary}, {watch.Elapsed.TotalSeconds:F0} s");

        // Weights that an earlier run left spare the plans that made them; --from 2 leaves only the evaluation.
        var weights = Option(args, "--weights") is { } earlier
            ? MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(earlier)).ToArray()
            : null;
        var encoded = documents.Select(d => CopyDocuments.Encode(d, tokenizer)).ToList();

        foreach (var (shape, plan) in Plans.Skip(int.Parse(Option(args, "--from") ?? "0", CultureInfo.InvariantCulture)))
            weights = new DecoderTrainer(shape, plan, CopyPrompt.Length).Train(encoded, (step, loss, trained) => Report(plan, step, loss, trained), weights);
        if (weights is null)
            throw new ArgumentException("No plan is left to train, and no --weights were given.", nameof(args));

        var model = DecoderGraph.Build(Shape, weights, CopyDrafts.Positions, half: true);
        File.WriteAllBytes(Path.Combine(folder, "tokenizer.json"), file);
        File.WriteAllBytes(Path.Combine(folder, "decoder.onnx"), model);
        var neighbours = TokenNeighbours.Of(documents.Zip(encoded, (document, ids) => (document.Prompt, ids)));
        using (var neighboursFile = File.Create(Path.Combine(folder, "neighbours.bin")))
            neighbours.Save(neighboursFile);
        using var decoder = new Decoder(model, threads: 2);
        var heldOut = new CopyDocuments(new CampaignGrammar(), Seed).Draw(Evaluated, heldOut: true);
        var free = new CopyEvaluation(new CopyDrafts(decoder, tokenizer, neighbours: null), documents).Run(heldOut, TextWriter.Null);
        var results = new CopyEvaluation(new CopyDrafts(decoder, tokenizer, neighbours), documents).Run(heldOut, log);
        foreach (var name in new[] { "categoryRightWhereItShows", "fieldsExactlyAsAsked", "passedAllChecksAtFirst" })
            results[$"withoutConstraints.{name}"] = free[name];
        foreach (var (name, value) in results)
            log.WriteLine($"{name,-48} {value:0.####}");
        File.WriteAllText(Path.Combine(folder, "card.json"), JsonSerializer.Serialize(CopyCardText.Of(Shape.Parameters, documents.Count, Plans.Sum(p => p.Plan.Tokens), results), CardJson) + "\n");
        log.WriteLine($"Written to {folder}: {model.Length / 1024} KiB of weights, {watch.Elapsed.TotalSeconds:F0} s");
        return 0;

        void Report(TrainingPlan plan, int step, float loss, float[] weights)
        {
            if (step % 20 == 19)
                log.WriteLine($"step {step + 1} of {plan.Steps}, loss {loss:F3}, {watch.Elapsed.TotalSeconds:F0} s, processor {Environment.CpuUsage.TotalTime.TotalSeconds:F0} s");
            log.Flush();
            if (Option(args, "--keep") is { } keep && (step % 100 == 99 || step + 1 == plan.Steps))
                File.WriteAllBytes(keep, MemoryMarshal.AsBytes<float>(weights));
        }
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
