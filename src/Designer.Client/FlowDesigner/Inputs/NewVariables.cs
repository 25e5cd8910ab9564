using Designer.Client.FlowDesigner.Editing;
using Workflows.Definitions;

namespace Designer.Client.FlowDesigner.Inputs;

/// <summary>Makes a variable where one is needed, without a detour through the flow's settings.</summary>
public static class NewVariables
{
    /// <param name="changeName">How undo calls it.</param>
    /// <param name="stem">copy becomes Copy, Copy2 …</param>
    public static Variable Add(FlowSession session, string changeName, string stem)
    {
        var name = string.Concat(stem[..1].ToUpperInvariant(), stem[1..]);
        var free = name;
        for (var number = 2; session.Definition.Variables.Any(v => v.Name == free); number++)
            free = $"{name}{number}";
        var variable = new Variable($"v-{StepIds.New()}", free, "Object");
        session.Apply(changeName, d => FlowEdits.WithVariables(d, d.Variables.Add(variable)));
        return variable;
    }
}
