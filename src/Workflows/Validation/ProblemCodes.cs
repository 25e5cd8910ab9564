namespace Workflows.Validation;

/// <summary>Every code that the validator gives, with what its Arguments are; the client has a translation for each and a test holds it to that.</summary>
public static class ProblemCodes
{
    /// <summary>No arguments.</summary>
    public const string FlowEmpty = "flow.empty";

    /// <summary>{0} type of the root.</summary>
    public const string FlowRoot = "flow.root";

    /// <summary>{0} step, {1} type.</summary>
    public const string ActivityUnknown = "activity.unknown";

    /// <summary>{0} step, {1} id.</summary>
    public const string ActivityDuplicate = "activity.duplicate";

    /// <summary>{0} step, {1} type.</summary>
    public const string ActivityNested = "activity.nested";

    /// <summary>{0} step, {1} type.</summary>
    public const string ActivityInside = "activity.inside";

    /// <summary>{0} step, {1} type.</summary>
    public const string ActivityOrdinary = "activity.ordinary";

    /// <summary>{0} step.</summary>
    public const string ActivityUnreachable = "activity.unreachable";

    /// <summary>{0} step after which nothing can come.</summary>
    public const string FinishFollowed = "finish.followed";

    /// <summary>{0} id that is not there, {1} id at the other end.</summary>
    public const string ConnectionDangling = "connection.dangling";

    /// <summary>{0} step, {1} port, {2} the ports that it has.</summary>
    public const string ConnectionPort = "connection.port";

    /// <summary>{0} step at the start, {1} step at the end.</summary>
    public const string ConnectionNoPort = "connection.noPort";

    /// <summary>{0} step, {1} input.</summary>
    public const string InputMissing = "input.missing";

    /// <summary>{0} step, {1} input, {2} the other input that would do as well.</summary>
    public const string InputMissingUnless = "input.missingUnless";

    /// <summary>{0} step, {1} input, {2} limit, {3} length.</summary>
    public const string InputTooLong = "input.tooLong";

    /// <summary>{0} step, {1} input, {2} least, {3} most, {4} value.</summary>
    public const string InputRange = "input.range";

    /// <summary>{0} step, {1} input, {2} what is expected, {3} value.</summary>
    public const string InputType = "input.type";

    /// <summary>{0} step, {1} input, {2} why.</summary>
    public const string InputExpression = "input.expression";

    /// <summary>{0} step, {1} input or output, {2} id of the variable.</summary>
    public const string VariableUnknown = "variable.unknown";

    /// <summary>{0} name or id.</summary>
    public const string VariableDuplicate = "variable.duplicate";

    /// <summary>{0} name of the workflow's input or output.</summary>
    public const string ArgumentDuplicate = "argument.duplicate";

    /// <summary>{0} name of the setting, {1} the largest number that it may be, {2} what is written.</summary>
    public const string KeepingWrong = "keeping.wrong";

    /// <summary>{0} step, {1} input, {2} why: a syntax error or an unknown merge field.</summary>
    public const string TemplateInvalid = "template.invalid";

    /// <summary>{0} step, {1} input, {2} why.</summary>
    public const string RuleInvalid = "rule.invalid";

    /// <summary>{0} step, {1} expression, {2} why.</summary>
    public const string CronInvalid = "cron.invalid";

    /// <summary>{0} step, {1} zone.</summary>
    public const string ZoneUnknown = "zone.unknown";

    /// <summary>{0} step, {1} input.</summary>
    public const string LabelBlank = "label.blank";

    /// <summary>{0} step, {1} input, {2} label.</summary>
    public const string LabelDuplicate = "label.duplicate";

    /// <summary>{0} step, {1} input.</summary>
    public const string SharesZero = "shares.zero";

    /// <summary>{0} step, {1} other step, {2} cron, {3} zone.</summary>
    public const string TriggersCollide = "triggers.collide";

    /// <summary>{0} step, {1} other step, {2} the first instant that both have.</summary>
    public const string TriggersOverlap = "triggers.overlap";

    /// <summary>{0} step.</summary>
    public const string TriggerDisabled = "trigger.disabled";

    /// <summary>{0} step.</summary>
    public const string TriggerInside = "trigger.inside";

    /// <summary>{0} step.</summary>
    public const string TriggerBoth = "trigger.both";

    /// <summary>{0} step, {1} input.</summary>
    public const string TriggerComputed = "trigger.computed";

    /// <summary>{0} step, {1} path, {2} why.</summary>
    public const string EndpointPath = "endpoint.path";

    /// <summary>{0} step, {1} method, {2} those that exist.</summary>
    public const string EndpointMethod = "endpoint.method";

    /// <summary>{0} step, {1} policy.</summary>
    public const string EndpointPolicy = "endpoint.policy";

    /// <summary>{0} step, {1} method, {2} path, {3} who has it.</summary>
    public const string EndpointTaken = "endpoint.taken";

    /// <summary>{0} step, {1} id of the flow.</summary>
    public const string UsedFlowMissing = "usedFlow.missing";

    /// <summary>{0} step, {1} id of the flow.</summary>
    public const string UsedFlowCycle = "usedFlow.cycle";

    /// <summary>{0} the strategy as the file names it.</summary>
    public const string ActivationUnknown = "activation.unknown";

    /// <summary>{0} flow, {1} id of the run that goes on, {2} its flow. Of a start, not of the validator.</summary>
    public const string RunsAlready = "flow.runsAlready";

    /// <summary>{0} the steps of the loop.</summary>
    public const string LoopWithoutWait = "loop.withoutWait";

    /// <summary>{0} step that goes back, {1} step to which it goes.</summary>
    public const string LoopSideways = "loop.sideways";

    /// <summary>{0} step, {1} and {2} the steps that cannot both arrive.</summary>
    public const string JoinNever = "join.never";

    /// <summary>{0} step, {1} zone.</summary>
    public const string ElsaReadsUtc = "elsa.utc";

    public static IReadOnlyList<string> All { get; } =
    [
        FlowEmpty, FlowRoot, ActivityUnknown, ActivityDuplicate, ActivityNested, ActivityInside, ActivityOrdinary, ActivityUnreachable, FinishFollowed, ConnectionDangling, ConnectionPort, ConnectionNoPort,
        InputMissing, InputMissingUnless, InputTooLong, InputRange, InputType, InputExpression, VariableUnknown, VariableDuplicate, ArgumentDuplicate, KeepingWrong, TemplateInvalid, RuleInvalid,
        CronInvalid, ZoneUnknown, LabelBlank, LabelDuplicate, SharesZero, TriggersCollide, TriggersOverlap, TriggerDisabled, TriggerInside, TriggerBoth, TriggerComputed, EndpointPath,
        EndpointMethod, EndpointPolicy, EndpointTaken, UsedFlowMissing, UsedFlowCycle, ActivationUnknown, RunsAlready, LoopWithoutWait, LoopSideways,
        JoinNever, ElsaReadsUtc,
    ];
}
