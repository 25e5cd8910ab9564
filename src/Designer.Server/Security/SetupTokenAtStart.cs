namespace Designer.Server.Security;

/// <summary>Makes a token before the server listens when nobody owns this installation; <see cref="Hosting.Announcement"/> prints it.</summary>
public sealed class SetupTokenAtStart(OwnerAccount owner, SetupToken token) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await owner.FindAsync(cancellationToken) is null)
            token.Make();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
