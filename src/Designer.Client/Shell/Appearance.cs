using Microsoft.JSInterop;

namespace Designer.Client.Shell;

/// <summary>Colours, language and the width of the navigation: kept in the browser (js/before.js reads them before the first paint).</summary>
public sealed class Appearance(IJSRuntime javaScript)
{
    public static IReadOnlyList<(string Code, string Name)> Languages { get; } = [("en", "English"), ("zh-CN", "简体中文")];

    public bool IsDark { get; private set; }
    public bool IsNarrow { get; private set; }
    public string Language { get; private set; } = "en";

    public event Action? Changed;

    public async Task LoadAsync()
    {
        if (await javaScript.InvokeAsync<string[]?>("shell.state") is not [var theme, var rail, var language])
            return;
        (IsDark, IsNarrow, Language) = (theme == "dark", rail == "narrow", language);
        Changed?.Invoke();
    }

    public async Task SetDarkAsync(bool isDark)
    {
        IsDark = isDark;
        await javaScript.InvokeVoidAsync("shell.theme", isDark ? "dark" : "light");
        Changed?.Invoke();
    }

    public async Task SetNarrowAsync(bool isNarrow)
    {
        IsNarrow = isNarrow;
        await javaScript.InvokeVoidAsync("shell.rail", isNarrow ? "narrow" : "wide");
        Changed?.Invoke();
    }

    /// <summary>Reloads the page: the runtime loads only one language's ICU data and resources.</summary>
    public async Task SetLanguageAsync(string language) => await javaScript.InvokeVoidAsync("shell.language", language);
}
