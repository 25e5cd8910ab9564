using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner.Editing;

/// <summary>A step as it leaves the palette.</summary>
public static class NewStep
{
    /// <param name="taken">Names that the flow has already: Elsa's expressions reach outputs by name.</param>
    public static Activity Of(ActivityDescriptor descriptor, Point at, IReadOnlySet<string> taken)
    {
        var step = new Activity { Id = StepIds.New(), Type = descriptor.Type, Version = descriptor.Version, Name = NameFor(descriptor.Type, taken) };
        if (descriptor.IsTrigger)
            step = step with { CustomProperties = step.CustomProperties.SetItem("canStartWorkflow", JsonSerializer.SerializeToElement(true)) };
        // Elsa knows neither our plain inputs' defaults nor those kept in customProperties, so that they are written.
        foreach (var input in descriptor.Inputs.Where(i => i.Default is not null && (i.IsPlain || i.InCustomProperties)))
            step = StepWrites.Write(step, input, input.Default);
        foreach (var input in descriptor.Inputs.Where(i => i.Default is not null && i.IsRequired && !i.IsPlain && !i.InCustomProperties))
            step = StepWrites.Write(step, input, input.Default);
        return StepPlaces.Write(step, at);
    }

    private static string NameFor(string type, IReadOnlySet<string> taken)
    {
        var stem = type[(type.LastIndexOf('.') + 1)..];
        var number = 1;
        while (taken.Contains($"{stem}{number}"))
            number++;
        return $"{stem}{number}";
    }
}
