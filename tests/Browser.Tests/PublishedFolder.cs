using System.Diagnostics;
using Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Browser.Tests.PublishedFolder))]

namespace Browser.Tests;

/// <summary>What an operator would copy to a server: published once for all tests here, because a page that works with "dotnet run" may miss its files when published.</summary>
public sealed class PublishedFolder : IAsyncLifetime
{
    /// <summary>While working on a test, point this at a folder that is published already.</summary>
    private const string Ready = "DESIGNER_PUBLISHED";

    public string Path { get; } = Environment.GetEnvironmentVariable(Ready) ?? SharedData.Repository("artifacts/published");

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Ready) is not null)
            return;
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
        var start = new ProcessStartInfo("dotnet", ["publish", SharedData.Repository("src/Designer.Server"), "-v", "q", "-o", Path]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Set by the test runner for itself; the build below must choose its own.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using var publish = Process.Start(start)!;
        var errors = publish.StandardError.ReadToEndAsync();
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
            throw new InvalidOperationException($"dotnet publish failed:{Environment.NewLine}{output}{await errors}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
