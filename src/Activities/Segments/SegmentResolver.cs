using System.Collections.Immutable;
using Activities.Documents;
using Workflows.Segments;

namespace Activities.Segments;

/// <summary>
/// Puts the rules of saved segments in the place of references to them. Saved segments lie in the other store, so this comes before a transaction
/// on the facts; what it answers has no references left.
/// </summary>
public sealed class SegmentResolver(IDocumentStore<SavedSegment> segments)
{
    /// <exception cref="SegmentRuleException">A segment does not exist, or refers to itself by some way; the message names it.</exception>
    public Task<SegmentRule> ResolveAsync(SegmentRule rule, CancellationToken cancellationToken) => ResolveAsync(rule, [], cancellationToken);

    /// <summary>The same for a rule that is about to be saved under this id, so that a circle is found before it is closed.</summary>
    public Task<SegmentRule> ResolveAsync(string id, SegmentRule rule, CancellationToken cancellationToken) => ResolveAsync(rule, [id], cancellationToken);

    private async Task<SegmentRule> ResolveAsync(SegmentRule rule, ImmutableList<string> path, CancellationToken cancellationToken)
    {
        switch (rule)
        {
            case AllOf all:
                return new AllOf(await ResolveAsync(all.Rules, path, cancellationToken));
            case AnyOf any:
                return new AnyOf(await ResolveAsync(any.Rules, path, cancellationToken));
            case Not not:
                return new Not(await ResolveAsync(not.Rule, path, cancellationToken));
            case InSegment reference:
                if (path.Contains(reference.SegmentId))
                    throw new SegmentRuleException($"The segment '{reference.SegmentId}' refers to itself: {string.Join(" → ", path.Add(reference.SegmentId))}.");
                var saved = await segments.FindAsync(reference.SegmentId, cancellationToken)
                    ?? throw new SegmentRuleException($"There is no segment '{reference.SegmentId}'.");
                return await ResolveAsync(saved.Document.Rule, path.Add(reference.SegmentId), cancellationToken);
            default:
                return rule;
        }
    }

    private async Task<ImmutableArray<SegmentRule>> ResolveAsync(ImmutableArray<SegmentRule> rules, ImmutableList<string> path, CancellationToken cancellationToken)
    {
        var resolved = ImmutableArray.CreateBuilder<SegmentRule>(rules.Length);
        foreach (var rule in rules)
            resolved.Add(await ResolveAsync(rule, path, cancellationToken));
        return resolved.ToImmutable();
    }
}
