using Microsoft.JSInterop;
using Workflows.Definitions;
using Workflows.Elsa;

namespace Designer.Client.FlowDesigner.Editing;

/// <summary>
/// Work that could not be saved because somebody else had saved, kept in this browser until its author decides: a page that is closed, or a machine that stops, takes
/// nothing with it. The server has the other version; this one is nowhere else.
/// </summary>
public sealed class KeptWork(IJSRuntime javaScript)
{
    private readonly HashSet<string> kept = [];

    /// <summary>After every change of a session: keeps what waits for a decision, and forgets what the server has.</summary>
    /// <returns>False: the browser has no room for it, or does not let the page keep anything.</returns>
    public async Task<bool> FollowAsync(FlowSession session)
    {
        var id = session.Definition.DefinitionId;
        if (session.Saver.State == SaveState.Conflict)
        {
            kept.Add(id);
            return await StoreAsync(id, session.Definition);
        }
        if (session.Saver.State == SaveState.Saved && kept.Remove(id))
            await javaScript.InvokeVoidAsync("localStorage.removeItem", Key(id));
        return true;
    }

    /// <summary>What was left undecided when the page was closed stands in the session again, and waits for the decision again.</summary>
    /// <param name="name">How undo calls it.</param>
    public async Task RestoreAsync(FlowSession session, string name)
    {
        var id = session.Definition.DefinitionId;
        if (await javaScript.InvokeAsync<string?>("localStorage.getItem", Key(id)) is not { } json)
            return;
        kept.Add(id);
        if (!session.Contend(ElsaJson.Read(json), name))
            await FollowAsync(session);
    }

    private async Task<bool> StoreAsync(string id, WorkflowDefinition definition)
    {
        try
        {
            await javaScript.InvokeVoidAsync("localStorage.setItem", Key(id), ElsaJson.Write(definition));
            return true;
        }
        catch (JSException)
        {
            return false;
        }
    }

    private static string Key(string definitionId) => $"undecided:{definitionId}";
}
