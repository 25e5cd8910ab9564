using System.Collections.Immutable;
using Activities;
using Activities.Http;
using Designer.Server.Flows;
using Workflows.Definitions;
using Workflows.Running.Ordinary;
using Workflows.Validation;

namespace Designer.Server.Http;

/// <summary>The web addresses of the published flows: those with which one begins, and which activities a run may wait at for strangers. In memory, told of every publishing.</summary>
internal sealed class FlowRoutes(ActivityCatalog catalog) : IPublishedIndex, IEndpointRoutes
{
    private ImmutableDictionary<string, Published> _flows = ImmutableDictionary<string, Published>.Empty;

    public void Put(WorkflowDefinition published)
    {
        var descriptor = catalog.Find(HttpEndpoint.Type)!.Descriptor;
        var waits = EmbeddedActivities.Inside(published.Root).Append(published.Root).Where(a => a.Type == HttpEndpoint.Type).Select(a => a.Id);
        var flow = new Published([.. FlowRoute.Of(published, descriptor).Where(r => PathTemplates.Check(r.Terms.Path) is null)], [.. waits]);
        ImmutableInterlocked.AddOrUpdate(ref _flows, published.DefinitionId, flow, (_, _) => flow);
    }

    public void Remove(string definitionId) => ImmutableInterlocked.TryRemove(ref _flows, definitionId, out _);

    /// <summary>The routes that a request meets; of several only the most specific.</summary>
    public IReadOnlyList<(FlowRoute Route, RouteValueDictionary Values)> Find(string method, PathString path)
    {
        var met = (from flow in _flows.Values
                   from route in flow.Routes
                   where route.Terms.Method == method
                   let values = PathTemplates.Match(route.Terms.Path, path)
                   where values is not null
                   select (Route: route, Values: values)).ToList();
        if (met.Count < 2)
            return met;
        var first = met.Min(m => PathTemplates.Precedence(m.Route.Terms.Path));
        return [.. met.Where(m => PathTemplates.Precedence(m.Route.Terms.Path) == first)];
    }

    /// <summary>The author made it public by publishing.</summary>
    public bool IsPublished(string definitionId, string activityId) => _flows.TryGetValue(definitionId, out var flow) && flow.Waits.Contains(activityId);

    public string? Check(string path) => PathTemplates.Check(path);

    public string Shape(string path) => PathTemplates.Shape(path);

    public string? TakenBy(string definitionId, string method, string path)
    {
        var shape = PathTemplates.Shape(path);
        return _flows.Where(f => f.Key != definitionId).SelectMany(f => f.Value.Routes).FirstOrDefault(r => r.Terms.Method == method && PathTemplates.Shape(r.Terms.Path) == shape)?.WorkflowName;
    }

    private sealed record Published(ImmutableArray<FlowRoute> Routes, ImmutableHashSet<string> Waits);
}
