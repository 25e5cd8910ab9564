using Activities.Copy;
using Designer.Server.Hosting;

namespace Designer.Server.Copy;

public static class CopySetup
{
    /// <summary>The embedded model is the first and so the default; others register as ICopyModel beside it.</summary>
    public static IServiceCollection AddCopy(this IServiceCollection services)
    {
        services.AddSingleton<ICopyModel, EmbeddedCopyModel>();
        services.AddSingleton<CopyModels>();
        services.MapProblem<CopyBriefException>(StatusCodes.Status400BadRequest);
        // The request was right and the model failed it: 422 tells a client that sending it again changes nothing, another seed may.
        services.MapProblem<CopyQualityException>(StatusCodes.Status422UnprocessableEntity);
        return services;
    }
}
