using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Differences;

/// <summary>Connections are the same by their ends and ports; one that leads elsewhere is another one. Bends are where it is drawn, which is no difference.</summary>
internal static class ConnectionDiff
{
    public static ImmutableArray<ConnectionChange> Between(ImmutableArray<Connection> before, ImmutableArray<Connection> after)
    {
        var old = before.DistinctBy(c => c.Key).ToDictionary(c => c.Key);
        var now = after.DistinctBy(c => c.Key).ToList();
        var keys = now.Select(c => c.Key).ToHashSet();
        return
        [
            .. now.Select(c => new ConnectionChange(c, old.TryGetValue(c.Key, out var was) ? IsSame(was, c) ? ChangeKind.Unchanged : ChangeKind.Changed : ChangeKind.Added)),
            .. old.Values.Where(c => !keys.Contains(c.Key)).Select(c => new ConnectionChange(c, ChangeKind.Removed)),
        ];
    }

    private static bool IsSame(Connection a, Connection b) => !FileProperties.Changed(Unknown(a), Unknown(b)).Any();

    private static ImmutableArray<(string, JsonElement)> Unknown(Connection connection) => [.. connection.Unknown.Select(p => (p.Key, p.Value))];
}
