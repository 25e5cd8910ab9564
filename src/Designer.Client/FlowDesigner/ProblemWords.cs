using Microsoft.Extensions.Localization;
using Workflows.Descriptors;
using Workflows.Validation;

namespace Designer.Client.FlowDesigner;

/// <summary>A problem in the author's language: by its code where the resources have one (a newer server may know more), else its own English sentence.</summary>
public sealed class ProblemWords(IStringLocalizer<ProblemTexts> texts, ActivityWords words)
{
    /// <param name="types">The validator names steps and inputs by their English titles; these are said in the author's language too.</param>
    public string Sentence(Problem problem, IEnumerable<ActivityDescriptor> types)
    {
        var found = texts[problem.Code, [.. problem.Arguments.Select(argument => Word(argument, types))]];
        return found.ResourceNotFound ? problem.Message : found.Value;
    }

    private string Word(string argument, IEnumerable<ActivityDescriptor> types)
    {
        foreach (var type in types)
        {
            if (type.Title == argument)
                return words.Title(type);
            if (type.Inputs.FirstOrDefault(input => input.Title == argument) is { } input)
                return words.Input(type, input);
        }
        return texts[$"word.{argument}"] is { ResourceNotFound: false } known ? known.Value : argument;
    }
}
