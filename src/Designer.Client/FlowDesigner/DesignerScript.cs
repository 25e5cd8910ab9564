using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Designer.Client.FlowDesigner;

/// <summary>designer.js, loaded once.</summary>
public sealed class DesignerScript(IJSRuntime javaScript) : IAsyncDisposable
{
    private Task<IJSObjectReference>? module;

    public async Task<string?> TypedFieldAsync(ElementReference element) => await (await Module()).InvokeAsync<string?>("typedField", element);

    public async Task InsertFieldAsync(ElementReference element, string field) => await (await Module()).InvokeVoidAsync("insertField", element, field);

    public async Task DownloadAsync(string address, string fileName) => await (await Module()).InvokeVoidAsync("download", address, fileName);

    /// <param name="page">Whose Leaving is called when the page goes; null: nobody's any more.</param>
    public async Task OnLeaveAsync<T>(DotNetObjectReference<T>? page) where T : class => await (await Module()).InvokeVoidAsync("onLeave", page);

    public async Task FocusOnAsync(string id) => await (await Module()).InvokeVoidAsync("focusOn", id);

    public async Task SelectLineAsync(ElementReference element, int line) => await (await Module()).InvokeVoidAsync("selectLine", element, line);

    /// <param name="kind">svg or png.</param>
    public async Task SavePictureAsync(ElementReference around, string fileName, string kind) => await (await Module()).InvokeVoidAsync("savePicture", around, fileName, kind);

    public async Task PrintPictureAsync(ElementReference around) => await (await Module()).InvokeVoidAsync("printPicture", around);

    /// <returns>False: the browser does not let the page write there.</returns>
    public async Task<bool> CopyAsync(string text) => await (await Module()).InvokeAsync<bool>("copyText", text);

    /// <returns>Empty when there is nothing, or the browser does not let the page read there.</returns>
    public async Task<string> PasteAsync() => await (await Module()).InvokeAsync<string?>("pasteText") ?? "";

    private Task<IJSObjectReference> Module() => module ??= javaScript.InvokeAsync<IJSObjectReference>("import", "./designer.js").AsTask();

    public async ValueTask DisposeAsync()
    {
        if (module is not null)
            await (await module).DisposeAsync();
    }
}
