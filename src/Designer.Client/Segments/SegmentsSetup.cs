namespace Designer.Client.Segments;

public static class SegmentsSetup
{
    public static IServiceCollection AddSegments(this IServiceCollection services) => services.AddScoped<SegmentsClient>().AddScoped<RuleVocabulary>().AddScoped<RuleWords>();
}
