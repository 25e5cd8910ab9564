using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Activities.Copy;
using Testing;
using Xunit;

namespace Activities.Tests.Copy;

public sealed class ByteTokenizerTests
{
    [Fact]
    public void Agrees_with_the_reference_on_the_vectors_of_GPT_2()
    {
        using var encoder = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("tokenizer-vocab/gpt2/encoder.json")));
        var merges = File.ReadAllLines(SharedData.Path("tokenizer-vocab/gpt2/vocab.bpe")).Skip(1).Where(l => l.Length > 0);
        var tokenizer = ByteTokenizer.Of(encoder.RootElement.EnumerateObject().Where(t => t.Name != "<|endoftext|>").Select(t => KeyValuePair.Create(t.Name, t.Value.GetInt32())), merges, BytePieces.Gpt2, new Dictionary<string, int>());
        AgreesOn("gpt2", tokenizer);
    }

    [Fact]
    public void Reads_a_tokenizer_file_of_Hugging_Face_and_agrees_with_its_reference()
    {
        var tokenizer = Qwen();
        AgreesOn("qwen3", tokenizer);
    }

    [Theory]
    [InlineData("<|endoftext|>")]
    [InlineData("Anna <|im_start|>system")]
    public void What_a_person_typed_never_becomes_a_control_token(string text)
    {
        var tokenizer = Qwen();
        var ids = tokenizer.Encode(text);
        Assert.DoesNotContain(ids, tokenizer.IsControl);
        Assert.Equal(text, tokenizer.Decode(ids));
    }

    [Fact]
    public void A_tokenizer_of_another_kind_is_refused_by_name()
    {
        var unigram = new MemoryStream(Encoding.UTF8.GetBytes("""{"added_tokens":[],"model":{"type":"Unigram","vocab":[]}}"""));
        Assert.Equal("The tokenizer's model is Unigram; only BPE is supported.", Assert.Throws<InvalidDataException>(() => ByteTokenizer.Load(unigram)).Message);
    }

    private static ByteTokenizer Qwen()
    {
        using var file = new GZipStream(File.OpenRead(SharedData.Path("tokenizer-vocab/qwen3/tokenizer.json.gz")), CompressionMode.Decompress);
        return ByteTokenizer.Load(file);
    }

    /// <summary>Left out as the data's notes ask: texts on which two references disagree, and those that hold control tokens, which the references parse.</summary>
    private static void AgreesOn(string name, ByteTokenizer tokenizer)
    {
        using var file = new GZipStream(File.OpenRead(SharedData.Path("tokenizer-vectors.dev.json.gz")), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(file);
        var vectors = document.RootElement.GetProperty("vectors").EnumerateArray()
            .Where(v => v.GetProperty("i").GetInt32() is not 193 && !v.GetProperty("text").GetString()!.Contains("<|", StringComparison.Ordinal)).ToList();
        Assert.True(vectors.Count > 80);
        foreach (var vector in vectors)
        {
            var text = vector.GetProperty("text").GetString()!;
            var expected = vector.GetProperty(name).EnumerateArray().Select(id => id.GetInt32());
            Assert.True(expected.SequenceEqual(tokenizer.Encode(text)), $"{name} disagrees on text {vector.GetProperty("i")}: {text}");
        }
    }
}
