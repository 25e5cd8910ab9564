namespace Storage.Facts;

/// <summary>Where the facts live and what the database may take of the machine.</summary>
public sealed record FactsOptions
{
    /// <summary>The file; its write-ahead log lies beside it.</summary>
    public required string Path { get; init; }

    /// <summary>As DuckDB writes sizes. What does not fit is spilled to disk, so this bounds memory, not the size of an audience.</summary>
    public string MemoryLimit { get; init; } = "2GB";

    public int Threads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    // What a query freed goes back to the machine soon: by default a thread keeps up to 128 MB for its next query, and nobody takes it from a thread that sleeps.
    private const string Memory = "allocator_background_threads=true;allocator_flush_threshold=8MB";

    // Extensions are never fetched: the product works without a network, and a query must not be able to load code.
    internal string ConnectionString =>
        $"Data Source={Path};memory_limit={MemoryLimit};threads={Threads};autoinstall_known_extensions=false;autoload_known_extensions=false;{Memory}";
}
