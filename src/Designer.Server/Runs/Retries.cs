using System.Security.Cryptography;
using System.Text;
using Activities.Runs;
using Activities.Segments;
using Microsoft.Extensions.Options;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Expressions;
using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>Whether and when a fault is tried again, by the policy of the activity that met it.</summary>
internal sealed class Retries(IOptions<RunOptions> options, TimeProvider time)
{
    /// <param name="attempt">Failed attempts before this one.</param>
    /// <returns>Null: not any more.</returns>
    public DateTimeOffset? Next(string run, Activity activity, int attempt, Exception fault)
    {
        if (IsAuthors(fault))
            return null;
        var policy = RetryPolicy.Of(activity);
        return attempt < policy.Retries && (policy.RetryFaults == RetriedFaults.All || IsPassing(fault))
            ? time.GetUtcNow() + policy.Pause(attempt, Draw(run, activity.Id, attempt), options.Value.RetrySpread)
            : null;
    }

    /// <summary>Trying again does not help against an author's mistake.</summary>
    private static bool IsAuthors(Exception fault) => fault is InputException or ExpressionException or SegmentRuleException or ActivityFaultException { CanRetry: false };

    private static bool IsPassing(Exception fault) => fault is ActivityFaultException or TimeoutException or OperationCanceledException or HttpRequestException or IOException or System.Net.Sockets.SocketException;

    /// <summary>The same for the same attempt of the same step: a replayed run takes the same pauses.</summary>
    private static double Draw(string run, string activity, int attempt) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{run}\n{activity}\n{attempt}"))) / (double)uint.MaxValue;
}
