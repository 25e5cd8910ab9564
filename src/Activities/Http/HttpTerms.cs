using Workflows.Validation;

namespace Activities.Http;

/// <summary>On what terms a flow takes a request: one of these for each method. Kept with the run that waits.</summary>
/// <param name="Path">Without slashes at its ends.</param>
public sealed record HttpTerms(string Method, string Path, bool Authorize, TimeSpan? RequestTimeout, long? RequestSizeLimit)
{
    public static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(30);
    public const long UsualSize = 1024 * 1024;

    public string Stimulus => $"http:{Method}:{Path}";

    public TimeSpan Timeout => RequestTimeout is not { } given || given <= TimeSpan.Zero ? UsualTimeout : given < EndpointRules.LongestTimeout ? given : EndpointRules.LongestTimeout;

    public long SizeLimit => RequestSizeLimit ?? UsualSize;

    /// <summary>Methods that do not exist are left out; the validator has said so.</summary>
    public static IReadOnlyList<HttpTerms> Of(HttpEndpoint.Inputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var methods = (inputs.SupportedMethods.IsDefault ? [] : inputs.SupportedMethods).Select(m => m.Trim().ToUpperInvariant()).Distinct().Where(EndpointRules.Methods.Contains);
        // Elsa asks for a policy only where it asks who calls; a policy that nobody here knows must not open a door.
        var isClosed = inputs.Authorize || !string.IsNullOrWhiteSpace(inputs.Policy);
        return [.. methods.Select(m => new HttpTerms(m, inputs.Path.Trim().Trim('/'), isClosed, inputs.RequestTimeout, inputs.RequestSizeLimit))];
    }
}
