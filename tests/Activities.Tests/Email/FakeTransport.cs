using System.Collections.Concurrent;
using Activities.Email;

namespace Activities.Tests.Email;

/// <summary>Answers each message as a test says; 250 unless told.</summary>
internal sealed class FakeTransport(Func<OutgoingMessage, Delivery>? answer = null, int parallelism = 4) : IMailTransport, IMailSession
{
    public ConcurrentQueue<OutgoingMessage> Sent { get; } = new();
    public bool IsClosed { get; private set; }
    public int Parallelism => parallelism;

    public IMailSession Open(Sender sender) => this;

    public Delivery Send(OutgoingMessage message)
    {
        Sent.Enqueue(message);
        return answer?.Invoke(message) ?? new Delivery(SendState.Accepted, "250", "2.0.0 Ok");
    }

    public ValueTask DisposeAsync()
    {
        IsClosed = true;
        return ValueTask.CompletedTask;
    }
}
