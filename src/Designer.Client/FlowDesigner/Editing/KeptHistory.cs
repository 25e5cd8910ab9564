using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.JSInterop;
using Workflows.Elsa;

namespace Designer.Client.FlowDesigner.Editing;

/// <summary>
/// The steps of undo, and what was not saved yet, over a reload or another page: kept by this tab when the designer is left, taken up when the same flow is opened again.
/// </summary>
public sealed class KeptHistory(IJSRuntime javaScript)
{
    /// <summary>Characters kept of one flow; the steps farthest back are left out first.</summary>
    public const int Limit = 600_000;

    /// <summary>The page is going: nothing may wait any more.</summary>
    public void Keep(FlowSession session)
    {
        var page = (IJSInProcessRuntime)javaScript;
        var key = Key(session.Definition.DefinitionId);
        // Work that waits for a decision is kept by KeptWork.
        if (session.Saver.State == SaveState.Conflict || (!session.Saver.IsDirty && session.UndoName is null && session.RedoName is null))
        {
            page.InvokeVoid("sessionStorage.removeItem", key);
            return;
        }
        try
        {
            page.InvokeVoid("sessionStorage.setItem", key, Write(session));
        }
        catch (JSException)
        {
            // No room in this tab: undo begins anew, and the draft was saved or its author asked before the page went.
            page.InvokeVoid("sessionStorage.removeItem", key);
        }
    }

    /// <param name="name">How undo calls work that the server does not have, where somebody else has saved since.</param>
    public async Task RestoreAsync(FlowSession session, string name)
    {
        var key = Key(session.Definition.DefinitionId);
        if (session.Saver.State == SaveState.Conflict || await javaScript.InvokeAsync<string?>("sessionStorage.getItem", key) is not { } text)
            return;
        await javaScript.InvokeVoidAsync("sessionStorage.removeItem", key);
        using var kept = JsonDocument.Parse(text);
        var steps = kept.RootElement.GetProperty("steps").EnumerateArray().Select(s => (s.GetProperty("name").GetString()!, ElsaJson.Read(s.GetProperty("flow").GetString()!))).ToList();
        var history = new EditHistory(steps, kept.RootElement.GetProperty("index").GetInt32());
        var based = kept.RootElement.GetProperty("unsavedOn") is { ValueKind: JsonValueKind.String } on ? ElsaJson.Read(on.GetString()!) : null;
        if (!session.TakeUp(history, based) && based is not null)
            session.Contend(history.Current, name);
    }

    private static string Write(FlowSession session)
    {
        var (steps, index) = (session.Steps, session.StepIndex);
        var unsavedOn = session.Saver.IsDirty ? ElsaJson.Write(session.Based) : null;
        // Outwards from the present one: the nearest steps are the ones that are missed.
        var (first, last) = (index, index);
        var written = new Dictionary<int, string> { [index] = ElsaJson.Write(steps[index].Definition) };
        var room = Limit - written[index].Length - (unsavedOn?.Length ?? 0);
        while (room > 0 && (first > 0 || last < steps.Count - 1))
        {
            var next = first > 0 ? --first : ++last;
            written[next] = ElsaJson.Write(steps[next].Definition);
            room -= written[next].Length;
        }
        return new JsonObject
        {
            ["index"] = index - first,
            ["unsavedOn"] = unsavedOn,
            ["steps"] = new JsonArray([.. Enumerable.Range(first, last - first + 1).Select(i => (JsonNode)new JsonObject { ["name"] = steps[i].Name, ["flow"] = written[i] })]),
        }.ToJsonString();
    }

    private static string Key(string definitionId) => $"undo:{definitionId}";
}
