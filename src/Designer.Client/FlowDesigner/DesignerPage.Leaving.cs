using Designer.Client.FlowDesigner.Editing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Designer.Client.FlowDesigner;

/// <summary>The designer is left: for another page, or because the browser reloads or closes it.</summary>
public sealed partial class DesignerPage
{
    private DotNetObjectReference<DesignerPage>? page;

    [Inject] private KeptHistory KeptSteps { get; set; } = default!;

    /// <summary>Called by designer.js while the page goes.</summary>
    [JSInvokable]
    public void Leaving()
    {
        if (session is not null)
            KeptSteps.Keep(session);
    }

    private async Task ListenToLeavingAsync()
    {
        if (page is not null)
            return;
        page = DotNetObjectReference.Create(this);
        await Script.OnLeaveAsync(page);
    }

    private async Task LeaveAsync(LocationChangingContext context)
    {
        if (!context.TargetLocation.Contains($"flows/{DefinitionId}", StringComparison.Ordinal) && !LeavesJson())
            context.PreventNavigation();
        // The draft is saved before the page goes; one that cannot be saved keeps it open, with the banner that says why.
        if (session is { Saver.IsDirty: true } && !await session.Saver.FlushAsync() && !context.TargetLocation.Contains($"flows/{DefinitionId}", StringComparison.Ordinal))
            context.PreventNavigation();
    }

    private void Close()
    {
        if (session is null)
            return;
        KeptSteps.Keep(session);
        session.Changed -= OnSessionChanged;
        session.Saver.Changed -= OnSaverChanged;
        session.Dispose();
        session = null;
    }

    public async ValueTask DisposeAsync()
    {
        flow.Diagram.SelectionChanged -= Refresh;
        watch.Changed -= OnRunChanged;
        Close();
        if (page is not null)
            await Script.OnLeaveAsync<DesignerPage>(null);
        page?.Dispose();
        await watch.DisposeAsync();
    }
}
