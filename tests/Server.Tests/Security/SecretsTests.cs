using System.Security.Cryptography;
using Designer.Server.Hosting;
using Designer.Server.Security;
using Microsoft.AspNetCore.DataProtection;
using Xunit;

namespace Server.Tests.Security;

public sealed class SecretsTests : IDisposable
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void What_was_sealed_opens_again_after_a_restart()
    {
        var lying = With(secrets => secrets.Seal("smtp password"));
        Assert.DoesNotContain("smtp", lying, StringComparison.Ordinal);
        Assert.Equal("smtp password", With(secrets => secrets.Open(lying)));
    }

    [Fact]
    public void Another_data_folder_cannot_open_it()
    {
        var lying = With(secrets => secrets.Seal("smtp password"));
        Directory.Delete(_root, recursive: true);
        Assert.Throws<CryptographicException>(() => With(secrets => secrets.Open(lying)));
    }

    [Fact]
    public void A_purpose_has_one_key_for_ever_and_shares_it_with_no_other()
    {
        var first = With(secrets => secrets.Key("address-hash"));
        Assert.Equal(32, first.Length);
        Assert.Equal(first, With(secrets => secrets.Key("address-hash")));
        Assert.NotEqual(first, With(secrets => secrets.Key("unsubscribe")));
    }

    [Fact]
    public void A_damaged_root_key_stops_the_start_instead_of_cutting_off_old_links()
    {
        With(secrets => secrets.Key("address-hash"));
        File.WriteAllText(Path.Combine(_root, "keys", "root.key"), "short");
        Assert.Throws<StartFaultException>(() => With(secrets => secrets.Key("address-hash")));
    }

    private T With<T>(Func<Secrets, T> use)
    {
        using var folder = DataFolder.Open(_root);
        return use(new Secrets(DataProtectionProvider.Create(new DirectoryInfo(folder.Keys)), folder));
    }
}
