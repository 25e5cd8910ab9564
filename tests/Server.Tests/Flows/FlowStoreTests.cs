using Activities.Documents;
using Designer.Server.Flows;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Definitions;
using Xunit;

namespace Server.Tests.Flows;

public sealed class FlowStoreTests : IAsyncLifetime
{
    private readonly Listener _listener = new();
    private DesignerServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FlowStore Store => _server.Services.GetRequiredService<FlowStore>();

    public async ValueTask InitializeAsync() => _server = await DesignerServer.StartAsync(s => s with { Replace = services => services.AddSingleton<IFlowListener>(_listener) });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Listeners_hear_what_is_published_and_what_is_not_any_more()
    {
        var id = (await Store.CreateAsync(Flow("One"), "ana", Token)).Id;
        Assert.Empty(_listener.Heard);
        await Store.PublishAsync(id, null, Token);
        await Store.SaveAsync(id, Flow("Two"), null, "ana", Token);
        Assert.Equal([(id, "One")], _listener.Heard);
        await Store.PublishAsync(id, null, Token);
        await Store.UnpublishAsync(id, null, Token);
        Assert.Equal([(id, "One"), (id, "Two"), (id, null)], _listener.Heard);
        await Store.DeleteAsync(id, Token);
        Assert.Equal(3, _listener.Heard.Count);
    }

    [Fact]
    public async Task Deleting_a_published_flow_is_heard()
    {
        var id = (await Store.CreateAsync(Flow("One"), null, Token)).Id;
        await Store.PublishAsync(id, null, Token);
        await Store.DeleteAsync(id, Token);
        Assert.Equal((id, null), _listener.Heard[^1]);
        Assert.Null(await Store.PublishedSnapshotAsync(id, Token));
    }

    [Fact]
    public async Task A_run_keeps_the_draft_that_it_ran_and_whoever_draws_goes_on_undisturbed()
    {
        var created = await Store.CreateAsync(Flow("Drawn"), null, Token);
        var snapshot = await Store.SnapshotAsync(created.Id, Token);
        Assert.Equal((1, "Drawn"), (snapshot.Version, snapshot.Definition.Name));
        var saved = await Store.SaveAsync(created.Id, Flow("Drawn on"), created.Revision, null, Token);
        Assert.Equal(2, saved.Document.Version);
        Assert.Equal("Drawn", (await Store.VersionAsync(created.Id, 1, Token)).Name);
    }

    [Fact]
    public async Task Saving_the_same_after_a_run_makes_no_further_version()
    {
        var created = await Store.CreateAsync(Flow("Same"), null, Token);
        await Store.SnapshotAsync(created.Id, Token);
        Assert.Equal(1, (await Store.SaveAsync(created.Id, FlowStore.Definition(created), null, null, Token)).Document.Version);
    }

    [Fact]
    public async Task What_is_published_is_found_again_after_a_restart()
    {
        var id = (await Store.CreateAsync(Flow("Lasting"), null, Token)).Id;
        await Store.PublishAsync(id, null, Token);
        await Store.SaveAsync(id, Flow("Draft"), null, null, Token);
        _server = await _server.RestartAsync();
        var published = Assert.Single(await Store.PublishedAsync(Token));
        Assert.Equal((id, 1, "Lasting", true), (published.DefinitionId, published.Version, published.Definition.Name, published.Definition.IsPublished));
    }

    [Fact]
    public async Task Of_two_who_save_on_the_same_revision_one_is_told()
    {
        var created = await Store.CreateAsync(Flow("Shared"), null, Token);
        var saves = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await Store.SaveAsync(created.Id, Flow($"By {i}"), created.Revision, null, Token);
                return true;
            }
            catch (RevisionConflictException)
            {
                return false;
            }
        }));
        Assert.Single(saves, true);
        Assert.Equal(2, (await Store.GetAsync(created.Id, Token)).Revision);
    }

    [Fact]
    public async Task A_deletion_that_was_cut_off_does_not_lend_its_versions_to_a_new_flow()
    {
        var frozen = _server.Services.GetRequiredService<IDocumentStore<FrozenVersion>>();
        await frozen.PutAsync("ghost/1", new FrozenVersion("{}"), null, Token);
        var created = await Store.CreateAsync(Flow("Ghost") with { DefinitionId = "ghost" }, null, Token);
        Assert.Equal(("ghost", 2), (created.Id, created.Document.Version));
        Assert.Equal("Ghost", (await Store.VersionAsync("ghost", 2, Token)).Name);
    }

    [Fact]
    public async Task Versions_tell_who_saved_them()
    {
        var created = await Store.CreateAsync(Flow("Signed"), "ana", Token);
        await Store.PublishAsync(created.Id, null, Token);
        var saved = await Store.SaveAsync(created.Id, Flow("Signed again"), null, "bo", Token);
        Assert.Equal([(1, "ana"), (2, "bo")], saved.Document.Versions.Select(v => (v.Version, v.SavedBy)));
    }

    [Fact]
    public async Task What_is_published_while_others_save_is_what_was_there_at_that_revision()
    {
        var created = await Store.CreateAsync(Flow("0"), null, Token);
        var saves = Enumerable.Range(1, 20).Select(i => Store.SaveAsync(created.Id, Flow($"{i}"), null, null, Token));
        var publishes = Enumerable.Range(0, 10).Select(_ => Store.PublishAsync(created.Id, null, Token));
        var runs = Enumerable.Range(0, 10).Select(_ => Store.SnapshotAsync(created.Id, Token));
        await Task.WhenAll([.. saves, .. publishes]);
        foreach (var snapshot in await Task.WhenAll(runs))
            Assert.Equal(snapshot.Definition.Name, (await Store.VersionAsync(created.Id, snapshot.Version, Token)).Name);
        var published = await Store.PublishedSnapshotAsync(created.Id, Token);
        Assert.Equal(_listener.Heard[^1], (created.Id, published!.Definition.Name));
    }

    private static WorkflowDefinition Flow(string name) => new()
    {
        DefinitionId = "",
        Name = name,
        Root = new Activity { Id = "flow", Type = "Elsa.Flowchart", Container = new Container([new Activity { Id = "start", Type = "Elsa.Start" }], [], []) },
    };

    private sealed class Listener : IFlowListener
    {
        public List<(string Id, string? Published)> Heard { get; } = [];

        public Task PublishedChangedAsync(string definitionId, WorkflowDefinition? published, CancellationToken cancellationToken)
        {
            Heard.Add((definitionId, published?.Name));
            return Task.CompletedTask;
        }
    }
}
