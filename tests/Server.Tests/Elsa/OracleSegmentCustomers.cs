using System.Collections.Immutable;
using Activities;
using Activities.Runs;
using Workflows.Descriptors;

namespace Server.Tests.Elsa;

/// <summary>What the probes were run with beside Elsa's own.</summary>
[Activity("Oracle.SegmentCustomers", "Segment customers", Category.Data, "Counts the scores that reach a threshold.", Icon.Segment, Grain.OncePerRun)]
public sealed class OracleSegmentCustomers : IActivity<OracleSegmentCustomers.Inputs, OracleSegmentCustomers.Outputs>
{
    public sealed record Inputs
    {
        public ImmutableArray<double> Scores { get; init; } = [];
        public double Threshold { get; init; }
    }

    public sealed record Outputs(int Count);

    public Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.LeaveAll("Done");
        return Task.FromResult(new Outputs(inputs.Scores.Count(s => s >= inputs.Threshold)));
    }
}

[Activity("Oracle.SendMessage", "Send message", Category.Channels, "Sends nothing.", Icon.Mail, Grain.OncePerRun)]
public sealed class OracleSendMessage : IActivity<OracleSendMessage.Inputs, OracleSendMessage.Outputs>
{
    public sealed record Inputs
    {
        public string? To { get; init; }
        public string? Body { get; init; }
    }

    public sealed record Outputs(string? MessageId);

    public enum Outcome { Sent, Skipped }

    public Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var skipped = string.IsNullOrWhiteSpace(inputs.To);
        context.LeaveAll(skipped ? Outcome.Skipped : Outcome.Sent);
        return Task.FromResult(new Outputs(skipped ? null : "m1"));
    }
}
