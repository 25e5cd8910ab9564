using Designer.Server.Hosting;
using Xunit;

namespace Server.Tests.Hosting;

public sealed class QuietMemoryTests : IDisposable
{
    private readonly QuietMemory _memory = new(TimeProvider.System);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Waits_for_the_first_quiet_beat_after_much_work()
    {
        Assert.False(_memory.IsTime(QuietMemory.Worth));
        Assert.False(_memory.IsTime(QuietMemory.Worth * 2));
        Assert.True(_memory.IsTime(QuietMemory.Worth * 2 + QuietMemory.Quiet - 1));
    }

    [Fact]
    public void Gives_back_once_and_again_only_after_as_much_work()
    {
        Assert.False(_memory.IsTime(QuietMemory.Worth));
        Assert.True(_memory.IsTime(QuietMemory.Worth));
        Assert.False(_memory.IsTime(QuietMemory.Worth));
        Assert.False(_memory.IsTime(QuietMemory.Worth * 2));
        Assert.True(_memory.IsTime(QuietMemory.Worth * 2));
    }

    [Fact]
    public void A_little_work_is_not_worth_a_pause()
    {
        Assert.False(_memory.IsTime(QuietMemory.Worth - 1));
        Assert.False(_memory.IsTime(QuietMemory.Worth - 1));
    }
}
