namespace Designer.Client.FlowDesigner.Editing;

/// <summary>16 hex digits, as Elsa Studio writes them.</summary>
public static class StepIds
{
    public static string New() => Guid.NewGuid().ToString("N")[..16];
}
