using Designer.Client.Canvas;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner;

/// <summary>What a step's card shows.</summary>
public static class StepFaces
{
    /// <summary>Title and icon only.</summary>
    public static NodeFace Plain(Activity activity, ActivityDescriptor? descriptor, ActivityWords words) =>
        new(TitleOf(activity, descriptor, words), null, StepIcons.Of(descriptor?.Icon ?? Icon.Unknown), StepIcons.Tone(descriptor?.Category ?? Category.Flow));

    /// <summary>The author's own name for the step, else the type's title.</summary>
    public static string TitleOf(Activity activity, ActivityDescriptor? descriptor, ActivityWords words)
    {
        if (activity.Metadata.TryGetValue("displayText", out var text) && text.ValueKind == System.Text.Json.JsonValueKind.String && !string.IsNullOrWhiteSpace(text.GetString()))
            return text.GetString()!;
        return descriptor is null ? activity.Type : words.Title(descriptor);
    }
}
