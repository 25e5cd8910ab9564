using Designer.Server.Hosting;

namespace Designer.Server.Imports;

/// <summary>Uploaded files wait in the data folder's imports folder under an unguessable token; an hour later they are gone.</summary>
public sealed class ImportFiles(DataFolder data, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <exception cref="DataFolderUnavailableException">The disk is full, or the folder cannot be written.</exception>
    public async Task<string> KeepAsync(Stream upload, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("N");
        await data.WriteAsync(async () =>
        {
            DropOld();
            try
            {
                await using var file = File.Create(PathOf(token));
                await upload.CopyToAsync(file, cancellationToken);
            }
            catch
            {
                File.Delete(PathOf(token));
                throw;
            }
        });
        return token;
    }

    /// <exception cref="Activities.Imports.ImportException">There is no such file any more.</exception>
    public FileStream Open(string token)
    {
        // A token is 32 hex digits; anything else could name a path.
        if (!Guid.TryParseExact(token, "N", out _) || !File.Exists(PathOf(token)))
            throw new Activities.Imports.ImportException($"The uploaded file is not kept any more (files are kept for {Kept.TotalMinutes:F0} minutes). Upload it again.");
        return new FileStream(PathOf(token), FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true);
    }

    public void Drop(string token) => File.Delete(PathOf(token));

    public FileStream CreateReport(string importId) => File.Create(ReportOf(importId));

    public string? FindReport(string importId) => Guid.TryParseExact(importId, "N", out _) && File.Exists(ReportOf(importId)) ? ReportOf(importId) : null;

    private void DropOld()
    {
        foreach (var file in Directory.EnumerateFiles(data.Imports, "*.upload"))
        {
            if (clock.GetUtcNow() - File.GetLastWriteTimeUtc(file) > Kept)
                File.Delete(file);
        }
    }

    private string PathOf(string token) => Path.Combine(data.Imports, token + ".upload");

    private string ReportOf(string importId) => Path.Combine(data.Imports, importId + ".rejected.csv");
}
