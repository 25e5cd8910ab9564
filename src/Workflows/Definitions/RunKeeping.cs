using System.Text.Json;

namespace Workflows.Definitions;

/// <summary>
/// How long a flow's finished runs are kept, and how many of them. Elsa's format has no place for it, so it stands in customProperties, which real Elsa keeps.
/// </summary>
public static class RunKeeping
{
    public const string Days = "history.keepDays";
    public const string Runs = "history.keepRuns";

    /// <summary>A hundred years.</summary>
    public const int MostDays = 36_500;

    public const int MostRuns = 10_000_000;

    /// <summary>After their end. Null: the server's own; also where what is written is no such number, which the validator says.</summary>
    public static int? KeepDays(this WorkflowDefinition definition) => Read(definition, Days, MostDays);

    /// <summary>The newest, of live and of simulated runs each. Null: the server's own.</summary>
    public static int? KeepRuns(this WorkflowDefinition definition) => Read(definition, Runs, MostRuns);

    /// <param name="name"><see cref="Days"/> or <see cref="Runs"/>.</param>
    public static WorkflowDefinition WithKeeping(this WorkflowDefinition definition, string name, int? value) =>
        definition with { CustomProperties = value is { } number ? definition.CustomProperties.SetItem(name, JsonSerializer.SerializeToElement(number)) : definition.CustomProperties.Remove(name) };

    /// <returns>Names with the largest number that each may have, and what is written instead.</returns>
    public static IEnumerable<(string Name, int Most, string Written)> Wrong(WorkflowDefinition definition) =>
        from limit in new[] { (Name: Days, Most: MostDays), (Name: Runs, Most: MostRuns) }
        where definition.CustomProperties.TryGetValue(limit.Name, out var written) && written.ValueKind != JsonValueKind.Null && Read(definition, limit.Name, limit.Most) is null
        select (limit.Name, limit.Most, definition.CustomProperties[limit.Name].GetRawText());

    private static int? Read(WorkflowDefinition definition, string name, int most) =>
        definition.CustomProperties.TryGetValue(name, out var written) && written.ValueKind == JsonValueKind.Number && written.TryGetInt32(out var number) && number >= 1 && number <= most ? number : null;
}
