using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner.Inputs;

/// <summary>The closed table of editors.</summary>
public static class InputEditors
{
    private static readonly Dictionary<Editor, Type> Table = new()
    {
        [Editor.Default] = typeof(TextEditor),
        [Editor.Text] = typeof(TextEditor),
        [Editor.MultilineText] = typeof(TextEditor),
        [Editor.Number] = typeof(NumberEditor),
        [Editor.Switch] = typeof(SwitchEditor),
        [Editor.Choice] = typeof(ChoiceEditor),
        [Editor.Duration] = typeof(DurationEditor),
        [Editor.TimeOfDay] = typeof(TimeOfDayEditor),
        [Editor.Cron] = typeof(CronEditor),
        [Editor.TimeZone] = typeof(TimeZoneEditor),
        [Editor.Rule] = typeof(RuleInputEditor),
        [Editor.Template] = typeof(TemplateEditor),
        [Editor.HtmlTemplate] = typeof(TemplateEditor),
        [Editor.Variable] = typeof(VariableEditor),
        [Editor.Account] = typeof(AccountEditor),
        [Editor.Tag] = typeof(TagEditor),
        [Editor.Attribute] = typeof(AttributeEditor),
        [Editor.Cases] = typeof(CasesEditor),
        [Editor.Variants] = typeof(VariantsEditor),
        [Editor.Language] = typeof(LanguageEditor),
    };

    public static Type Of(Editor editor) => Table[editor];
}
