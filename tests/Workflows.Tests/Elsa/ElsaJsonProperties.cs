using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Definitions;
using Workflows.Elsa;
using Xunit;

namespace Workflows.Tests.Elsa;

/// <summary>Over definitions that nobody has drawn: names with quotes and Chinese, values of every kind, flowcharts inside flowcharts.</summary>
public sealed class ElsaJsonProperties
{
    private static readonly Gen<string> Name = Gen.Elements("Count", "my var", "a \"quoted\" name", "中秋", "line\nbreak", "<script>", "\\u0041", "x");
    private static readonly Gen<string> Key = Gen.Elements("text", "subject", "rule", "items", "value", "headers");

    private static readonly Gen<JsonElement> Value =
        Gen.Elements("null", "true", "0", "-1.5", "1e30", "12345678901234567890", "\"\"", "\"text\"", "\"{{ contact.first_name }}\"", "\"日期\"", "[]", "[1,\"a\",null]", "{}", "{\"a\":{\"b\":[1]}}")
            .Select(json => JsonDocument.Parse(json).RootElement);

    [Fact]
    public void A_definition_that_is_written_and_read_is_written_alike() =>
        Prop.ForAll(Arb.From(Definitions()), definition =>
        {
            var written = ElsaJson.Write(definition);
            return written == ElsaJson.Write(ElsaJson.Read(written));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void What_is_written_passes_elsas_checklist() =>
        Prop.ForAll(Arb.From(Definitions()), definition =>
        {
            ElsaChecklist.Check(ElsaJson.WriteElement(definition));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Nothing_of_an_activity_is_lost_or_moved_between_inputs_outputs_and_properties() =>
        Prop.ForAll(Arb.From(Activities("a", 0)), activity =>
        {
            var flow = new WorkflowDefinition { DefinitionId = "f", Root = new Activity { Id = "f", Type = "Elsa.Flowchart", Container = new Container([activity], [], []) } };
            var read = ElsaJson.Read(ElsaJson.Write(flow)).Root.Container!.Activities[0];
            return (read.Id, read.Type, read.Name, read.Version) == (activity.Id, activity.Type, activity.Name, activity.Version)
                && read.Inputs.Keys.ToHashSet().SetEquals(activity.Inputs.Keys)
                && read.Inputs.All(i => i.Value.Expression!.Type == activity.Inputs[i.Key].Expression!.Type && i.Value.IsBare == activity.Inputs[i.Key].IsBare && Same(i.Value.Expression.Value, activity.Inputs[i.Key].Expression!.Value))
                && read.Outputs.All(o => activity.Outputs[o.Key] == o.Value) && read.Outputs.Count == activity.Outputs.Count
                && read.Properties.All(p => Same(p.Value, activity.Properties[p.Key])) && read.Properties.Count == activity.Properties.Count
                && read.CustomProperties.All(p => Same(p.Value, activity.CustomProperties[p.Key])) && read.CustomProperties.Count == activity.CustomProperties.Count;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static bool Same(JsonElement? a, JsonElement? b) => (a is null && b is null) || (a is { } x && b is { } y && JsonElement.DeepEquals(x, y));

    internal static Gen<WorkflowDefinition> Definitions() =>
        from name in Name
        from description in Gen.Elements<string?>(null, "", "A description.")
        from custom in Properties()
        from unknown in Key.Select(k => $"x-{k}").Zip(Value).ListOf(2)
        from variables in Variables()
        from root in Flowcharts("root", 2)
        select new WorkflowDefinition
        {
            DefinitionId = "flow-1",
            Id = "flow-1-v1",
            Name = name.Trim(),
            Description = description,
            CreatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(8)),
            CustomProperties = custom,
            Variables = variables,
            Inputs = [new Argument(name, "String", name)],
            Outcomes = [name],
            Unknown = unknown.GroupBy(u => u.Item1).ToImmutableDictionary(g => g.Key, g => g.First().Item2),
            Root = root,
        };

    private static Gen<Activity> Flowcharts(string id, int depth) =>
        from count in Gen.Choose(0, 3)
        from first in Activities($"{id}-0", depth - 1)
        from second in Activities($"{id}-1", depth - 1)
        from third in Activities($"{id}-2", 0)
        from variables in Variables()
        from wires in (from a in Gen.Choose(0, 3) from b in Gen.Choose(0, 3) from port in Gen.Elements<string?>("Done", "High", null) from x in Gen.Choose(-500, 500)
                       select new Connection($"{id}-{a}", port, $"{id}-{b}") { Vertices = x > 0 ? [new Point(x, 0.5)] : [] }).ListOf(count)
        select new Activity { Id = id, Type = "Elsa.Flowchart", Container = new Container([.. new[] { first, second, third }.Take(count)], [.. wires], variables) };

    private static Gen<Activity> Activities(string id, int depth) =>
        from type in Gen.Elements("Elsa.WriteLine", "Marketing.SendEmail", "No.Such")
        from name in Gen.Elements<string?>(null, "Step1")
        from inputs in Key.Zip(Inputs()).ListOf(3)
        from properties in Key.Select(k => $"p-{k}").Zip(Value.Where(v => v.ValueKind is JsonValueKind.Null or JsonValueKind.Array or JsonValueKind.Object)).ListOf(2)
        from custom in Properties()
        from hasOutput in Gen.Elements(true, false)
        from body in depth > 0 ? Flowcharts($"{id}-body", depth).Select(b => (Activity?)b) : Gen.Constant<Activity?>(null)
        select new Activity
        {
            Id = id,
            Type = type,
            Name = name,
            Inputs = inputs.GroupBy(i => i.Item1).ToImmutableDictionary(g => g.Key, g => g.First().Item2),
            Properties = properties.GroupBy(p => p.Item1).ToImmutableDictionary(g => g.Key, g => g.First().Item2),
            CustomProperties = custom,
            Outputs = hasOutput ? ImmutableDictionary<string, OutputBinding>.Empty.Add("result", new OutputBinding("String", "v")) : ImmutableDictionary<string, OutputBinding>.Empty,
            Bodies = body is null ? ImmutableDictionary<string, Activity>.Empty : ImmutableDictionary<string, Activity>.Empty.Add("body", body),
        };

    private static Gen<ActivityInput> Inputs() => Gen.OneOf(
        from value in Value from type in Gen.Elements("String", "Object", "Int32") select new ActivityInput(type, new Expression("Literal", value)) { MemoryReferenceId = type == "Int32" ? "a:input-1" : null },
        from value in Value.Where(v => v.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True) select new ActivityInput(null, new Expression("Literal", value)) { IsBare = true },
        from kind in Gen.Elements("JavaScript", "Liquid", "Variable") from value in Value select new ActivityInput("Object", new Expression(kind, value)),
        Gen.Constant(new ActivityInput("String", new Expression("Literal", null))));

    private static Gen<ImmutableDictionary<string, JsonElement>> Properties() =>
        Key.Zip(Value).ListOf(2).Select(pairs => pairs.GroupBy(p => p.Item1).ToImmutableDictionary(g => g.Key, g => g.First().Item2));

    private static Gen<ImmutableArray<Variable>> Variables() =>
        (from name in Name from value in Gen.Elements<string?>(null, "", "5", "[1]") from isArray in Gen.Elements(true, false) select new Variable($"v-{name}", name, "Int32", isArray, value)).ListOf(2).Select(v => v.ToImmutableArray());
}
