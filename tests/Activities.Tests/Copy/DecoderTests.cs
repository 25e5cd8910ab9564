using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Activities.Copy;
using Testing;
using Xunit;
using Decoder = Activities.Copy.Decoder;

namespace Activities.Tests.Copy;

public sealed class DecoderTests
{
    private const int Begin = 1;

    [Fact]
    public void A_real_pretrained_model_written_by_us_tells_its_published_story_letter_by_letter()
    {
        using var decoder = new Decoder(Stories.Load(out var shape), threads: 1);
        var pieces = Stories.Pieces(shape.Vocabulary);
        var expected = File.ReadAllText(SharedData.Path("stories260k/expected-greedy.txt")).TrimEnd();

        using var generation = decoder.Start([[Begin]]);
        var story = new StringBuilder();
        while (story.Length < expected.Length + 1)
        {
            var next = Best(generation.Logits(0));
            if (next == Begin)
                break;
            story.Append(pieces[next]);
            generation.Append([next]);
        }

        Assert.StartsWith(expected, story.ToString().TrimStart(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_prompt_read_at_once_in_a_batch_gives_what_it_gives_token_by_token_alone()
    {
        using var decoder = new Decoder(Stories.Load(out _), threads: 1);
        int[] prompt = [Begin, 403, 407, 261], other = [Begin, 310, 278, 300];
        using var together = decoder.Start([prompt, other]);
        using var alone = decoder.Start([[prompt[0]]]);
        foreach (var token in prompt[1..])
            alone.Append([token]);

        for (var step = 0; step < 20; step++)
        {
            var a = together.Logits(0);
            var b = alone.Logits(0);
            for (var i = 0; i < a.Length; i++)
                Assert.Equal(b[i], a[i], 1e-3f);
            var next = Best(b);
            together.Append([next, Best(together.Logits(1))]);
            alone.Append([next]);
        }
    }

    [Fact]
    public void Prompts_of_different_lengths_are_refused()
    {
        using var decoder = new Decoder(Stories.Load(out _), threads: 1);
        Assert.Throws<ArgumentException>(() => { decoder.Start([[1, 2], [1]]); });
    }

    [Fact]
    public void Half_precision_weights_choose_nearly_always_the_same_token()
    {
        var (weights, shape) = Stories.Weights();
        using var whole = new Decoder(DecoderGraph.Build(shape, weights, 512, half: false), threads: 1);
        using var half = new Decoder(DecoderGraph.Build(shape, weights, 512, half: true), threads: 1);
        using var a = whole.Start([[Begin]]);
        using var b = half.Start([[Begin]]);
        var same = 0;
        for (var step = 0; step < 100; step++)
        {
            var next = Best(a.Logits(0));
            same += next == Best(b.Logits(0)) ? 1 : 0;
            a.Append([next]);
            b.Append([next]);
        }

        Assert.InRange(same, 98, 100);
    }

    private static int Best(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
            best = logits[i] > logits[best] ? i : best;
        return best;
    }

    /// <summary>llama2.c's checkpoint format, version 0: seven int32, then float32 tensors by kind and layer, matrices as [out, in].</summary>
    private static class Stories
    {
        public static byte[] Load(out DecoderShape shape)
        {
            (var weights, shape) = Weights();
            return DecoderGraph.Build(shape, weights, positions: 512, half: false);
        }

        public static (float[] Weights, DecoderShape Shape) Weights()
        {
            var file = File.ReadAllBytes(SharedData.Path("stories260k/stories260K.bin"));
            var header = MemoryMarshal.Cast<byte, int>(file.AsSpan(0, 28)).ToArray();
            var shape = new DecoderShape(header[5], header[0], header[1], header[2], header[3], header[4]) { Interleaved = true };
            var floats = MemoryMarshal.Cast<byte, float>(file.AsSpan(28)).ToArray();
            var weights = new float[shape.Parameters];
            int read = 0, d = shape.Width, h = shape.Hidden, kv = shape.KeyHeads * shape.HeadWidth;
            Take("embedding", shape.Vocabulary, d, transpose: false);
            Each("norm1", 1, d);
            Each("qkv", d, d);
            Each("qkv", kv, d, d);
            Each("qkv", kv, d, d + kv);
            Each("out", d, d);
            Each("norm2", 1, d);
            Each("gateup", h, d);
            Each("down", d, h);
            Each("gateup", h, d, h);
            Take("norm", 1, d);
            return (weights, shape);

            void Each(string name, int rows, int columns, int at = 0)
            {
                for (var layer = 0; layer < shape.Layers; layer++)
                    Take($"{layer}.{name}", rows, columns, at);
            }

            void Take(string name, int rows, int columns, int at = 0, bool transpose = true)
            {
                var weight = shape.Weights.Single(w => w.Name == name);
                for (var row = 0; row < rows; row++)
                    for (var column = 0; column < columns; column++)
                        weights[weight.Offset + (weight.IsVector ? column : transpose ? column * weight.Columns + at + row : row * weight.Columns + column)] = floats[read++];
            }
        }

        /// <summary>tok512.bin: the longest token's length, then of each token its score, length and bytes.</summary>
        public static string[] Pieces(int count)
        {
            var file = File.ReadAllBytes(SharedData.Path("stories260k/tok512.bin"));
            var pieces = new string[count];
            for (int i = 0, at = 4; i < count; i++)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
                var text = Encoding.UTF8.GetString(file, at + 8, length);
                pieces[i] = text.StartsWith("<0x", StringComparison.Ordinal) ? ((char)Convert.ToInt32(text[3..5], 16)).ToString() : text;
                at += 8 + length;
            }
            return pieces;
        }
    }
}
