using System.Text.Json;
using Activities.Http;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Server.Http;

/// <summary>One method of an HttpEndpoint with which a published flow begins.</summary>
internal sealed record FlowRoute(string DefinitionId, string WorkflowName, string ActivityId, HttpTerms Terms)
{
    public static IEnumerable<FlowRoute> Of(WorkflowDefinition definition, ActivityDescriptor descriptor) =>
        from activity in definition.Root.Container?.Activities ?? [definition.Root]
        where activity.Type == HttpEndpoint.Type && CanStart(activity)
        from terms in TermsOf(activity, descriptor)
        select new FlowRoute(definition.DefinitionId, definition.Name, activity.Id, terms);

    private static bool CanStart(Activity activity) => activity.CustomProperties.TryGetValue("canStartWorkflow", out var flag) && flag.ValueKind == JsonValueKind.True;

    private static IReadOnlyList<HttpTerms> TermsOf(Activity activity, ActivityDescriptor descriptor)
    {
        try
        {
            return HttpTerms.Of(InputBinder.Bind<HttpEndpoint.Inputs>(InputBinder.WrittenValues(descriptor, activity)));
        }
        catch (InputException)
        {
            // A flow with such an error is not published any more; one of an earlier version of the product simply has no address.
            return [];
        }
    }
}
