using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Workflows.Validation;

/// <summary>An activity of the flow's one flowchart, with what is known of its type.</summary>
internal sealed record Step(int Index, Activity Activity, ActivityDescriptor? Descriptor)
{
    private const int LongestTitle = 200;

    public string Id => Activity.Id;

    /// <summary>What the author sees on the canvas.</summary>
    public string Title { get; } = Short(Activity.DisplayText ?? Descriptor?.Title ?? Activity.Name ?? Activity.Type);

    public bool IsTrigger => Descriptor?.IsTrigger ?? false;

    public bool CanStart => Activity.CustomProperties.TryGetValue("canStartWorkflow", out var flag) && flag.ValueKind == JsonValueKind.True;

    /// <summary>A title stands in every problem of its step and of those beside it.</summary>
    private static string Short(string title) => title.Length <= LongestTitle ? title : string.Concat(title.AsSpan(0, LongestTitle), "…");

    public Problem Problem(Severity severity, string code, string? input, string message, params string[] arguments) =>
        new(severity, code, Id, input, message) { Arguments = [Title, .. arguments] };

    /// <summary>The value where the author wrote one that needs no run: a literal, an object, a plain property; the default where there is nothing.</summary>
    public JsonElement? Literal(string input)
    {
        var descriptor = Descriptor?.Input(input);
        return descriptor is null ? null : InputValue.Read(Activity, descriptor) is { } value ? value.Literal : descriptor.Default;
    }
}
