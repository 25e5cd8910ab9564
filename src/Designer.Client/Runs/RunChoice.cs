namespace Designer.Client.Runs;

/// <summary>Whom of a run to list: at this step, who left through this outcome or is in this state.</summary>
public sealed record RunChoice(string? Activity, string? Outcome, string? State);
