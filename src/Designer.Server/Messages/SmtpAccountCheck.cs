using Activities.Email.Smtp;
using Activities.Runs;
using Designer.Contracts.Accounts;
using Designer.Server.Accounts;

namespace Designer.Server.Messages;

/// <summary>Connects to the mail server, signs in and says goodbye.</summary>
public sealed class SmtpAccountCheck(SmtpTransport transport) : IAccountCheck
{
    public string Kind => AccountKinds.Smtp;

    public async Task<AccountCheck> CheckAsync(Account account, string? secret, CancellationToken cancellationToken)
    {
        var smtp = AccountSenders.Account("", account, secret);
        try
        {
            await transport.CheckAsync(smtp, cancellationToken);
            return new AccountCheck(true, $"{smtp} answers{(string.IsNullOrEmpty(smtp.UserName) ? "" : " and takes the sign-in")}.");
        }
        catch (ActivityFaultException fault)
        {
            return new AccountCheck(false, fault.Message);
        }
    }
}
