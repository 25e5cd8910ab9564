using Designer.Server.Hosting;
using Xunit;

namespace Server.Tests.Hosting;

public sealed class DataFolderTests : IDisposable
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_new_folder_carries_its_version_and_its_rooms()
    {
        using var folder = DataFolder.Open(_root);
        Assert.Equal("1", File.ReadAllText(Path.Combine(_root, "version")));
        Assert.True(Directory.Exists(folder.Keys));
        Assert.True(Directory.Exists(folder.Models));
        Assert.True(Directory.Exists(folder.Imports));
    }

    [Fact]
    public void Only_the_account_of_the_server_may_enter()
    {
        using var folder = DataFolder.Open(_root);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Keys));
    }

    [Fact]
    public void A_second_process_is_told_that_the_folder_is_in_use()
    {
        using var first = DataFolder.Open(_root);
        var fault = Assert.Throws<StartFaultException>(() => DataFolder.Open(_root));
        Assert.Contains("in use", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_root, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_opens_again_after_it_was_left()
    {
        DataFolder.Open(_root).Dispose();
        using var again = DataFolder.Open(_root);
        Assert.Equal(_root, again.Root);
    }

    [Fact]
    public void A_folder_of_a_newer_server_is_refused_and_left_as_it_is()
    {
        Directory.CreateDirectory(_root);
        File.WriteAllText(Path.Combine(_root, "version"), "99");
        var fault = Assert.Throws<StartFaultException>(() => DataFolder.Open(_root));
        Assert.Contains("version 99", fault.Message, StringComparison.Ordinal);
        Assert.Equal("99", File.ReadAllText(Path.Combine(_root, "version")));
    }
}
