namespace Designer.Server.Accounts;

public static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services.AddSingleton<AccountStore>();
}
