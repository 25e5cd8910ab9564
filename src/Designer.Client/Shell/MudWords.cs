using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Designer.Client.Shell;

/// <summary>The words that MudBlazor says by itself, mostly to screen readers; those that are not in our resources stay English.</summary>
public sealed class MudWords(IStringLocalizer<ShellTexts> text) : MudLocalizer
{
    public override LocalizedString this[string key] => text[key];
}
