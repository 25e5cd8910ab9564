using Designer.Client.FlowDesigner.Editing;
using Workflows.Definitions;
using Xunit;

namespace Client.Tests.FlowDesigner;

public sealed class EditHistoryTests
{
    private readonly EditHistory history = new(Flows.WinBack);

    private static WorkflowDefinition Named(string name) => Flows.WinBack with { Name = name };

    [Fact]
    public void Undo_and_redo_walk_the_snapshots_and_name_what_they_undo()
    {
        history.Push("first", Named("1"));
        history.Push("second", Named("2"));
        Assert.Equal("second", history.UndoName);
        Assert.True(history.Undo());
        Assert.Equal("1", history.Current.Name);
        Assert.Equal("second", history.RedoName);
        Assert.True(history.Undo());
        Assert.False(history.Undo());
        Assert.Same(Flows.WinBack, history.Current);
        Assert.True(history.Redo());
        Assert.Equal("1", history.Current.Name);
    }

    [Fact]
    public void A_change_after_undo_takes_the_redo_away()
    {
        history.Push("first", Named("1"));
        history.Undo();
        history.Push("other", Named("2"));
        Assert.Null(history.RedoName);
        Assert.False(history.Redo());
    }

    [Fact]
    public void Letters_typed_into_one_field_are_undone_together_until_the_field_is_left()
    {
        history.Push("name", Named("W"), "name");
        history.Push("name", Named("Wi"), "name");
        history.Seal();
        history.Push("name", Named("Win"), "name");
        history.Undo();
        Assert.Equal("Wi", history.Current.Name);
        history.Undo();
        Assert.Equal("Win back", history.Current.Name);
    }

    [Fact]
    public void A_change_that_changes_nothing_is_none()
    {
        Assert.False(history.Push("nothing", history.Current));
        Assert.Null(history.UndoName);
    }
}
