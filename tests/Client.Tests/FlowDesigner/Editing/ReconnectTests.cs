using Designer.Client.FlowDesigner.Editing;
using Workflows.Definitions;
using Xunit;

namespace Client.Tests.FlowDesigner.Editing;

public sealed class ReconnectTests
{
    private static readonly WorkflowDefinition Flow = new()
    {
        DefinitionId = "flow",
        Name = "Flow",
        Root = new Activity
        {
            Id = "root",
            Type = "Elsa.Flowchart",
            Container = new Container([Step("a"), Step("b"), Step("c")], [new Connection("a", "Done", "b"), new Connection("b", "Done", "c")], []),
        },
    };

    private static Activity Step(string id) => new() { Id = id, Type = "Marketing.AddTag" };

    [Fact]
    public void A_connection_keeps_its_place_among_the_others()
    {
        var key = Flow.Root.Container!.Connections[0].Key;
        var moved = FlowEdits.Reconnect(Flow, key, "a", "Done", "c").Root.Container!.Connections;
        Assert.Equal([("a", "c"), ("b", "c")], moved.Select(c => (c.Source, c.Target)));
    }

    [Fact]
    public void It_is_not_moved_onto_another()
    {
        var key = Flow.Root.Container!.Connections[0].Key;
        Assert.Equal(Flow.Root.Container.Connections, FlowEdits.Reconnect(Flow, key, "b", "Done", "c").Root.Container!.Connections);
    }

    [Fact]
    public void A_history_goes_on_where_it_was_left()
    {
        var before = new EditHistory(Flow);
        before.Push("renamed", FlowEdits.Rename(Flow, "Two"));
        before.Push("again", FlowEdits.Rename(Flow, "Three"));
        before.Undo();
        var after = new EditHistory(before.Steps, before.Index);
        Assert.Equal(("renamed", "again"), (after.UndoName, after.RedoName));
        Assert.True(after.Undo());
        Assert.Equal("Flow", after.Current.Name);
    }
}
