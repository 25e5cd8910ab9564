namespace Designer.Server.Security;

/// <summary>The command <c>reset-owner</c>: for whoever lost the password and can enter the data folder. It needs the folder for itself, so the server must be stopped.</summary>
public static class ResetOwner
{
    public const string Command = "reset-owner";

    public static async Task RunAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var name = await app.Services.GetRequiredService<OwnerAccount>().ResetAsync(cancellationToken);
        var console = app.Services.GetRequiredService<TextWriter>();
        await console.WriteLineAsync(name is null
            ? "There is no owner account yet. Start the server: it prints a set-up token."
            : $"The owner account '{name}' is reset and its sessions are ended. Start the server: it prints a new set-up token. API keys are as they were.");
    }
}
