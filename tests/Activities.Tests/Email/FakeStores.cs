using System.Collections.Concurrent;
using Activities.Contacts;
using Activities.Email;

namespace Activities.Tests.Email;

internal sealed class FakeOutbox : IMessageStore
{
    public ConcurrentDictionary<string, OutgoingMessage> Messages { get; } = new();
    public ConcurrentDictionary<string, string> Answers { get; } = new();

    public Task AddAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
            Messages[message.Id] = message;
        return Task.CompletedTask;
    }

    public Task AnswerAsync(IReadOnlyList<MessageAnswer> answers, CancellationToken cancellationToken)
    {
        foreach (var answer in answers)
            Answers[answer.Id] = answer.Text;
        return Task.CompletedTask;
    }

    public Task<KeptMessage?> FindAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<KeptMessageList> ListAsync(MessageQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();
}

internal sealed class FakeSuppressions(params string[] addresses) : ISuppressionStore
{
    public Task<IReadOnlySet<string>> FindAsync(IReadOnlyCollection<string> asked, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(asked.Where(a => addresses.Contains(a, StringComparer.OrdinalIgnoreCase)).ToHashSet());

    public Task AddAsync(string address, string reason, DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task RemoveAsync(string address, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<Suppression>> ListAsync(int offset, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}

internal sealed class FakeSenders(Sender sender) : ISenders
{
    public Task<Sender> FindAsync(string? account, CancellationToken cancellationToken) => Task.FromResult(sender);
}

internal sealed record FakeAccount() : MailAccount("fake", "Fake");
