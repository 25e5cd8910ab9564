using Designer.Client.FlowDesigner.Editing;
using Designer.Client.FlowDesigner.History;
using Designer.Client.FlowDesigner.Inputs;

namespace Designer.Client.FlowDesigner;

/// <summary>What the canvas and the designer need from dependency injection.</summary>
public static class FlowDesignerSetup
{
    public static IServiceCollection AddFlowDesigner(this IServiceCollection services) =>
        services.AddScoped<ActivityWords>().AddScoped<StepWords>().AddScoped<ProblemWords>().AddScoped<ChangeWords>().AddScoped<MergeFields>().AddScoped<DesignerScript>().AddScoped<KeptWork>().AddScoped<KeptHistory>();
}
