using System.Text.Json;
using Designer.Client.FlowDesigner;
using Designer.Contracts.Runs;
using Workflows.Descriptors;
using Workflows.Elsa;

namespace Designer.Client.Runs;

/// <summary>What a run's steps are called: as on the canvas, in the author's words or the reader's language; the counts carry only ids.</summary>
public sealed class RunTitles
{
    private readonly Dictionary<string, string> _titles;

    private RunTitles(Dictionary<string, string> titles) => _titles = titles;

    public static RunTitles None { get; } = new([]);

    public static RunTitles Of(JsonElement definition, IEnumerable<ActivityDescriptor> descriptors, ActivityWords words)
    {
        var byType = descriptors.ToDictionary(descriptor => descriptor.Type);
        var steps = ElsaJson.Read(definition.GetRawText()).Root.Container?.Activities ?? [];
        return new RunTitles(steps.ToDictionary(step => step.Id, step => StepFaces.TitleOf(step, byType.GetValueOrDefault(step.Type), words)));
    }

    public RunDetail Apply(RunDetail run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run with { Activities = [.. run.Activities.Select(step => step with { Title = _titles.GetValueOrDefault(step.ActivityId, step.Title) })] };
    }
}
