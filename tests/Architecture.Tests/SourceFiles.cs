using Testing;

namespace Architecture.Tests;

/// <summary>What people wrote below src and tests: no build output.</summary>
public static class SourceFiles
{
    public static IReadOnlyList<SourceFile> All { get; } =
        [.. new[] { "src", "tests" }.SelectMany(root => Below(root)).Select(path => new SourceFile(Path.GetRelativePath(SharedData.RepositoryRoot, path).Replace('\\', '/'), path))];

    public static IEnumerable<SourceFile> Code => All.Where(file => file.Relative.EndsWith(".cs", StringComparison.Ordinal) || file.Relative.EndsWith(".razor", StringComparison.Ordinal));

    private static IEnumerable<string> Below(string root) =>
        Directory.EnumerateFiles(SharedData.Repository(root), "*", SearchOption.AllDirectories)
            .Where(path => !path.Replace('\\', '/').Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "TestResults" or "data"));
}

public sealed record SourceFile(string Relative, string Path)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Relative);
    public string Folder => System.IO.Path.GetDirectoryName(Relative)!.Replace('\\', '/');
    public string Text => File.ReadAllText(Path);
    public override string ToString() => Relative;
}
