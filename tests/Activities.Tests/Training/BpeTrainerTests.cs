using Activities.Copy;
using Training.Vocabulary;
using Xunit;

namespace Activities.Tests.Training;

public sealed class BpeTrainerTests
{
    [Fact]
    public void Learns_the_most_frequent_neighbours_and_leaves_every_text_whole()
    {
        string[] texts = ["low lower lowest <|offer|>", "new newer newest", "慢慢来，慢慢看", "low low"];
        var tokenizer = ByteTokenizer.Load(new MemoryStream(BpeTrainer.Train(texts, ["<|end|>", "<|offer|>"], 300)));

        Assert.Single(tokenizer.Encode("low"));
        Assert.Equal(1, tokenizer.Control("<|offer|>"));
        foreach (var text in new[] { "low newest 慢", "never seen: 世界 🌍\n\t", "<|offer|>" })
            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
    }

    [Fact]
    public void No_token_is_longer_than_twelve_bytes()
    {
        var tokenizer = ByteTokenizer.Load(new MemoryStream(BpeTrainer.Train([.. Enumerable.Repeat("internationalisation 国际化国际化国际化", 50)], [], 400)));
        Assert.All(tokenizer.Encode("internationalisation"), id => Assert.InRange(tokenizer.Decode([id]).Length, 1, 12));
    }

    [Fact]
    public void The_same_texts_give_the_same_file()
    {
        string[] texts = ["one two two three three three", "一 二 二 三 三 三"];
        Assert.Equal(BpeTrainer.Train(texts, ["<|end|>"], 290), BpeTrainer.Train(texts, ["<|end|>"], 290));
    }
}
