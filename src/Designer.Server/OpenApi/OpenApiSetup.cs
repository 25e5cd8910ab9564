using Designer.Server.Security;
using Microsoft.OpenApi;

namespace Designer.Server.OpenApi;

public static class OpenApiSetup
{
    public const string Address = "/openapi/v1.json";
    private const string Document = "v1";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Document, options => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new OpenApiInfo { Title = "Workflow Designer", Version = Document, Description = "Flows, runs, contacts, segments, models and the outbox. Errors are problem+json; saves carry If-Match, runs an Idempotency-Key." };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [ApiKeyHandler.SchemeName] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "Authorization", Description = "ApiKey, a blank, and a key made in the settings" },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKeyHandler.SchemeName, document)] = [] }];
        return Task.CompletedTask;
    }));

    /// <summary>For signed-in people and keys only: a list of routes is a map for whoever looks for a weak one.</summary>
    public static IEndpointRouteBuilder MapApiDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json");
        return routes;
    }
}
