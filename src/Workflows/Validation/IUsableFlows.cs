using Workflows.Descriptors;

namespace Workflows.Validation;

/// <summary>The published flows that others may use as one of their steps.</summary>
public interface IUsableFlows
{
    /// <returns>Null: there is no such flow, it is not published, or its author does not offer it.</returns>
    ActivityDescriptor? Describe(string definitionId);

    /// <summary>Whether one flow uses another, itself or through others.</summary>
    bool Reaches(string from, string to);
}
