using Activities.Email;
using Activities.Email.Smtp;
using Activities.Runs;
using Designer.Contracts.Accounts;
using Designer.Server.Accounts;
using Designer.Server.Hosting;
using Designer.Server.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Designer.Server.Messages;

/// <summary>Makes a sender of the owner's settings and an account.</summary>
public sealed class AccountSenders(AccountStore accounts, SettingsStore settings, IServer server, IOptions<DesignerOptions> options) : ISenders
{
    public async Task<Sender> FindAsync(string? account, CancellationToken cancellationToken)
    {
        var found = await accounts.FindByNameAsync(AccountKinds.Smtp, account, cancellationToken);
        if (found is null && !string.IsNullOrWhiteSpace(account))
            throw new ActivityFaultException($"There is no mail account '{account}'. Choose another in the step, or add one with this name in the settings.", canRetry: false);
        var house = (await settings.GetAsync(cancellationToken)).Document;
        var smtp = found?.Document.Smtp;
        return new Sender
        {
            FromAddress = smtp?.FromAddress ?? house.SenderAddress,
            FromName = string.IsNullOrWhiteSpace(smtp?.FromName) ? house.SenderName : smtp.FromName,
            PostalAddress = house.PostalAddress,
            LinkBase = options.Value.PublicUrl ?? OwnAddress(),
            HasPublicUrl = options.Value.PublicUrl is not null,
            Account = found is null ? null : Account(found.Id, found.Document, accounts.Secret(found.Document)),
        };
    }

    /// <summary>The account as the transport knows it.</summary>
    public static SmtpAccount Account(string id, Account account, string? secret)
    {
        var smtp = account.Smtp ?? throw new InvalidOperationException($"The account '{account.Name}' has no mail settings.");
        return new SmtpAccount(id, account.Name, smtp.Host, smtp.Port, Security(smtp)) { UserName = smtp.UserName, Password = secret, Connections = smtp.Connections };
    }

    private static SmtpSecurity Security(SmtpSettings smtp) => smtp.Security switch
    {
        "startTls" => SmtpSecurity.StartTls,
        "tls" => SmtpSecurity.Tls,
        _ => SmtpSecurity.None,
    };

    /// <summary>Messages that stay in the outbox are read on this machine, where this address works.</summary>
    private Uri OwnAddress()
    {
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        return new Uri(bound.Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal));
    }
}
