using System.Collections.Immutable;
using Activities;
using Activities.Flow;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Running.Ordinary;
using Workflows.Validation;

namespace Designer.Server.Flows;

/// <summary>What published flows use and offer as activities. In memory, told of every publishing.</summary>
public sealed class UsableFlows(ActivityCatalog catalog) : IPublishedIndex, IUsableFlows
{
    private ImmutableSortedDictionary<string, Published> _flows = ImmutableSortedDictionary.Create<string, Published>(StringComparer.Ordinal);

    /// <summary>With the flow that each stands for. Of two that are called the same, and beside our own types, only the first can be told by its name.</summary>
    public IEnumerable<(WorkflowDefinition Definition, ActivityDescriptor Descriptor)> Offered =>
        _flows.Values.Where(f => f.Descriptor is not null && catalog.Find(f.Descriptor.Type) is null).DistinctBy(f => f.Descriptor!.Type).Select(f => (f.Definition, f.Descriptor!));

    public void Put(WorkflowDefinition published)
    {
        var uses = EmbeddedActivities.Inside(published.Root).Select(a => a.UsedFlow).OfType<string>().Distinct();
        var flow = new Published(published, published.IsUsableAsActivity() && FlowAsActivity.TypeOf(published.Name).Length > 0 ? FlowAsActivity.Describe(published) : null, [.. uses]);
        ImmutableInterlocked.Update(ref _flows, flows => flows.SetItem(published.DefinitionId, flow));
    }

    public void Remove(string definitionId) => ImmutableInterlocked.Update(ref _flows, flows => flows.Remove(definitionId));

    public ActivityDescriptor? Describe(string definitionId) => _flows.GetValueOrDefault(definitionId)?.Descriptor;

    public bool Reaches(string from, string to)
    {
        var (seen, next) = (new HashSet<string> { from }, new Stack<string>([from]));
        while (next.TryPop(out var at))
        {
            foreach (var used in _flows.GetValueOrDefault(at)?.Uses ?? [])
            {
                if (used == to)
                    return true;
                if (seen.Add(used))
                    next.Push(used);
            }
        }
        return false;
    }

    private sealed record Published(WorkflowDefinition Definition, ActivityDescriptor? Descriptor, ImmutableArray<string> Uses);
}
