using Activities.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Activities.Copy;

/// <summary>Runs a decoder token by token with a key-value cache. Several generations may run at once; each holds its own cache.</summary>
public sealed class Decoder : IDisposable
{
    private readonly InferenceSession session;
    private readonly string[] inputs;
    private readonly string[] outputs;
    private readonly long[] cacheShape;

    public Decoder(byte[] model, int threads)
    {
        session = OnnxSession.Open(model, threads);
        string[] caches = [.. session.InputMetadata.Keys.Where(n => n.StartsWith("past_key_values.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        if (caches.Length == 0 || !session.InputMetadata.ContainsKey("input_ids") || !session.OutputMetadata.ContainsKey("logits"))
            throw new InvalidDataException("The model is no decoder with a key-value cache: it needs input_ids, past_key_values.N.key and .value, and logits.");
        HasContext = session.InputMetadata.ContainsKey("prompt_ids");
        inputs = HasContext ? ["input_ids", "prompt_ids", .. caches] : ["input_ids", .. caches];
        outputs = ["logits", .. caches.Select(c => c.Replace("past_key_values.", "present.", StringComparison.Ordinal))];
        var shape = session.InputMetadata[caches[0]].Dimensions;
        cacheShape = [0, shape[1], 0, shape[3]];
        Vocabulary = session.OutputMetadata["logits"].Dimensions[^1];
    }

    public int Vocabulary { get; }

    private bool HasContext { get; }

    /// <summary>Begins with one prompt a row; all have the same length, so that no row needs padding.</summary>
    public Generation Start(IReadOnlyList<IReadOnlyList<int>> prompts) => new(this, prompts);

    public void Dispose() => session.Dispose();

    /// <summary>The rows that are being written.</summary>
    public sealed class Generation : IDisposable
    {
        private readonly Decoder decoder;
        private readonly RunOptions options = new();
        private readonly int rows;
        private readonly OrtValue? prompt;
        private OrtValue[] cache;
        private OrtValue? logits;

        internal Generation(Decoder decoder, IReadOnlyList<IReadOnlyList<int>> prompts)
        {
            this.decoder = decoder;
            rows = prompts.Count;
            if (prompts.Any(p => p.Count != prompts[0].Count))
                throw new ArgumentException("The prompts of a batch must have the same length.", nameof(prompts));
            var empty = (long[])decoder.cacheShape.Clone();
            empty[0] = rows;
            long[] ids = [.. prompts.SelectMany(p => p).Select(id => (long)id)];
            prompt = decoder.HasContext ? OrtValue.CreateTensorValueFromMemory(ids, [rows, ids.Length / rows]) : null;
            cache = [.. decoder.inputs.Where(n => n.StartsWith("past", StringComparison.Ordinal)).Select(_ => OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, empty))];
            Run(ids);
        }

        /// <summary>For the token that would come next in a row; valid until the next step.</summary>
        public ReadOnlySpan<float> Logits(int row) => logits!.GetTensorDataAsSpan<float>().Slice(row * decoder.Vocabulary, decoder.Vocabulary);

        /// <summary>Appends one token to every row.</summary>
        public void Append(IReadOnlyList<int> tokens) => Run([.. tokens.Select(id => (long)id)]);

        public void Dispose()
        {
            logits?.Dispose();
            prompt?.Dispose();
            foreach (var value in cache)
                value.Dispose();
            options.Dispose();
        }

        private void Run(long[] ids)
        {
            using var input = OrtValue.CreateTensorValueFromMemory(ids, [rows, ids.Length / rows]);
            var results = decoder.session.Run(options, decoder.inputs, prompt is null ? [input, .. cache] : [input, prompt, .. cache], decoder.outputs);
            logits?.Dispose();
            foreach (var value in cache)
                value.Dispose();

            // The collection is not disposed of: what it holds lives on here until the next step.
            logits = results[0];
            cache = [.. results.Skip(1)];
        }
    }
}
