using Activities.Runs;
using Activities.Social;
using Activities.Social.Mastodon;
using Designer.Server.Accounts;

namespace Designer.Server.Posts;

public static class PostsSetup
{
    public static IServiceCollection AddPosts(this IServiceCollection services)
    {
        services.AddSingleton(_ => new MastodonChannel(Http()));
        services.AddSingleton<ISocialChannel>(provider => provider.GetRequiredService<MastodonChannel>());
        services.AddSimulatedPort<ISocialChannel>((_, _) => new SimulatedChannel());
        services.AddSingleton<ISocialAccounts, ConnectedAccounts>();
        services.AddSingleton<IAccountCheck, MastodonAccountCheck>();
        return services;
    }

    /// <summary>Follows no redirect: the access token would go along.</summary>
    private static HttpClient Http() => new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(30) };
}
