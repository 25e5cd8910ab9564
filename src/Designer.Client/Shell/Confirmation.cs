using MudBlazor;

namespace Designer.Client.Shell;

/// <summary>Asks before something cannot be undone.</summary>
public sealed class Confirmation(IDialogService dialogs)
{
    private static readonly DialogOptions Options = new() { MaxWidth = MaxWidth.ExtraSmall, FullWidth = true, CloseOnEscapeKey = true };

    /// <returns>True only when the answer was yes.</returns>
    public async Task<bool> AskAsync(string title, string question, string yes, string? no = null)
    {
        var parameters = new DialogParameters<ConfirmDialog> { { dialog => dialog.Title, title }, { dialog => dialog.Question, question }, { dialog => dialog.Yes, yes }, { dialog => dialog.No, no } };
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(null, parameters, Options);
        return await dialog.Result is { Canceled: false };
    }
}
