using Designer.Server.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Designer.Server.Security;

public static class SecuritySetup
{
    private const string Chooser = "Designer";

    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddSingleton<Passwords>().AddSingleton<SetupToken>().AddSingleton<OwnerAccount>().AddSingleton<SignInThrottle>();
        services.AddSingleton<ApiKeyStore>().AddSingleton<Secrets>().AddSingleton<AccessTokens>();
        services.AddHostedService<SetupTokenAtStart>();
        services.AddAuthentication(Chooser)
            .AddPolicyScheme(Chooser, null, scheme => scheme.ForwardDefaultSelector = context =>
                ApiKeyHandler.IsOffered(context.Request) ? ApiKeyHandler.SchemeName
                : AccessTokenHandler.Offered(context.Request) is not null ? AccessTokenHandler.SchemeName
                : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, AccessTokenHandler>(AccessTokenHandler.SchemeName, null)
            .AddCookie(CookieSession.Configure);
        // Closed unless opened: a route that forgets to say who may call it is not public.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = RequestGuards.HeaderName;
            antiforgery.Cookie.Name = "designer-xsrf";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        // A fixed name, so that a data folder that moved still opens its own secrets.
        services.AddDataProtection().SetApplicationName("WorkflowDesigner");
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((keys, folder, log) =>
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(folder.Keys), log));
        return services;
    }

    public static WebApplication UseSecurity(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<RequestGuards>();
        return app;
    }
}
