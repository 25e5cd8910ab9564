namespace Designer.Client.Messages;

public static class MessagesSetup
{
    public static IServiceCollection AddMessages(this IServiceCollection services) => services.AddScoped<MessagesClient>();
}
