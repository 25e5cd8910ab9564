using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SettingsContract = Designer.Contracts.Security.Settings;

namespace Designer.Server.Settings;

public static class SettingsEndpoints
{
    private const int LongestText = 500;

    public static IEndpointRouteBuilder MapSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/settings", GetAsync);
        routes.MapPut("/api/settings", SaveAsync);
        return routes;
    }

    private static async Task<Ok<SettingsContract>> GetAsync(SettingsStore settings, IOptions<DesignerOptions> options, CancellationToken cancellationToken)
    {
        var stored = await settings.GetAsync(cancellationToken);
        return TypedResults.Ok(Contract(stored.Document, stored.Revision, options.Value));
    }

    private static async Task<Results<Ok<SettingsContract>, ProblemHttpResult>> SaveAsync(SettingsContract request, HttpRequest http, SettingsStore settings, IOptions<DesignerOptions> options, CancellationToken cancellationToken)
    {
        if (Fault(request, options.Value) is { } fault)
            return CodedProblem.Of(StatusCodes.Status400BadRequest, "settings-invalid", fault);
        var value = new StoredSettings(request.DefaultZone, request.SenderName.Trim(), request.SenderAddress.Trim(), request.PostalAddress.Trim());
        var stored = await settings.SaveAsync(value, IfMatch.Revision(http), cancellationToken);
        return TypedResults.Ok(Contract(stored.Document, stored.Revision, options.Value));
    }

    private static string? Fault(SettingsContract request, DesignerOptions options)
    {
        // Cookies, links and the path base hang on it, so it is configuration and shown here only.
        if (!string.Equals(request.PublicUrl ?? "", options.PublicUrl?.ToString() ?? "", StringComparison.Ordinal))
            return $"The public address is set by the configuration key Designer:PublicUrl and not here; it is '{options.PublicUrl}'.";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(request.DefaultZone, out _))
            return $"The time zone '{request.DefaultZone}' is unknown. Names are IANA's, such as Europe/Berlin.";
        if (!System.Net.Mail.MailAddress.TryCreate(request.SenderAddress, out _))
            return $"The sender's address '{request.SenderAddress}' is not an e-mail address.";
        if (request.SenderName.Trim() is not { Length: >= 1 and <= LongestText })
            return $"The sender's name must have between 1 and {LongestText} characters; it has {request.SenderName.Trim().Length}.";
        return request.PostalAddress.Length <= LongestText ? null : $"The postal address must have at most {LongestText} characters; it has {request.PostalAddress.Length}.";
    }

    private static SettingsContract Contract(StoredSettings stored, long revision, DesignerOptions options) =>
        new(options.PublicUrl?.ToString(), stored.DefaultZone, stored.SenderName, stored.SenderAddress, stored.PostalAddress, revision);
}
