using System.Text.Json;
using Activities.Churn;
using Designer.Server.Hosting;

namespace Designer.Server.Churn;

/// <summary>Trained models in the data folder: models/churn/VERSION.onnx beside VERSION.json (card and trees). The newest is in use.</summary>
public sealed class ChurnFiles(DataFolder data)
{
    private string Folder => Path.Combine(data.Models, "churn");

    /// <summary>Writes both files under other names first: a kill in between leaves the old model in use.</summary>
    /// <exception cref="DataFolderUnavailableException">The disk is full, or the folder cannot be written.</exception>
    public Task SaveAsync(byte[] onnx, TreeEnsemble trees, ChurnCard card, CancellationToken cancellationToken) => data.WriteAsync(async () =>
    {
        Directory.CreateDirectory(Folder);
        var name = Path.Combine(Folder, card.Version);
        await File.WriteAllBytesAsync(name + ".onnx", onnx, cancellationToken);
        await File.WriteAllTextAsync(name + ".json.new", JsonSerializer.Serialize(new Kept(trees, card)), cancellationToken);
        File.Move(name + ".json.new", name + ".json", overwrite: true);
    });

    public async Task<ChurnModel?> LoadNewestAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Folder) || Directory.EnumerateFiles(Folder, "*.json").Max(StringComparer.Ordinal) is not { } newest)
            return null;
        var kept = JsonSerializer.Deserialize<Kept>(await File.ReadAllTextAsync(newest, cancellationToken))!;
        return new ChurnModel(await File.ReadAllBytesAsync(Path.ChangeExtension(newest, ".onnx"), cancellationToken), kept.Trees, kept.Card);
    }

    private sealed record Kept(TreeEnsemble Trees, ChurnCard Card);
}
