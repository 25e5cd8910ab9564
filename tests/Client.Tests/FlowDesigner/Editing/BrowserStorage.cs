using Microsoft.JSInterop;

namespace Client.Tests.FlowDesigner.Editing;

/// <summary>localStorage, which outlives a page.</summary>
internal sealed class BrowserStorage : IJSRuntime
{
    public Dictionary<string, string> Items { get; } = [];
    public bool IsFull { get; init; }

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        var key = (string)args![0]!;
        switch (identifier)
        {
            case "localStorage.getItem":
                return ValueTask.FromResult((TValue)(object?)Items.GetValueOrDefault(key)!);
            case "localStorage.setItem" when IsFull:
                throw new JSException("QuotaExceededError");
            case "localStorage.setItem":
                Items[key] = (string)args[1]!;
                break;
            case "localStorage.removeItem":
                Items.Remove(key);
                break;
            default:
                throw new JSException($"{identifier} is not there.");
        }
        return ValueTask.FromResult(default(TValue)!);
    }
}
