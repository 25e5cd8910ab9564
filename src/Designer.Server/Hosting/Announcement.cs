using Designer.Server.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Designer.Server.Hosting;

/// <summary>What the person who started the server reads first: where it is, where its data is, and how to become its owner.</summary>
public sealed class Announcement(IHostApplicationLifetime lifetime, IServer server, DataFolder folder, SetupToken setup, IOptions<DesignerOptions> options, TextWriter console) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Write);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Write()
    {
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        var address = (options.Value.PublicUrl?.AbsoluteUri ?? Reachable(bound)).TrimEnd('/');
        console.WriteLine();
        console.WriteLine($"  Workflow Designer   {address}");
        console.WriteLine($"  Data folder         {folder.Root}");
        if (setup.Current is { } token)
        {
            console.WriteLine($"  Set-up token        {token}");
            console.WriteLine($"  Become the owner    {address}/setup?token={token}");
        }
        console.WriteLine();
    }

    /// <summary>Nobody can open 0.0.0.0 in a browser.</summary>
    private static string Reachable(string bound) => bound.Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal);
}
