using System.Net;
using Designer.Contracts;
using Designer.Server.Security;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Designer.Server.Hosting;

public static class HostingSetup
{
    /// <summary>Options, data folder, JSON dialect, problem details, limits and what is printed at start.</summary>
    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        // Without this only the environment "Development" finds the client's files of a build; a published folder has them in wwwroot.
        builder.WebHost.UseStaticWebAssets();
        // The route that looks for files added after the build would match any GET and turn every 405 of the API into a 404.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var services = builder.Services;
        services.AddOptions<DesignerOptions>().BindConfiguration(DesignerOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DesignerOptions>, DesignerOptionsRules>();
        services.AddSingleton(provider => DataFolder.Open(Path.Combine(builder.Environment.ContentRootPath, provider.GetRequiredService<IOptions<DesignerOptions>>().Value.DataPath)));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Console.Out);
        services.AddHostedService<Announcement>();
        services.AddHostedService<QuietMemory>();
        services.ConfigureHttpJsonOptions(json => RequiredMembers.Apply(ContractJson.Apply(json.SerializerOptions)));
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = ProblemWords.Complete);
        services.AddExceptionHandler<ProblemHandler>();
        services.MapProblem<Activities.Documents.RevisionConflictException>(StatusCodes.Status412PreconditionFailed);
        services.MapProblem<Storage.Facts.FactsUnavailableException>(StatusCodes.Status507InsufficientStorage)
            .MapProblem<Storage.Documents.DocumentsUnavailableException>(StatusCodes.Status507InsufficientStorage)
            .MapProblem<DataFolderUnavailableException>(StatusCodes.Status507InsufficientStorage);
        // A body that cannot be read is thrown, so that ProblemHandler can say where; the default is 400 without a word.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOptions<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>()
            .Configure<IOptions<DesignerOptions>>((kestrel, designer) => kestrel.Limits.MaxRequestBodySize = designer.Value.MaxRequestMegabytes * 1024L * 1024);
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<DesignerOptions>>((forwarded, designer) => Trust(forwarded, designer.Value));
        return builder;
    }

    /// <summary>What every request passes before it reaches a route. The order matters: a problem in any of it is still a problem+json.</summary>
    public static WebApplication UseHosting(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UsePublicPath();
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseClientPages();
        // After the path base, which the routes must not see.
        app.UseRouting();
        // A browser asks before it sends a header to another origin; it asks without credentials.
        app.UseCors();
        return app;
    }

    /// <summary>Behind a proxy that publishes us under https://host/path the prefix may arrive or be cut off by the proxy; both work, and links carry it.</summary>
    private static void UsePublicPath(this WebApplication app)
    {
        var path = app.Services.GetRequiredService<IOptions<DesignerOptions>>().Value.PublicUrl?.AbsolutePath.TrimEnd('/');
        if (string.IsNullOrEmpty(path))
            return;
        app.UsePathBase(path);
        app.Use((context, next) =>
        {
            // A proxy that cut the prefix off says so with X-Forwarded-Prefix or by the forwarded host; on loopback without a proxy the root keeps working.
            if (!context.Request.PathBase.HasValue && context.Request.Headers.ContainsKey("X-Original-For"))
                context.Request.PathBase = path;
            return next(context);
        });
    }

    private static void Trust(ForwardedHeadersOptions forwarded, DesignerOptions designer)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        foreach (var proxy in designer.TrustedProxies)
            forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        if (designer.PublicUrl is { } url)
            forwarded.AllowedHosts.Add(url.Host);
    }
}
