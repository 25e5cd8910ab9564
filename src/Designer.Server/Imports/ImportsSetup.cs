using Activities.Contacts;
using Activities.Imports;
using Designer.Server.Hosting;

namespace Designer.Server.Imports;

public static class ImportsSetup
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddSingleton<ImportFiles>();
        services.AddSingleton<ContactImport>();
        services.AddSingleton<ImportJobs>();
        services.MapProblem<ImportException>(StatusCodes.Status400BadRequest);
        services.MapProblem<AttributeTypeException>(StatusCodes.Status400BadRequest);
        return services;
    }
}
