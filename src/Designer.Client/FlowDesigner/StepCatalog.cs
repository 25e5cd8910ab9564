using System.Collections.Immutable;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner;

/// <summary>The activity types that the server knows, by type.</summary>
public sealed class StepCatalog(IEnumerable<ActivityDescriptor> descriptors)
{
    private readonly ImmutableDictionary<string, ActivityDescriptor> byType = descriptors.ToImmutableDictionary(d => d.Type);

    public static StepCatalog Empty { get; } = new([]);

    public IEnumerable<ActivityDescriptor> All => byType.Values;

    public ActivityDescriptor? Find(string type) => byType.GetValueOrDefault(type);

    /// <summary>Whether the type has the input as its own (an import may carry more).</summary>
    public InputDescriptor? Input(Activity activity, string? name) => Find(activity.Type)?.Inputs.FirstOrDefault(i => i.Name == name);
}
