namespace Workflows.Validation;

/// <summary>The author's mistake, shown on the canvas. Publish and run refuse errors; a draft always saves.</summary>
/// <param name="Code">Stable and dotted, such as "input.missing"; the client translates by it.</param>
/// <param name="ActivityId">Null: the whole flow.</param>
/// <param name="Input">The camelCase name of the input, when it is one input's.</param>
/// <param name="Message">One English sentence that names the thing, the limit and the value.</param>
public sealed record Problem(Severity Severity, string Code, string? ActivityId, string? Input, string Message)
{
    /// <summary>What the sentence names, for its translation: {0}, {1} …</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}

public enum Severity { Info, Warning, Error }
