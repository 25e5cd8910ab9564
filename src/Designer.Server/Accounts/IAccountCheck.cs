using Designer.Contracts.Accounts;

namespace Designer.Server.Accounts;

/// <summary>Connects to an account of one kind and signs in, sending nothing. One per kind, registered beside the channel that uses it.</summary>
public interface IAccountCheck
{
    /// <summary>One of <see cref="AccountKinds"/>.</summary>
    string Kind { get; }

    /// <returns>Not Ok with what the other side said, in a sentence that names the server; an expected failure is no exception.</returns>
    Task<AccountCheck> CheckAsync(Account account, string? secret, CancellationToken cancellationToken);
}
