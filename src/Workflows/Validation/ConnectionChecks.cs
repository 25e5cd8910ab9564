using Workflows.Definitions;

namespace Workflows.Validation;

/// <summary>Connections that no run ever follows. Elsa drops or ignores them in silence, so they are warnings; an unknown port is an error where we know the ports.</summary>
internal static class ConnectionChecks
{
    public static IEnumerable<Problem> Check(FlowGraph flow) =>
        flow.IsSequence ? [] : (flow.Definition.Root.Container?.Connections ?? []).SelectMany(c => Check(flow, c));

    private static IEnumerable<Problem> Check(FlowGraph flow, Connection connection)
    {
        var (source, target) = (flow.Find(connection.Source), flow.Find(connection.Target));
        if (source is null || target is null)
        {
            var (absent, other) = source is null ? (connection.Source, connection.Target) : (connection.Target, connection.Source);
            yield return new Problem(Severity.Warning, ProblemCodes.ConnectionDangling, source?.Id ?? target?.Id, null, $"A connection at '{other}' has its other end at '{absent}', which is not in the flow.")
            {
                Arguments = [absent, other],
            };
        }
        else if (connection.SourcePort is not { } port)
        {
            // In a run of one token Elsa takes it for Done.
            if (!flow.IsAudience && (source.Descriptor?.OutcomesOf(source.Activity) ?? []) is [] or ["Done"])
                yield break;
            yield return source.Problem(Severity.Warning, ProblemCodes.ConnectionNoPort, null, $"The connection from '{source.Title}' to '{target.Title}' leaves no port, so nobody ever follows it.", target.Title);
        }
        else if (source.Descriptor?.OutcomesOf(source.Activity) is { } ports && !ports.Contains(port) && !(ports.IsEmpty && port == "Done"))
        {
            var known = string.Join(", ", ports);
            yield return source.Problem(Severity.Error, ProblemCodes.ConnectionPort, null, $"A connection leaves '{source.Title}' through '{port}', but it has only {known}.", port, known);
        }
    }
}
