using System.Collections.Immutable;
using Activities;
using Activities.Contacts;
using Workflows.Definitions;
using Workflows.Expressions;
using Workflows.Schedules;
using Workflows.Validation;

namespace Designer.Server.Flows;

/// <summary>The validator with everything that this server can ask: calendar, scripts, templates, web addresses, and the merge fields of this shop.</summary>
public sealed class FlowProblems(ActivityCatalog catalog, ICronCalendar? cron = null, IExpressions? expressions = null, ITemplates? templates = null, IContactStore? contacts = null, IEndpointRoutes? routes = null, UsableFlows? usable = null)
{
    public async Task<ImmutableArray<Problem>> OfAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var ports = new ValidatorPorts { Cron = cron, Expressions = expressions, Templates = templates, Routes = routes, Flows = usable, Fields = await FieldsAsync(cancellationToken) };
        return new Validator(catalog.Descriptors, ports).Validate(definition);
    }

    private async Task<IReadOnlySet<string>?> FieldsAsync(CancellationToken cancellationToken)
    {
        if (contacts is null)
            return null;
        var attributes = await contacts.AttributesAsync(cancellationToken);
        return MergeFields.BuiltIn.Concat(attributes.Select(a => $"contact.{a.Name}")).ToHashSet(StringComparer.Ordinal);
    }
}
