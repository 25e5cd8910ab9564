using Designer.Client.Api;
using Microsoft.AspNetCore.Components;

namespace Designer.Client.Shell;

/// <summary>
/// A component whose event handlers may let an <see cref="ApiException"/> go: it becomes one snackbar and the page stays as it is.
/// (An ErrorBoundary would throw the page's content away.)
/// </summary>
public abstract class ApiComponent : ComponentBase, IHandleEvent
{
    [Inject] protected ErrorReporter Errors { get; set; } = default!;

    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        try
        {
            var task = item.InvokeAsync(arg);
            StateHasChanged();
            await task;
        }
        catch (ApiException exception)
        {
            Errors.Show(exception);
        }
        StateHasChanged();
    }
}
