using Storage.Documents;
using Storage.Facts;

namespace Designer.Server.Health;

/// <summary>Why nothing can be kept at the moment: a full disk, a folder that became read-only.</summary>
public sealed class DataTrouble(DiskSpace disk, FactsDatabase facts, DocumentDatabase documents)
{
    /// <summary>Null: as far as anybody tried, everything was kept.</summary>
    public async Task<string?> SentenceAsync(CancellationToken cancellationToken) => disk.Sentence() ?? await facts.TroubleAsync(cancellationToken) ?? documents.Trouble();
}
