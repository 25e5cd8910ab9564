using Activities.Contacts;
using Xunit;

namespace Activities.Tests.Contacts;

public sealed class AddTagTests
{
    [Fact]
    public async Task Tags_everyone_chunk_by_chunk_and_lets_them_go_on()
    {
        var store = new FakeContactStore();
        var context = new FakeActivityContext(1, 2, 3) { ChunkSize = 2 };
        await new AddTag(store).ExecuteAsync(new AddTag.Inputs { Tag = " vip " }, context, TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3], store.Tagged["vip"].Order());
        Assert.Equal([1, 2, 3], context.LeftBy(AddTag.Outcome.Done));
        Assert.True(context.IsComplete);
    }

    [Fact]
    public async Task Does_nothing_for_nobody()
    {
        var store = new FakeContactStore();
        await new AddTag(store).ExecuteAsync(new AddTag.Inputs { Tag = "vip" }, new FakeActivityContext(), TestContext.Current.CancellationToken);
        Assert.Empty(store.Tagged);
    }
}
