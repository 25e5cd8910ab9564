using System.Net.Http.Json;
using System.Text.Json;
using Designer.Contracts;
using Workflows.Validation;

namespace Designer.Client.Api;

/// <summary>An application/problem+json answer as far as this client reads it.</summary>
public sealed record ProblemAnswer(string? Detail, string? Code, IReadOnlyDictionary<string, string[]>? Errors, IReadOnlyList<Problem>? Problems)
{
    /// <summary>Never throws on a body it cannot read: a proxy's HTML page is an answer too, and the status says enough then.</summary>
    public static async Task<ApiException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ProblemAnswer? problem = null;
        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json" or "application/json")
        {
            try
            {
                problem = await response.Content.ReadFromJsonAsync<ProblemAnswer>(ContractJson.Options, cancellationToken);
            }
            catch (JsonException exception)
            {
                return new ApiException(response.StatusCode, null, "", exception);
            }
        }
        return new ApiException(response.StatusCode, problem?.Code, problem?.Sentence ?? "") { Problems = problem?.Problems ?? [] };
    }

    // A title without a detail is only the status in words ("Not Found"); ErrorReporter has a better sentence for that.
    private string Sentence => Errors is { Count: > 0 } ? string.Join(" ", Errors.SelectMany(error => error.Value)) : Detail ?? "";
}
