using Workflows.Expressions;
using Workflows.Schedules;

namespace Workflows.Validation;

/// <summary>What stands outside this room and only the server has.</summary>
public sealed record ValidatorPorts
{
    public ICronCalendar? Cron { get; init; }
    public ITemplates? Templates { get; init; }
    public IExpressions? Expressions { get; init; }
    public IEndpointRoutes? Routes { get; init; }
    public IUsableFlows? Flows { get; init; }

    /// <summary>Merge fields that exist, dotted: <see cref="MergeFields.BuiltIn"/> and contact.&lt;attribute&gt; for each of the shop's own. Null: any field may exist.</summary>
    public IReadOnlySet<string>? Fields { get; init; }
}

/// <summary>The merge fields that every installation has.</summary>
public static class MergeFields
{
    public static IReadOnlyList<string> BuiltIn { get; } =
    [
        "contact.first_name", "contact.last_name", "contact.email", "contact.phone", "contact.external_id", "contact.language", "contact.time_zone",
        "workflow.name", "sender.name", "product.name", "offer", "deadline", "unsubscribe_url",
    ];
}
