using System.Net;
using Designer.Server.Hosting;
using Designer.Server.Security;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Server.Tests.Security;

public sealed class ResetOwnerTests
{
    [Fact]
    public async Task Ends_every_session_and_lets_a_new_owner_be_made()
    {
        await using var server = await DesignerServer.StartAsync();
        using var owner = await Visitor.OwnerOf(server);
        await server.StopAsync();

        Assert.Contains($"'{Visitor.Name}' is reset", await ResetAsync(server), StringComparison.Ordinal);

        await using var next = await server.RestartAsync();
        using var former = new Visitor(next, owner.Cookies);
        Assert.Equal("setup", (await former.SessionAsync()).State);
        Assert.Equal(HttpStatusCode.Unauthorized, (await former.GetAsync("/api/settings")).StatusCode);
        using var successor = await Visitor.OwnerOf(next);
        Assert.Equal("signedIn", (await successor.SessionAsync()).State);
    }

    [Fact]
    public async Task Says_so_while_the_server_runs()
    {
        await using var server = await DesignerServer.StartAsync();
        var fault = await Assert.ThrowsAsync<StartFaultException>(() => ResetAsync(server));
        Assert.Contains("in use by a running server. Stop that server first", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_owner_it_says_what_to_do()
    {
        await using var server = await DesignerServer.StartAsync();
        await server.StopAsync();
        Assert.Contains("no owner account yet", await ResetAsync(server), StringComparison.Ordinal);
    }

    private static async Task<string> ResetAsync(DesignerServer server)
    {
        using var console = new StringWriter();
        await using var app = Program.Build(server.Arguments(), builder => builder.Services.AddSingleton<TextWriter>(console));
        await ResetOwner.RunAsync(app, TestContext.Current.CancellationToken);
        return console.ToString();
    }
}
