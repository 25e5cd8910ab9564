using Activities.Email;
using Activities.Email.Smtp;
using Activities.Runs;
using Designer.Server.Accounts;
using Designer.Server.Hosting;
using Designer.Server.Security;

namespace Designer.Server.Messages;

public static class MessagesSetup
{
    public static IServiceCollection AddMessages(this IServiceCollection services)
    {
        services.AddSingleton(provider => new AddressHash(provider.GetRequiredService<Secrets>().Key("address-hash")));
        services.AddSingleton(provider => new UnsubscribeLinks(provider.GetRequiredService<Secrets>().Key("unsubscribe-links")));
        services.AddSingleton<SmtpTransport>();
        services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<SmtpTransport>());
        // Everything stays in the outbox, marked simulated and shown with its run only.
        services.AddSimulatedPort<IMailTransport>((_, _) => OutboxTransport.Simulated);
        services.AddSingleton<ISenders, AccountSenders>();
        services.AddSingleton<SendGate>();
        services.AddSingleton<MailComposer>();
        services.AddSingleton<IAccountCheck, SmtpAccountCheck>();
        services.AddSingleton<StepReader>();
        services.AddSingleton<TestSends>();
        services.AddHostedService<LedgerRecovery>();
        services.MapProblem<ActivityFaultException>(StatusCodes.Status409Conflict);
        return services;
    }
}
