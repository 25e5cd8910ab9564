using System.Text.RegularExpressions;
using Xunit;

namespace Architecture.Tests;

/// <summary>The rules of the house that a machine can check; CONTRIBUTING is the code.</summary>
public sealed partial class HouseStyleTests
{
    private const int LongestFile = 300;

    private static readonly string[] BannedFolders = ["Services", "Helpers", "Utils", "Models", "Common", "Shared", "Extensions"];

    /// <summary>"Models" is a page of the product (/api/models), not a drawer for types.</summary>
    private static readonly string[] FoldersThatMeanIt = ["src/Designer.Contracts/Models", "src/Designer.Client/Models", "src/Designer.Server/Models"];

    [Fact]
    public void No_file_is_longer_than_300_lines() =>
        None(SourceFiles.Code.Where(file => File.ReadLines(file.Path).Count() > LongestFile));

    [Fact]
    public void No_type_is_named_for_a_drawer() =>
        None(SourceFiles.Code.Where(file => BannedSuffix().IsMatch(file.Name)));

    [Fact]
    public void A_folder_is_a_feature() =>
        None(SourceFiles.Code.Select(file => file.Folder).Distinct().Where(folder => !FoldersThatMeanIt.Contains(folder) && folder.Split('/').Intersect(BannedFolders).Any()));

    [Fact]
    public void The_folder_is_the_namespace() =>
        None(SourceFiles.Code.Where(file => file.Relative.StartsWith("src/", StringComparison.Ordinal)
            && Namespace().Match(file.Text) is { Success: true } found
            && found.Groups[1].Value != file.Folder["src/".Length..].Replace('/', '.')));

    [Fact]
    public void Nothing_is_left_for_later() =>
        None(SourceFiles.Code.Where(file => file.Name != nameof(HouseStyleTests) && Unfinished().IsMatch(file.Text)));

    [Fact]
    public void Every_class_is_sealed_static_or_abstract() =>
        None(SourceFiles.Code.SelectMany(file => OpenClass().Matches(file.Text).Select(match => $"{file}: {match.Value.Trim()}")));

    /// <summary>Lists what breaks the rule; nothing may.</summary>
    private static void None<T>(IEnumerable<T> breaking) => Assert.Equal([], breaking.Select(item => item?.ToString() ?? "").ToList());

    [GeneratedRegex("(Manager|Helper|Helpers|Service|Processor|Impl|Base|Dto|Vm|Util|Utils|Extensions)$")]
    private static partial Regex BannedSuffix();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException|catch\s*(\([^)]*\))?\s*\{\s*\}")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^\s*(public|internal)?\s*(partial )?(class|record class|record) \w+", RegexOptions.Multiline)]
    private static partial Regex OpenClass();
}
