using Microsoft.Extensions.Options;
using Xunit;

namespace Server.Tests.Hosting;

public sealed class ProgramTests
{
    [Fact]
    public async Task A_wrong_option_stops_the_start_with_its_sentence()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => DesignerServer.StartAsync(s => s with { DemoContacts = 2_000_000 }));
        Assert.Equal("Designer:DemoContacts must be between 1 and 1000000; it is 2000000.", Assert.Single(fault.Failures));
    }

    [Fact]
    public async Task The_console_says_where_the_server_and_its_data_are()
    {
        await using var server = await DesignerServer.StartAsync();
        var said = server.Console.ToString();
        Assert.Contains(server.DataPath, said, StringComparison.Ordinal);
        Assert.Contains(server.Address.ToString().TrimEnd('/'), said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_folder_serves_again_after_a_restart()
    {
        await using var first = await DesignerServer.StartAsync();
        await using var second = await first.RestartAsync();
        Assert.Equal(first.DataPath, second.DataPath);
        var alive = await second.Http.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(alive.IsSuccessStatusCode);
    }
}
