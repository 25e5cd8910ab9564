using Microsoft.Extensions.Localization;
using Workflows.Validation;

namespace Designer.Client.FlowDesigner;

/// <summary>A problem in the author's language: by its code where the resources have one, else its own English sentence.</summary>
public sealed class ProblemWords(IStringLocalizer<DesignerTexts> texts)
{
    public string Sentence(Problem problem)
    {
        var found = texts[$"problem.{problem.Code}", [.. problem.Arguments]];
        return found.ResourceNotFound ? problem.Message : found.Value;
    }
}
