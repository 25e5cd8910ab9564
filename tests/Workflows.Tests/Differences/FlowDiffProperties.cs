using FsCheck;
using FsCheck.Fluent;
using Workflows.Definitions;
using Workflows.Differences;
using Workflows.Elsa;
using Workflows.Tests.Elsa;
using Xunit;

namespace Workflows.Tests.Differences;

/// <summary>Over pairs of definitions that nobody has drawn; half of them share steps, as versions of one flow do.</summary>
public sealed class FlowDiffProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void A_flow_does_not_differ_from_itself() =>
        Prop.ForAll(Arb.From(ElsaJsonProperties.Definitions()), flow => FlowDiff.Between(flow, flow).IsEmpty && FlowDiff.Between(flow, ElsaJson.Read(ElsaJson.Write(flow))).IsEmpty).Check(Many);

    [Fact]
    public void Every_step_and_connection_of_either_version_is_counted_once() =>
        Prop.ForAll(Arb.From(Pairs()), pair =>
        {
            var (before, after) = pair;
            var diff = FlowDiff.Between(before, after);
            var (kept, added, removed) = (diff.CountOfSteps(ChangeKind.Unchanged) + diff.CountOfSteps(ChangeKind.Changed), diff.CountOfSteps(ChangeKind.Added), diff.CountOfSteps(ChangeKind.Removed));
            var (stays, comes, goes) = (diff.CountOfConnections(ChangeKind.Unchanged) + diff.CountOfConnections(ChangeKind.Changed), diff.CountOfConnections(ChangeKind.Added), diff.CountOfConnections(ChangeKind.Removed));
            return kept + added == Steps(after) && kept + removed == Steps(before) && stays + comes == Connections(after) && stays + goes == Connections(before)
                && diff.Steps.All(s => s.Parts.Length > 0 == (s.Kind == ChangeKind.Changed));
        }).Check(Many);

    [Fact]
    public void Backwards_what_was_added_is_removed() =>
        Prop.ForAll(Arb.From(Pairs()), pair =>
        {
            var (there, back) = (FlowDiff.Between(pair.Item1, pair.Item2), FlowDiff.Between(pair.Item2, pair.Item1));
            return Same(there.Steps.Select(s => (s.Id, Turned(s.Kind), s.Parts.Length)), back.Steps.Select(s => (s.Id, s.Kind, s.Parts.Length)))
                && Same(there.Connections.Select(c => (c.Connection.Key, Turned(c.Kind))), back.Connections.Select(c => (c.Connection.Key, c.Kind)))
                && there.Values.Length == back.Values.Length;
        }).Check(Many);

    private static Gen<(WorkflowDefinition, WorkflowDefinition)> Pairs() =>
        from one in ElsaJsonProperties.Definitions()
        from other in ElsaJsonProperties.Definitions()
        from mixed in Gen.Elements(true, false)
        select (one, mixed && one.Root.Container is { } a && other.Root.Container is { } b
            ? one with { Root = one.Root with { Container = a with { Activities = [.. a.Activities.Take(1), .. b.Activities.Skip(1)], Connections = [.. a.Connections.Take(1), .. b.Connections] } } }
            : other);

    private static int Steps(WorkflowDefinition flow) => flow.Root.Container!.Activities.Length;

    private static int Connections(WorkflowDefinition flow) => flow.Root.Container!.Connections.DistinctBy(c => c.Key).Count();

    private static ChangeKind Turned(ChangeKind kind) => kind switch { ChangeKind.Added => ChangeKind.Removed, ChangeKind.Removed => ChangeKind.Added, _ => kind };

    private static bool Same<T>(IEnumerable<T> a, IEnumerable<T> b) where T : notnull => a.Order().SequenceEqual(b.Order());
}
