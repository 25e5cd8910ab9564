namespace Designer.Server.Runs;

/// <summary>The configuration section "Runs".</summary>
public sealed class RunOptions
{
    public const string Section = "Runs";

    /// <summary>Runs that work at the same time.</summary>
    public int Parallel { get; set; } = 8;

    /// <summary>Contacts of one chunk: what a crash may bring again, and what a commit holds.</summary>
    public int ChunkSize { get; set; } = 1000;

    /// <summary>How long what a simulated run would have written of people is kept after its end.</summary>
    public TimeSpan KeepSimulated { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Days for which finished runs are kept after their end, where their flow does not say.</summary>
    public int KeepDays { get; set; } = 180;

    /// <summary>Finished runs of one flow that are kept, where it does not say: as many as the list of runs is measured with.</summary>
    public int KeepRuns { get; set; } = 100_000;

    /// <summary>How far the pause before a retry may lie from its policy's, as a share: runs that met the same dead server do not all come back at the same instant.</summary>
    public double RetrySpread { get; set; } = 0.2;
}
