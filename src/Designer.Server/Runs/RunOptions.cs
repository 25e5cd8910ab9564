namespace Designer.Server.Runs;

/// <summary>The configuration section "Runs".</summary>
public sealed class RunOptions
{
    public const string Section = "Runs";

    /// <summary>Runs that work at the same time.</summary>
    public int Parallel { get; set; } = 8;

    /// <summary>Contacts of one chunk: what a crash may bring again, and what a commit holds.</summary>
    public int ChunkSize { get; set; } = 1000;

    /// <summary>How often a failing activity is tried again before its contacts are faulted.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>The pause before the first retry; four times as long before each further one.</summary>
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long what a simulated run would have written of people is kept after its end.</summary>
    public TimeSpan KeepSimulated { get; set; } = TimeSpan.FromDays(30);
}
