namespace Activities.Email;

/// <summary>Sends nothing: the message is in the outbox already, and that is all. Used without an account, and by simulated runs with their own code.</summary>
public sealed class OutboxTransport(string code) : IMailTransport
{
    public static OutboxTransport Kept { get; } = new(SendCodes.Kept);
    public static OutboxTransport Simulated { get; } = new(SendCodes.Simulated);

    public IMailSession Open(Sender sender) => new Session(new Delivery(SendState.Accepted, code, ""));

    private sealed class Session(Delivery answer) : IMailSession
    {
        public int Parallelism => 1;

        public Delivery Send(OutgoingMessage message) => answer;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
