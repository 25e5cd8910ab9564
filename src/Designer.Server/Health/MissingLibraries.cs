using System.Runtime.InteropServices;

namespace Designer.Server.Health;

/// <summary>Names at start what the machine lacks, before somebody meets it as an error deep in a library. Only training needs it, so the server starts all the same.</summary>
public sealed class MissingLibraries(ILogger<MissingLibraries> log) : IHostedService
{
    private const string OpenMp = "libgomp.so.1";

    /// <summary>Null: nothing is missing. LightGBM brings its own OpenMP everywhere but on Linux.</summary>
    public static string? Sentence() => Sentence(OperatingSystem.IsLinux(), library => NativeLibrary.TryLoad(library, out _));

    public static string? Sentence(bool isLinux, Func<string, bool> isThere) => !isLinux || isThere(OpenMp)
        ? null
        : $"{OpenMp} is missing: training the churn model (LightGBM) will fail. Install it: apt-get install libgomp1 (Debian, Ubuntu), dnf install libgomp (Fedora).";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Sentence() is { } sentence)
            log.LogWarning("{Sentence}", sentence);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
