using Microsoft.Extensions.Localization;
using Workflows.Validation;

namespace Designer.Client.FlowDesigner;

/// <summary>A problem in the author's language: by its code where the resources have one (a newer server may know more), else its own English sentence.</summary>
public sealed class ProblemWords(IStringLocalizer<ProblemTexts> texts)
{
    public string Sentence(Problem problem)
    {
        var found = texts[problem.Code, [.. problem.Arguments]];
        return found.ResourceNotFound ? problem.Message : found.Value;
    }
}
