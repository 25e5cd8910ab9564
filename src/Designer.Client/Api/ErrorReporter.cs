using System.Globalization;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Designer.Client.Api;

/// <summary>The one handler of refused and failed requests: a sentence in a snackbar.</summary>
public sealed class ErrorReporter(ISnackbar snackbar, IStringLocalizer<ApiTexts> text)
{
    public void Show(ApiException exception) => snackbar.Add(Sentence(exception), Severity.Error, options => options.VisibleStateDuration = 8000);

    /// <summary>The translation of the problem's code; else the server's own English sentence, which names the limit and the value; else what the status says.</summary>
    public string Sentence(ApiException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var isEnglish = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
        if (exception.Code is { } code && (!isEnglish || exception.Message.Length == 0 || code == "unreadable") && text[code, exception.Message] is { ResourceNotFound: false } translated)
            return translated;
        if (exception.Message.Length > 0)
            return exception.Message;
        if (exception.Status is not { } status)
            return text["offline"];
        var number = ((int)status).ToString(CultureInfo.InvariantCulture);
        return text[number] is { ResourceNotFound: false } known ? known : text["status", number];
    }

    /// <summary>For code that is no event handler of an ApiComponent. False: it failed, and the snackbar has said so.</summary>
    public async Task<bool> TryAsync(Func<Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            await action();
            return true;
        }
        catch (ApiException exception)
        {
            Show(exception);
            return false;
        }
    }
}
