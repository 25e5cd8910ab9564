namespace Workflows.Running;

/// <summary>Reads and writes the bookkeeping of an ordinary flow for one target.</summary>
internal readonly struct TokenCounts(TokenScope scope, PlanNode target)
{
    public bool AllSeen => target.Incoming.All(IsSeen);
    public bool AllFollowed => target.Incoming.All(IsFollowed);
    public bool AnyFollowed => target.Incoming.Any(IsFollowed);

    /// <summary>The target ran already for this visit of the connection.</summary>
    public bool WasServed(PlanEdge edge) => !IsSeen(edge);

    public static TokenScope Ran(TokenScope scope, string activity) =>
        scope with { Ran = scope.Ran.SetItem(activity, scope.Ran.GetValueOrDefault(activity) + 1) };

    public static TokenScope Seen(TokenScope scope, PlanEdge edge, bool followed)
    {
        var key = Key(edge);
        return scope with
        {
            Seen = scope.Seen.SetItem(key, scope.Seen.GetValueOrDefault(key) + 1),
            Followed = followed ? scope.Followed.Add(key) : scope.Followed.Remove(key),
        };
    }

    private bool IsSeen(PlanEdge edge) => scope.Seen.GetValueOrDefault(Key(edge)) > scope.Ran.GetValueOrDefault(target.Id);

    private bool IsFollowed(PlanEdge edge) => IsSeen(edge) && scope.Followed.Contains(Key(edge));

    private static string Key(PlanEdge edge) => $"{edge.Source}:{edge.Port}->{edge.Target}";
}
