using Workflows.Definitions;

namespace Designer.Client.FlowDesigner.Editing;

/// <summary>Undo and redo over immutable snapshots, each with the name of the change that made it.</summary>
public sealed class EditHistory
{
    /// <summary>A snapshot shares what did not change with its neighbours, so that many cost little.</summary>
    private const int Limit = 200;

    private readonly List<(string Name, WorkflowDefinition Definition)> snapshots;
    private int index;
    private string? series;

    public EditHistory(WorkflowDefinition start) => snapshots = [("", start)];

    /// <summary>A history as it was left.</summary>
    /// <param name="steps">Each definition with the name of the change that made it; never empty.</param>
    /// <param name="at">Which of them is the present one.</param>
    public EditHistory(IReadOnlyList<(string Name, WorkflowDefinition Definition)> steps, int at) => (snapshots, index) = ([.. steps], at);

    public IReadOnlyList<(string Name, WorkflowDefinition Definition)> Steps => snapshots;
    public int Index => index;

    public WorkflowDefinition Current => snapshots[index].Definition;
    public string? UndoName => index > 0 ? snapshots[index].Name : null;
    public string? RedoName => index < snapshots.Count - 1 ? snapshots[index + 1].Name : null;

    /// <param name="name">What was done, in the author's language.</param>
    /// <param name="sameSeries">Changes of one series (letters typed into one field) are undone together.</param>
    /// <returns>False when nothing changed.</returns>
    public bool Push(string name, WorkflowDefinition definition, string? sameSeries = null)
    {
        if (ReferenceEquals(definition, Current))
            return false;
        var joins = sameSeries is not null && sameSeries == series && index == snapshots.Count - 1 && index > 0;
        snapshots.RemoveRange(index + 1, snapshots.Count - index - 1);
        if (joins)
            snapshots[index] = (name, definition);
        else
            snapshots.Add((name, definition));
        if (snapshots.Count > Limit)
            snapshots.RemoveAt(0);
        (index, series) = (snapshots.Count - 1, sameSeries);
        return true;
    }

    /// <summary>The next change begins a step of its own: the field was left.</summary>
    public void Seal() => series = null;

    public bool Undo() => Go(-1);

    public bool Redo() => Go(1);

    private bool Go(int by)
    {
        if (index + by < 0 || index + by >= snapshots.Count)
            return false;
        index += by;
        series = null;
        return true;
    }
}
