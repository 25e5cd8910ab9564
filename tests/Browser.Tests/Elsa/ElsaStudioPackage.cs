using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Xunit;

namespace Browser.Tests.Elsa;

/// <summary>
/// The real Elsa Studio, ready-built, as npm serves it. It is fetched once into a folder outside the repository, held to the hash it had when these tests were written, and never committed.
/// Without npm the tests that need it are skipped with a sentence; under CI=true they fail.
/// </summary>
public static class ElsaStudioPackage
{
    private const string Name = "@elsa-workflows/elsa-studio-wasm@3.8.2";
    private const string File = "elsa-workflows-elsa-studio-wasm-3.8.2.tgz";
    private const string Sha512 = "6a8c9aa44f140c212b8ae61e906bf5096ccba9e3590d42fc9c91a6c4f5cd72f5d3906453f2ee10581aa5470966d3601970fa46f4f534159271df3480c905731a";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <returns>The folder with Studio's files.</returns>
    public static async Task<string> FolderAsync(CancellationToken cancellationToken)
    {
        var cache = Path.Combine(Path.GetTempPath(), "designer-elsa-studio-3.8.2");
        var files = Path.Combine(cache, "package");
        if (Directory.Exists(files))
            return files;
        Directory.CreateDirectory(cache);
        await PackAsync(cache, cancellationToken);
        var archive = Path.Combine(cache, File);
        await using (var whole = System.IO.File.OpenRead(archive))
            Assert.Equal(Sha512, Convert.ToHexStringLower(await SHA512.HashDataAsync(whole, cancellationToken)));
        // Beside it and moved: a run that was cut off leaves no half Studio.
        var aside = Directory.CreateTempSubdirectory("designer-elsa-studio-").FullName;
        await using (var packed = new GZipStream(System.IO.File.OpenRead(archive), CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(packed, aside, overwriteFiles: true, cancellationToken);
        Directory.Move(Path.Combine(aside, "package"), files);
        return files;
    }

    private static async Task PackAsync(string folder, CancellationToken cancellationToken)
    {
        if (!IsThere("npm"))
        {
            Refuse("npm is not installed, so Elsa Studio cannot be fetched and was not tried against this server.");
            return;
        }
        var start = new ProcessStartInfo("npm", ["pack", Name, "--silent"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var npm = Process.Start(start)!;
        var said = npm.StandardError.ReadToEndAsync(cancellationToken);
        await npm.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        if (npm.ExitCode != 0)
            Refuse($"npm could not fetch {Name}, so Elsa Studio was not tried against this server: {await said}");
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => System.IO.File.Exists(Path.Combine(folder, program)));

    private static void Refuse(string sentence)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(sentence);
        Assert.Skip(sentence);
    }
}
