using Testing;
using Xunit;

namespace Architecture.Tests;

public sealed class ThirdPartyNoticesTests
{
    /// <summary>Set by ./notices.sh: the file is written before it is compared.</summary>
    private const string Write = "WRITE_NOTICES";

    [Fact]
    public void The_notices_are_those_of_the_packages_in_use()
    {
        var path = SharedData.Repository(ThirdPartyNotices.FileName);
        var current = ThirdPartyNotices.Generate();
        if (Environment.GetEnvironmentVariable(Write) == "1")
            File.WriteAllText(path, current);
        Assert.True(Obligations(File.ReadAllText(path)).SequenceEqual(Obligations(current)), $"{ThirdPartyNotices.FileName} is not current: run ./notices.sh and commit it.");
    }

    // Packages, their licences and the licences' texts. Versions and what else a package says of itself are left out: a registry that lacks the lowest version allowed resolves the next one.
    private static IEnumerable<string> Obligations(string notices) =>
        notices.Split('\n').Select(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Split('|', StringSplitOptions.TrimEntries) is { Length: > 3 } cells ? $"{cells[1]}: {cells[3]}" : line);

    [Fact]
    public void Every_licence_is_one_that_this_project_may_carry()
    {
        string[] known = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MPL-1.1", "MS-PL OR Apache-2.0", "own, below"];
        var rows = ThirdPartyNotices.Generate().Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(line => line.Split('|', StringSplitOptions.TrimEntries)[3]);
        Assert.Empty(rows.Except(known));
    }
}
