using System.Net;
using Workflows.Validation;

namespace Designer.Client.Api;

/// <summary>The server refused, failed or could not be reached. <see cref="Exception.Message"/> is its sentence, when it had one.</summary>
/// <param name="status">Null: no answer came.</param>
/// <param name="code">The stable code of the problem, when it has one.</param>
public sealed class ApiException(HttpStatusCode? status, string? code, string message, Exception? inner = null) : Exception(message, inner)
{
    public HttpStatusCode? Status { get; } = status;
    public string? Code { get; } = code;

    /// <summary>What the validator found, when publish or run was refused.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}
