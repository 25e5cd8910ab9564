namespace Workflows.Descriptors;

/// <summary>Says what an activity is; the palette, the inspector, the validator and the reference are derived from it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ActivityAttribute(string type, string title, Category category, string summary, Icon icon, Grain grain) : Attribute
{
    public string Type => type;
    public string Title => title;
    public Category Category => category;

    /// <summary>One sentence.</summary>
    public string Summary => summary;

    public Icon Icon => icon;
    public Grain Grain => grain;
    public bool IsTrigger { get; init; }

    /// <summary>It changes nothing but its run, so nothing has to be on disk before it acts.</summary>
    public bool IsPure { get; init; }

    /// <summary>It needs a run of one token: in a flow with an audience it is an error.</summary>
    public bool IsOrdinaryOnly { get; init; }

    /// <summary>The ports at which an activity hangs inside it (If: "then", "else"); only the runner itself runs it.</summary>
    public string[] Bodies { get; init; } = [];

    /// <summary>Ports whose names are no words of C#, as Elsa writes them; else the enum Outcome names them.</summary>
    public string[] Outcomes { get; init; } = [];

    /// <summary>Nothing follows it: Finish.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>The camelCase name of a plain input whose items' "label" are outcomes, before the enum's own members (FlowSwitch: "cases").</summary>
    public string? OutcomesFrom { get; init; }
}

public enum Category { Triggers, Audience, Intelligence, Channels, Flow, Data }

public enum Icon { Schedule, Segment, Churn, Copy, Mail, Social, Branch, Split, Wait, Contact, Tag, Decision, Switch, Join, Variable, Text, Finish, Unknown }

/// <summary>How an activity meets the sets that arrive.</summary>
public enum Grain
{
    /// <summary>Works on every contact of every part, at its first arrival in a visit.</summary>
    PerContact,

    /// <summary>Acts once per run, activity and visit; later parts pass through the same outcome.</summary>
    OncePerRun,
}
