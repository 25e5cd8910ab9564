using Designer.Client.Canvas;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Validation;

namespace Designer.Client.FlowDesigner;

/// <summary>What a step's card shows.</summary>
public static class StepFaces
{
    /// <summary>Title and icon only.</summary>
    public static NodeFace Plain(Activity activity, ActivityDescriptor? descriptor, ActivityWords words) =>
        new(TitleOf(activity, descriptor, words), null, StepIcons.Of(descriptor?.Icon ?? Icon.Unknown), StepIcons.Tone(descriptor?.Category ?? Category.Flow));

    /// <summary>What it does in words, and what is wrong with it.</summary>
    /// <param name="problems">Sentences in the author's language, the worst first.</param>
    public static NodeFace Full(Activity activity, ActivityDescriptor? descriptor, ActivityWords words, StepWords sentences, IReadOnlyList<(Severity Severity, string Sentence)> problems)
    {
        var plain = Plain(activity, descriptor, words);
        var text = sentences.Sentence(activity, descriptor);
        var worst = problems.FirstOrDefault(p => p.Severity >= Severity.Warning);
        return plain with
        {
            Text = text,
            Spoken = $"{plain.Title}: {text}",
            Badge = worst.Sentence is null ? null : worst.Severity == Severity.Error ? "error" : "warning",
            BadgeText = worst.Sentence is null ? null : string.Join("\n", problems.Select(p => p.Sentence)),
        };
    }

    /// <summary>The author's own name for the step, else the type's title.</summary>
    public static string TitleOf(Activity activity, ActivityDescriptor? descriptor, ActivityWords words) =>
        activity.DisplayText ?? (descriptor is null ? activity.Type : words.Title(descriptor));
}
