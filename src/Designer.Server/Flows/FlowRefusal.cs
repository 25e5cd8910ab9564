using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Validation;

namespace Designer.Server.Flows;

/// <summary>Publish and run refuse a flow with errors, and say which.</summary>
public static class FlowRefusal
{
    /// <param name="done">"published" or "run", for the sentence.</param>
    /// <returns>Null when nothing speaks against it.</returns>
    public static ProblemHttpResult? Of(IReadOnlyList<Problem> problems, string done)
    {
        var errors = problems.Where(p => p.Severity == Severity.Error).ToList();
        if (errors.Count == 0)
            return null;
        var sentence = errors.Count == 1 ? $"The flow cannot be {done}: {errors[0].Message}" : $"The flow cannot be {done}: it has {errors.Count} errors. The first: {errors[0].Message}";
        return TypedResults.Problem(sentence, statusCode: StatusCodes.Status422UnprocessableEntity, extensions: [new("code", "flow-has-errors"), new("problems", problems)]);
    }
}
