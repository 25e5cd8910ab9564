using System.Security.Cryptography;
using Activities.Documents;
using Designer.Contracts.Accounts;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Accounts;

public static class AccountEndpoints
{
    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/accounts", async (AccountStore accounts, CancellationToken cancellationToken) =>
            TypedResults.Ok((await accounts.ListAsync(cancellationToken)).Select(Row).ToList()));
        routes.MapPut("/api/accounts/{id}", SaveAsync);
        routes.MapDelete("/api/accounts/{id}", DeleteAsync);
        routes.MapPost("/api/accounts/{id}/check", CheckAsync);
        return routes;
    }

    private static async Task<Results<Ok<AccountRow>, ProblemHttpResult>> SaveAsync(string id, SaveAccountRequest request, HttpRequest http, AccountStore accounts, CancellationToken cancellationToken)
    {
        if (AccountRules.Fault(request) is { } fault)
            return CodedProblem.Of(StatusCodes.Status400BadRequest, "account-invalid", fault);
        return TypedResults.Ok(Row(await accounts.SaveAsync(id, request, IfMatch.Revision(http), cancellationToken)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, AccountStore accounts, CancellationToken cancellationToken) =>
        await accounts.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : Unknown(id);

    private static async Task<Results<Ok<AccountCheck>, ProblemHttpResult>> CheckAsync(string id, AccountStore accounts, IEnumerable<IAccountCheck> checks, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(id, cancellationToken) is not { Document: var account })
            return Unknown(id);
        string? secret;
        try
        {
            secret = accounts.Secret(account);
        }
        catch (CryptographicException)
        {
            return TypedResults.Ok(new AccountCheck(false, $"The secret of '{account.Name}' was sealed under other keys than this data folder's. Enter it again."));
        }
        return TypedResults.Ok(await checks.Single(check => check.Kind == account.Kind).CheckAsync(account, secret, cancellationToken));
    }

    private static ProblemHttpResult Unknown(string id) => CodedProblem.Of(StatusCodes.Status404NotFound, "account-unknown", $"There is no account '{id}'.");

    private static AccountRow Row(Stored<Account> stored)
    {
        var account = stored.Document;
        return new AccountRow(stored.Id, account.Name, account.Kind, account.IsDefault, account.Smtp, account.Mastodon, account.SealedSecret is not null, stored.Revision);
    }
}
