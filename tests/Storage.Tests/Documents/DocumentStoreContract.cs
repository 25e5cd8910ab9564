using Activities.Documents;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Storage.Tests.Documents;

/// <summary>What every document store does, whatever is behind it.</summary>
public abstract class DocumentStoreContract
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 29, 1, 59, 59, 999, TimeSpan.Zero).AddTicks(7));

    protected abstract IDocumentStore<Note> Store { get; }

    [Fact]
    public async Task What_was_put_is_found_with_its_revision_and_instant_to_the_tick()
    {
        var put = await Store.PutAsync("a", new Note("hello 你好 👋 <script>"), null, _stop);
        Assert.Equal((1L, Clock.GetUtcNow()), (put.Revision, put.UpdatedAt));
        Assert.Equal(put, await Store.FindAsync("a", _stop));
    }

    [Fact]
    public async Task What_was_never_put_is_null() => Assert.Null(await Store.FindAsync("nobody", _stop));

    [Fact]
    public async Task Each_write_raises_the_revision_by_one()
    {
        await Store.PutAsync("a", new Note("1"), null, _stop);
        await Store.PutAsync("a", new Note("2"), 1, _stop);
        var third = await Store.PutAsync("a", new Note("3"), null, _stop);
        Assert.Equal(3, third.Revision);
        Assert.Equal(new Note("3"), (await Store.FindAsync("a", _stop))!.Document);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Another_expected_revision_than_the_stored_one_changes_nothing(long expected)
    {
        await Store.PutAsync("a", new Note("1"), null, _stop);
        await Store.PutAsync("a", new Note("2"), null, _stop);
        var exception = await Assert.ThrowsAsync<RevisionConflictException>(() => Store.PutAsync("a", new Note("x"), expected, _stop));
        Assert.Equal(("a", expected, 2L), (exception.Id, exception.Expected, exception.Actual));
        await Assert.ThrowsAsync<RevisionConflictException>(() => Store.DeleteAsync("a", expected, _stop));
        Assert.Equal(new Note("2"), (await Store.FindAsync("a", _stop))!.Document);
    }

    [Fact]
    public async Task Of_many_who_saw_the_same_revision_one_writes()
    {
        await Store.PutAsync("a", new Note("start"), 0, _stop);
        var attempts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await Store.PutAsync("a", new Note($"{i}"), 1, _stop);
                return true;
            }
            catch (RevisionConflictException)
            {
                return false;
            }
        }));
        Assert.Single(attempts, won => won);
        Assert.Equal(2, (await Store.FindAsync("a", _stop))!.Revision);
    }

    [Fact]
    public async Task A_deleted_document_is_gone_and_may_come_again_from_revision_1()
    {
        await Store.PutAsync("a", new Note("1"), null, _stop);
        Assert.True(await Store.DeleteAsync("a", 1, _stop));
        Assert.False(await Store.DeleteAsync("a", null, _stop));
        Assert.Null(await Store.FindAsync("a", _stop));
        Assert.Equal(1, (await Store.PutAsync("a", new Note("2"), 0, _stop)).Revision);
    }

    [Fact]
    public async Task The_list_has_all_documents_in_the_order_of_their_ids()
    {
        foreach (var id in new[] { "b", "a", "Ä", "c/../d", "a b" })
            await Store.PutAsync(id, new Note(id), null, _stop);
        Assert.Equal(["a", "a b", "b", "c/../d", "Ä"], (await Store.ListAsync(_stop)).Select(d => d.Id));
    }

    [Fact]
    public async Task Ids_differ_by_case()
    {
        await Store.PutAsync("Note", new Note("upper"), null, _stop);
        await Store.PutAsync("note", new Note("lower"), null, _stop);
        Assert.Equal("upper", (await Store.FindAsync("Note", _stop))!.Document.Text);
        Assert.Equal("lower", (await Store.FindAsync("note", _stop))!.Document.Text);
    }

    [Fact]
    public async Task A_document_of_two_megabytes_is_kept()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789", 200_000));
        await Store.PutAsync("big", new Note(text), null, _stop);
        Assert.Equal(text, (await Store.FindAsync("big", _stop))!.Document.Text);
    }
}
