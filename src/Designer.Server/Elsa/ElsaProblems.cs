using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Validation;

namespace Designer.Server.Elsa;

/// <summary>Elsa's errors are {statusCode, message, errors}; ours are problem+json. Under /elsa/api a problem carries both, and Elsa's client shows the lists under "errors".</summary>
internal static class ElsaProblems
{
    private const string Errors = "errors";

    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (!context.HttpContext.Request.Path.StartsWithSegments(ElsaWire.Prefix))
            return;
        problem.Extensions["statusCode"] = problem.Status;
        problem.Extensions["message"] = problem.Detail;
        if (!problem.Extensions.ContainsKey(Errors))
            problem.Extensions[Errors] = new Dictionary<string, string[]> { ["generalErrors"] = [problem.Detail ?? problem.Title ?? ""] };
    }

    /// <summary>Elsa answers 200 to a publish that failed, with isPublished false and no word; this says what is wrong, and with which step.</summary>
    /// <returns>Null when nothing speaks against it.</returns>
    public static ProblemHttpResult? Refusal(IReadOnlyList<Problem> problems, string done)
    {
        var errors = problems.Where(p => p.Severity == Severity.Error).ToList();
        if (errors.Count == 0)
            return null;
        var lists = errors.GroupBy(p => p.ActivityId ?? "workflow").ToDictionary(g => g.Key, g => g.Select(p => p.Message).ToArray());
        return TypedResults.Problem($"The workflow cannot be {done}: {errors[0].Message}", statusCode: StatusCodes.Status400BadRequest, extensions: [new(Errors, lists)]);
    }
}
