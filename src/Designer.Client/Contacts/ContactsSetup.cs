namespace Designer.Client.Contacts;

public static class ContactsSetup
{
    public static IServiceCollection AddContacts(this IServiceCollection services) => services.AddScoped<ContactsClient>().AddScoped<ImportClient>().AddScoped<SuppressionClient>();
}
