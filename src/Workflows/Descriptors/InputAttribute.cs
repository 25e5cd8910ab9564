namespace Workflows.Descriptors;

/// <summary>Titles an input of an activity's Inputs record. Required, StringLength and Range come from System.ComponentModel.DataAnnotations.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputAttribute(string title) : Attribute
{
    public string Title => title;
    public string? Hint { get; init; }

    /// <summary>Default: chosen by the property's type.</summary>
    public Editor Editor { get; init; } = Editor.Default;

    /// <summary>Elsa's isWrapped:false: the value stands in the file as it is, without typeName and expression.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Kept in customProperties (the time zone of a Schedule), because Elsa's activity has no such input.</summary>
    public bool InCustomProperties { get; init; }

    /// <summary>Elsa's alias or type name, where it is not the one that the property's type gives (FlowJoin's mode). Elsa reads an input without any as a silent null.</summary>
    public string? TypeName { get; init; }

    /// <summary>The camelCase name of another input: this one is required where that one has no value (a subject, unless a copy brings one).</summary>
    public string? RequiredUnless { get; init; }

    /// <summary>Written for engineers: folded away in the inspector.</summary>
    public bool IsAdvanced { get; init; }
}

/// <summary>The closed list of editors that the inspector has.</summary>
public enum Editor { Default, Text, MultilineText, Number, Switch, Choice, Duration, TimeOfDay, Cron, TimeZone, Rule, Template, HtmlTemplate, Variable, Account, Tag, Attribute, Cases, Variants, Language }
