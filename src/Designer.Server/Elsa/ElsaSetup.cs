using Designer.Server.Hosting;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Designer.Server.Elsa;

/// <summary>Elsa 3's REST interface over our own stores, for Elsa Studio and Elsa.Api.Client.</summary>
public static class ElsaSetup
{
    private const string StudioPolicy = "studio";

    public static IServiceCollection AddElsaInterface(this IServiceCollection services)
    {
        services.AddSingleton<ActivityDescriptors>().AddSingleton<DefinitionVersions>().AddSingleton<DefinitionConsumers>().AddSingleton<DefinitionPublishing>();
        services.AddSingleton<Instances>();
        services.MapProblem<InstanceNotFoundException>(StatusCodes.Status404NotFound);
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<DesignerOptions>>((cors, designer) => cors.AddPolicy(StudioPolicy, policy => policy
            .WithOrigins([.. designer.Value.StudioOrigins]).AllowAnyHeader().AllowAnyMethod()
            .WithExposedHeaders("Content-Disposition", "x-elsa-workflow-instance-id", "x-elsa-workflow-cannot-start", "x-elsa-response")));
        return services;
    }

    public static IEndpointRouteBuilder MapElsaInterface(this IEndpointRouteBuilder api)
    {
        var elsa = api.MapGroup(ElsaWire.Prefix).WithTags("Elsa").RequireCors(StudioPolicy);
        elsa.MapElsaIdentity();
        elsa.MapElsaFeatures();
        elsa.MapElsaDescriptors();
        elsa.MapElsaDefinitions();
        elsa.MapElsaPublishing();
        elsa.MapElsaFiles();
        elsa.MapElsaSubgraphs();
        elsa.MapElsaExecute();
        elsa.MapElsaEvents();
        elsa.MapElsaInstances();
        elsa.MapElsaJournal();
        elsa.MapElsaActivityExecutions();
        return api;
    }
}
