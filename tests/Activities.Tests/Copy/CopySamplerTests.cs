using Activities.Copy;
using Xunit;

namespace Activities.Tests.Copy;

public sealed class CopySamplerTests
{
    [Fact]
    public void Draws_in_proportion_among_the_likeliest_and_never_from_the_tail_or_what_is_forbidden()
    {
        // Shares 0.5, 0.3, 0.15, 0.05 and a forbidden token that would be likelier than all.
        float[] logits = [MathF.Log(0.5f), MathF.Log(0.3f), MathF.Log(0.15f), MathF.Log(0.05f), 5f];
        var sampler = new CopySampler(new Random(3), topP: 0.9f);
        var counts = new int[5];
        for (var i = 0; i < 20_000; i++)
            counts[sampler.Draw(logits, [3, 2, 1, 0])]++;

        Assert.Equal(0, counts[3]);
        Assert.Equal(0, counts[4]);
        Assert.InRange(counts[0] / 20_000.0, 0.50, 0.55);
        Assert.InRange(counts[1] / 20_000.0, 0.29, 0.34);
    }

    [Fact]
    public void The_same_seed_draws_the_same_tokens()
    {
        float[] logits = [.. Enumerable.Range(0, 100).Select(i => (float)Math.Sin(i))];
        int[] Draw() => [.. Enumerable.Repeat(new CopySampler(new Random(9), 0.9f), 50).Select(s => s.Draw(logits, [.. Enumerable.Range(0, 100)]))];
        Assert.Equal(Draw(), Draw());
    }
}
