using Activities.Segments;
using Designer.Server.Hosting;

namespace Designer.Server.Segments;

public static class SegmentsSetup
{
    public static IServiceCollection AddSegments(this IServiceCollection services) => services.MapProblem<SegmentRuleException>(StatusCodes.Status400BadRequest);
}
