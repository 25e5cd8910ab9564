using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Hosting;

/// <summary>A problem+json with a stable code, by which the client finds its translation; the sentence is for everybody else.</summary>
public static class CodedProblem
{
    public static ProblemHttpResult Of(int status, string code, string sentence) =>
        TypedResults.Problem(sentence, statusCode: status, extensions: [new("code", code)]);
}
