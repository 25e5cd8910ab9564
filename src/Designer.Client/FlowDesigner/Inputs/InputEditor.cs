using Microsoft.AspNetCore.Components;

namespace Designer.Client.FlowDesigner.Inputs;

/// <summary>An editor of one input. What it edits comes in a slot; what it needs besides, it injects.</summary>
public abstract class InputEditor : Shell.ApiComponent
{
    [Parameter, EditorRequired] public required InputSlot Slot { get; set; }
}
