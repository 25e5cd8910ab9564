namespace Designer.Client.Accounts;

public static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services.AddScoped<AccountsClient>();
}
