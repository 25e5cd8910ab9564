using Microsoft.Extensions.Localization;

namespace Designer.Client.Runs;

/// <summary>Why somebody left, waits or was dropped, in words. A code that is not known here is shown as it is: a new activity may bring its own.</summary>
public sealed class ReasonWords(IStringLocalizer<ReasonTexts> text)
{
    public string Say(string? code) => string.IsNullOrEmpty(code) ? "" : text[code] is { ResourceNotFound: false } known ? known : code;
}
