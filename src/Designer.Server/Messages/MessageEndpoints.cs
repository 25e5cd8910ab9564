using Activities.Email;
using Designer.Contracts.Messages;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Messages;

public static class MessageEndpoints
{
    private const int LargestPage = 500;

    public static IEndpointRouteBuilder MapMessages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/messages", ListAsync);
        routes.MapGet("/api/messages/{id}", FindAsync);
        routes.MapGet("/api/messages/{id}/eml", EmlAsync);
        routes.MapPost("/api/messages/{id}/settle", SettleAsync);
        return routes;
    }

    private static async Task<Results<Ok<MessagePage>, ProblemHttpResult>> ListAsync(IMessageStore outbox, string? runId, long? contactId, string? state, CancellationToken cancellationToken, int offset = 0, int limit = 50)
    {
        if (!string.IsNullOrEmpty(state) && SendStateNames.Find(state) is null)
            return CodedProblem.Of(StatusCodes.Status400BadRequest, "message-state", $"A message's state is held, reserved, accepted, deferred, refused or in_doubt; it is '{state}'.");
        var query = new MessageQuery(string.IsNullOrEmpty(runId) ? null : runId, contactId, string.IsNullOrEmpty(state) ? null : SendStateNames.Read(state), Math.Max(0, offset), Math.Clamp(limit, 1, LargestPage));
        var page = await outbox.ListAsync(query, cancellationToken);
        return TypedResults.Ok(new MessagePage([.. page.Items.Select(Row)], page.Total));
    }

    private static async Task<Results<Ok<MessageDetail>, ProblemHttpResult>> FindAsync(string id, IMessageStore outbox, CancellationToken cancellationToken)
    {
        if (await outbox.FindAsync(id, cancellationToken) is not { } kept)
            return Unknown(id);
        using var mime = MimeMessages.Build(kept.Message);
        var headers = mime.Headers.Select(h => new HeaderRow(h.Field, h.Value)).ToList();
        return TypedResults.Ok(new MessageDetail(Row(kept.Standing), $"{kept.Message.From.Name} <{kept.Message.From.Address}>", headers, kept.Message.Html, kept.Message.Text, kept.Answer));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> EmlAsync(string id, IMessageStore outbox, CancellationToken cancellationToken)
    {
        if (await outbox.FindAsync(id, cancellationToken) is not { } kept)
            return Unknown(id);
        using var bytes = new MemoryStream();
        MimeMessages.Write(kept.Message, bytes);
        return TypedResults.File(bytes.ToArray(), "message/rfc822", $"{id}.eml");
    }

    /// <summary>A person has looked into the mail server's log: the message left, or it did not (and a retry of the step may send it).</summary>
    private static async Task<Results<Ok<MessageRow>, ProblemHttpResult>> SettleAsync(string id, SettleRequest request, IMessageStore outbox, ISendLedger ledger, TimeProvider time, CancellationToken cancellationToken)
    {
        if (request.State is not ("accepted" or "deferred"))
            return CodedProblem.Of(StatusCodes.Status400BadRequest, "settle-state", $"A message in doubt is settled as accepted (it left) or deferred (it did not); not as '{request.State}'.");
        if (await outbox.FindAsync(id, cancellationToken) is not { } kept)
            return Unknown(id);
        if (kept.Standing.State != SendState.InDoubt)
            return CodedProblem.Of(StatusCodes.Status409Conflict, "not-in-doubt", $"The message '{id}' is not in doubt; it is {kept.Standing.State.Name()}.");
        await ledger.SealAsync([new SendSeal(kept.Message.Key, SendStateNames.Read(request.State), SendCodes.Settled, time.GetUtcNow())], cancellationToken);
        return TypedResults.Ok(Row((await outbox.FindAsync(id, cancellationToken) ?? kept).Standing));
    }

    internal static MessageRow Row(MessageStanding m) => new(
        m.Id, m.Key.RunId, m.Key.ActivityId, m.Key.ContactId, m.To, m.Subject ?? "", m.State.Name(), m.Code, m.Code is SendCodes.Kept or SendCodes.Simulated, m.At, m.Key.IsTest);

    private static ProblemHttpResult Unknown(string id) => CodedProblem.Of(StatusCodes.Status404NotFound, "message-unknown", $"There is no message '{id}' in the outbox; the person it went to may have been erased.");
}
