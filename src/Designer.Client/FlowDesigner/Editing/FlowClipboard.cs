using System.Collections.Immutable;
using Workflows.Definitions;
using Workflows.Elsa;

namespace Designer.Client.FlowDesigner.Editing;

/// <summary>Copied steps are a definition of their own as Elsa JSON, so that they paste into any flow, and a file's text pastes as well.</summary>
public static class FlowClipboard
{
    private const double Offset = 32;

    public static string? Copy(WorkflowDefinition definition, IReadOnlySet<string> steps)
    {
        var container = FlowDiagram.ContainerOf(definition);
        var copied = container.Activities.Where(a => steps.Contains(a.Id)).ToImmutableArray();
        if (copied.IsEmpty)
            return null;
        var root = new Activity
        {
            Id = StepIds.New(),
            Type = "Elsa.Flowchart",
            Container = new Container(copied, [.. container.Connections.Where(c => steps.Contains(c.Source) && steps.Contains(c.Target))], []),
        };
        return ElsaJson.Write(new WorkflowDefinition { DefinitionId = StepIds.New(), Name = definition.Name, Variables = definition.Variables, Root = root });
    }

    /// <returns>The steps with new ids, a little aside; null when the text is no definition.</returns>
    public static Container? Paste(string text)
    {
        WorkflowDefinition definition;
        try
        {
            definition = ElsaJson.Read(text);
        }
        catch (ElsaJsonException)
        {
            // Anything may be on a clipboard.
            return null;
        }
        var container = FlowDiagram.ContainerOf(definition);
        var ids = container.Activities.ToDictionary(a => a.Id, _ => StepIds.New());
        return new Container(
            [.. container.Activities.Select(a => Moved(a with { Id = ids[a.Id] }))],
            [.. container.Connections.Where(c => ids.ContainsKey(c.Source) && ids.ContainsKey(c.Target)).Select(c => c with { Source = ids[c.Source], Target = ids[c.Target] })],
            []);
    }

    private static Activity Moved(Activity activity) => StepPlaces.Read(activity) is { } at ? StepPlaces.Write(activity, new Point(at.X + Offset, at.Y + Offset)) : activity;
}
