using Activities.Contacts;
using Activities.Email;
using Designer.Contracts.Messages;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Messages;

public static class PreviewEndpoints
{
    public static IEndpointRouteBuilder MapMessagePreviews(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/workflows/{definitionId}/preview", PreviewAsync);
        routes.MapPost("/api/workflows/{definitionId}/test", TestAsync);
        return routes;
    }

    private static async Task<Results<Ok<PreviewMessage>, ProblemHttpResult>> PreviewAsync(
        string definitionId, PreviewMessageRequest request, StepReader steps, ISenders senders, IContactStore contacts, SendGate gate, MailComposer composer, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(request.ContactId, cancellationToken) is not { } contact)
            return NoContact(request.ContactId);
        var (definition, inputs) = await steps.ReadAsync(definitionId, request.ActivityId, request.Definition, cancellationToken);
        inputs.Draft().RequireText();
        var sender = await senders.FindAsync(inputs.Account, cancellationToken);
        var decision = (await gate.DecideAsync([contact.Id], cancellationToken)).Single();
        var address = decision.Address ?? Nobody;
        var key = new SendKey("preview", request.ActivityId, contact.Id, 0);
        var message = composer.Compose(inputs.Draft(), sender, definition.Name, contact, address, key, time.GetUtcNow());
        return TypedResults.Ok(new PreviewMessage(
            message.Subject, message.Preheader, $"{message.From.Name} <{message.From.Address}>", decision.Address is null ? null : message.To.Address, message.Html, message.Text, Warnings(sender, decision)));
    }

    private static async Task<Results<Ok<TestSendResponse>, ProblemHttpResult>> TestAsync(
        string definitionId, TestSendRequest request, StepReader steps, ISenders senders, IContactStore contacts, TestSends tests, CancellationToken cancellationToken)
    {
        if (EmailAddress.TryParse(request.Address) is not { } address)
            return CodedProblem.Of(StatusCodes.Status400BadRequest, "test-address", $"'{request.Address}' is not an e-mail address.");
        if (await contacts.FindAsync(request.ContactId, cancellationToken) is not { } contact)
            return NoContact(request.ContactId);
        var (definition, inputs) = await steps.ReadAsync(definitionId, request.ActivityId, null, cancellationToken);
        inputs.Draft().RequireText();
        var sender = await senders.FindAsync(inputs.Account, cancellationToken);
        return TypedResults.Ok(await tests.SendAsync(inputs.Draft(), sender, definition.Name, request.ActivityId, contact, address, cancellationToken));
    }

    private static EmailAddress Nobody { get; } = EmailAddress.TryParse("nobody@example.com")!;

    private static List<string> Warnings(Sender sender, GateDecision decision)
    {
        var warnings = new List<string>();
        if (decision.Hold is { } reason)
            warnings.Add($"A run would hold this message: {reason.Code}.");
        else if (sender.Account is not null && decision.Address!.IsReserved)
            warnings.Add($"The domain {decision.Address.Domain} is reserved: the message stays in the outbox.");
        if (sender.PostalAddress.Length == 0)
            warnings.Add("No postal address is set; laws against unsolicited mail ask for one. It is entered in the settings.");
        if (sender.Account is not null && !sender.HasPublicUrl)
            warnings.Add($"Account '{sender.Account.Name}' cannot send while Designer:PublicUrl is not set.");
        return warnings;
    }

    private static ProblemHttpResult NoContact(long id) => CodedProblem.Of(StatusCodes.Status404NotFound, "contact-unknown", $"There is no contact {id}.");
}
