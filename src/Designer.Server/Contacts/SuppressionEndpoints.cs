using Activities.Contacts;
using Activities.Email;
using Designer.Contracts.Contacts;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Contacts;

internal static class SuppressionEndpoints
{
    public static void MapSuppressions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/suppressions", async (int? offset, int? limit, ISuppressionStore suppressions, CancellationToken cancellationToken) =>
            TypedResults.Ok((await suppressions.ListAsync(Math.Max(0, offset ?? 0), Math.Clamp(limit ?? 50, 1, 500), cancellationToken)).Select(s => new SuppressionRow(s.Address, s.Reason, s.At)).ToList()));
        routes.MapPost("/api/suppressions", AddAsync);
        routes.MapDelete("/api/suppressions/{address}", async (string address, ISuppressionStore suppressions, CancellationToken cancellationToken) =>
        {
            await suppressions.RemoveAsync(address, cancellationToken);
            return TypedResults.NoContent();
        });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AddAsync(AddSuppressionRequest request, ISuppressionStore suppressions, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (EmailAddress.TryParse(request.Address) is null)
            return CodedProblem.Of(StatusCodes.Status400BadRequest, "address-invalid", "The value of 'address' is not an e-mail address.");
        await suppressions.AddAsync(request.Address, string.IsNullOrWhiteSpace(request.Reason) ? "by hand" : request.Reason, clock.GetUtcNow(), cancellationToken);
        return TypedResults.NoContent();
    }
}
