using System.Net;
using Designer.Client.Api;
using Designer.Client.FlowDesigner.Editing;
using Workflows.Definitions;
using Xunit;

namespace Client.Tests.FlowDesigner;

public sealed class DraftSaverTests
{
    private readonly List<(string Name, long Revision)> saves = [];
    private readonly DraftSaver saver;
    private HttpStatusCode? refusal;

    public DraftSaverTests()
    {
        saver = new DraftSaver(SaveAsync, TimeProvider.System);
        saver.Start(Flows.WinBack, 7);
    }

    private Task<long> SaveAsync(WorkflowDefinition definition, long revision)
    {
        if (refusal is { } status)
            throw new ApiException(status, null, "No.");
        saves.Add((definition.Name, revision));
        return Task.FromResult(revision + 1);
    }

    private static WorkflowDefinition Named(string name) => Flows.WinBack with { Name = name };

    [Fact]
    public async Task Only_the_latest_of_several_changes_is_saved_on_the_revision_it_is_based_on()
    {
        saver.Touch(Named("1"));
        saver.Touch(Named("2"));
        Assert.Equal(SaveState.Saving, saver.State);
        Assert.True(await saver.FlushAsync());
        Assert.Equal([("2", 7L)], saves);
        saver.Touch(Named("3"));
        await saver.FlushAsync();
        Assert.Equal(("3", 8L), saves[^1]);
        Assert.Equal(SaveState.Saved, saver.State);
    }

    [Fact]
    public async Task A_conflict_keeps_the_edit_here_until_the_author_decides()
    {
        refusal = HttpStatusCode.PreconditionFailed;
        saver.Touch(Named("mine"));
        Assert.False(await saver.FlushAsync());
        Assert.Equal(SaveState.Conflict, saver.State);
        Assert.True(saver.IsDirty);
        saver.Touch(Named("mine, later"));
        Assert.Equal(SaveState.Conflict, saver.State);
        refusal = null;
        Assert.True(await saver.OverwriteAsync(12));
        Assert.Equal([("mine, later", 12L)], saves);
    }

    [Fact]
    public async Task A_refused_draft_is_tried_again_only_after_a_change()
    {
        refusal = HttpStatusCode.BadRequest;
        saver.Touch(Named("bad"));
        await saver.FlushAsync();
        Assert.Equal(SaveState.Refused, saver.State);
        refusal = null;
        saver.Touch(Named("good"));
        Assert.True(await saver.FlushAsync());
        Assert.Equal("good", Assert.Single(saves).Name);
    }

    [Fact]
    public async Task A_server_that_is_away_loses_nothing()
    {
        refusal = HttpStatusCode.ServiceUnavailable;
        saver.Touch(Named("kept"));
        Assert.False(await saver.FlushAsync());
        Assert.Equal(SaveState.Failed, saver.State);
        Assert.Equal("No.", saver.Failure!.Message);
        refusal = null;
        Assert.True(await saver.FlushAsync());
        Assert.Equal("kept", Assert.Single(saves).Name);
    }
}
