using Activities;
using Client.Tests.FlowDesigner;
using Designer.Client.FlowDesigner;
using Designer.Client.FlowDesigner.Editing;
using Microsoft.Extensions.DependencyInjection;
using Testing;
using Workflows.Elsa;
using Xunit;

namespace Client.Tests.FlowDesigner;

/// <summary>Every definition that Elsa's people have written opens on the canvas: a card for each step of the outermost container, a line for each connection between two of them.</summary>
public sealed class RealFilesTests : ClientContext
{
    public static TheoryData<string> Files =>
    [
        .. new[] { "workflows-elsa", "elsa-conformance/real" }.SelectMany(f => Directory.GetFiles(SharedData.Path(f), "*.json", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(SharedData.Path("."), p)))
            // A list of the others, and one with text after its end.
            .Where(f => Path.GetFileName(f) is not ("index.json" or "workflow-wait-for-approval.json")),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_real_file_is_drawn_whole(string file)
    {
        var definition = ElsaJson.Read(File.ReadAllText(SharedData.Path(file)));
        var words = Services.GetRequiredService<ActivityWords>();
        var catalog = new StepCatalog(ActivityCatalog.Discover().Descriptors);
        var flow = new FlowDiagram(words);
        flow.Show(definition, catalog, a => StepFaces.Plain(a, catalog.Find(a.Type), words));
        var container = FlowDiagram.ContainerOf(definition);
        Assert.Equal(container.Activities.Select(a => a.Id).Order(), flow.Diagram.Nodes.Select(n => n.Id).Order());
        var ids = container.Activities.Select(a => a.Id).ToHashSet();
        Assert.Equal(container.Connections.Where(c => ids.Contains(c.Source) && ids.Contains(c.Target)).Select(c => c.Key).Distinct().Order(), flow.Diagram.Links.Select(l => l.Key).Order());
        Assert.All(flow.Diagram.Nodes, n => Assert.True(double.IsFinite(n.Position.X) && double.IsFinite(n.Position.Y)));
        Assert.Equal(container.Activities.Length, flow.Diagram.Nodes.Select(n => n.Position).Distinct().Count());
    }
}
