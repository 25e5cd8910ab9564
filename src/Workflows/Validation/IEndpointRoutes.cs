namespace Workflows.Validation;

/// <summary>The web addresses that flows of this server have.</summary>
public interface IEndpointRoutes
{
    /// <returns>Null, or why the template of a path ("orders/{id}") cannot be read.</returns>
    string? Check(string path);

    /// <summary>What of a template tells two apart: orders/{id} and Orders/{number} take the same requests.</summary>
    string Shape(string path);

    /// <returns>The name of another published flow that begins with such requests, or null.</returns>
    string? TakenBy(string definitionId, string method, string path);
}
