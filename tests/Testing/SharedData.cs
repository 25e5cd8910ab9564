using System.Runtime.CompilerServices;
using Xunit;

namespace Testing;

/// <summary>The one place that finds ../shared/data. Absent: the test is skipped with a sentence; absent under CI=true: it fails.</summary>
public static class SharedData
{
    public static string RepositoryRoot { get; } = FindRoot();

    /// <returns>The full path of a file or folder below shared/data.</returns>
    public static string Path(string relative)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(RepositoryRoot, "..", "shared", "data", relative));
        if (File.Exists(path) || Directory.Exists(path))
            return path;
        var message = $"Shared test data '{relative}' is absent: it is expected in shared/data beside the checkout.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(message);
        Assert.Skip(message);
        return path;
    }

    /// <summary>A file of this repository, such as "workflows/win-back.json".</summary>
    public static string Repository(string relative) => System.IO.Path.Combine(RepositoryRoot, relative);

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = new DirectoryInfo(System.IO.Path.GetDirectoryName(thisFile)!);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "WorkflowDesigner.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("WorkflowDesigner.sln was not found above the tests.");
    }
}
