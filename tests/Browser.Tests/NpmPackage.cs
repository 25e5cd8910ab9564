using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Xunit;

namespace Browser.Tests;

/// <summary>
/// Something that the tests need and npm serves. It is fetched once into a folder outside the repository, held to the hash it had when these tests were written, and never committed.
/// Without npm the tests that need it are skipped with a sentence; under CI=true they fail.
/// </summary>
public sealed record NpmPackage(string Name, string Version, string Sha512)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The real Elsa Studio, ready-built.</summary>
    public static NpmPackage ElsaStudio { get; } = new(
        "@elsa-workflows/elsa-studio-wasm", "3.8.2", "6a8c9aa44f140c212b8ae61e906bf5096ccba9e3590d42fc9c91a6c4f5cd72f5d3906453f2ee10581aa5470966d3601970fa46f4f534159271df3480c905731a");

    /// <summary>Deque's accessibility checks, MPL 2.0.</summary>
    public static NpmPackage Axe { get; } = new(
        "axe-core", "4.14.1", "1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5");

    private string Flat => $"{Name.TrimStart('@').Replace('/', '-')}-{Version}";

    /// <returns>The folder with its files.</returns>
    public async Task<string> FolderAsync(CancellationToken cancellationToken)
    {
        var cache = Path.Combine(Path.GetTempPath(), $"designer-{Flat}");
        var files = Path.Combine(cache, "package");
        if (Directory.Exists(files))
            return files;
        Directory.CreateDirectory(cache);
        await PackAsync(cache, cancellationToken);
        var archive = Path.Combine(cache, $"{Flat}.tgz");
        await using (var whole = File.OpenRead(archive))
            Assert.Equal(Sha512, Convert.ToHexStringLower(await SHA512.HashDataAsync(whole, cancellationToken)));
        // Beside it and moved: a run that was cut off leaves no half package.
        var aside = Directory.CreateTempSubdirectory("designer-npm-").FullName;
        await using (var packed = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(packed, aside, overwriteFiles: true, cancellationToken);
        Directory.Move(Path.Combine(aside, "package"), files);
        return files;
    }

    private async Task PackAsync(string folder, CancellationToken cancellationToken)
    {
        if (!IsThere("npm"))
        {
            Refuse($"npm is not installed, so {Name} cannot be fetched.");
            return;
        }
        var start = new ProcessStartInfo("npm", ["pack", $"{Name}@{Version}", "--silent"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var npm = Process.Start(start)!;
        var said = npm.StandardError.ReadToEndAsync(cancellationToken);
        await npm.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        if (npm.ExitCode != 0)
            Refuse($"npm could not fetch {Name} {Version}: {await said}");
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static void Refuse(string sentence)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(sentence);
        Assert.Skip(sentence);
    }
}
