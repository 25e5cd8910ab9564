namespace Designer.Client.Posts;

public static class PostsSetup
{
    public static IServiceCollection AddPosts(this IServiceCollection services) => services.AddScoped<PostsClient>();
}
