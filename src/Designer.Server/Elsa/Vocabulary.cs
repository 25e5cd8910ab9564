using Workflows.Definitions;

namespace Designer.Server.Elsa;

/// <summary>The closed lists from which Elsa Studio fills its choices. The type names are Elsa's own: they stand in definitions.</summary>
internal static class Vocabulary
{
    private const string Core = "Elsa.Workflows.Core";
    private const string Runtime = "Elsa.Workflows.Runtime";

    public static IReadOnlyList<ExpressionRow> Expressions { get; } =
    [
        new(ExpressionTypes.Literal, "Literal", false),
        new(ExpressionTypes.Object, "Object", false, "json"),
        new(ExpressionTypes.Json, "Json", false, "json"),
        new(ExpressionTypes.Variable, "Variable", true),
        new(ExpressionTypes.Input, "Input", true),
        new(ExpressionTypes.JavaScript, "JavaScript", true, "javascript"),
        new(ExpressionTypes.Liquid, "Liquid", true, "liquid"),
    ];

    public static IReadOnlyList<VariableType> VariableTypes { get; } =
    [
        new("Object", "Primitives", "The root class for all object in the CLR System."),
        new("String", "Primitives", "Represents a static string of characters."),
        new("Boolean", "Primitives", "Represents a true or false value."),
        new("Int32", "Primitives", "A 32 bit integer."),
        new("Long", "Primitives", "A 64 bit integer."),
        new("Single", "Primitives", "A 32 bit floating point number."),
        new("Double", "Primitives", "A 64 bit floating point number."),
        new("Decimal", "Primitives", "A decimal number."),
        new("Guid", "Primitives", "Represents a Globally Unique Identifier."),
        new("DateTime", "Primitives", "A value type that represents a date and time."),
        new("DateTimeOffset", "Primitives", "A value type that consists of a DateTime and a time zone offset."),
        new("TimeSpan", "Primitives", "Represents a duration of time."),
        new("StringDictionary", "Lookups", "A dictionary with string key and values."),
        new("ObjectDictionary", "Lookups", "A dictionary with string key and object values."),
        new("JSON", "Dynamic", "A dictionary that can be typed as dynamic to access members using dot notation."),
        new("JsonElement", "Dynamic", "A JSON element for reading a JSON structure."),
        new("JsonNode", "Dynamic", "A JSON node for reading and writing a JSON structure."),
        new("JsonObject", "Dynamic", "A JSON object for reading and writing a JSON structure."),
        new("ByteArray", "Data", "A byte array."),
    ];

    public static IReadOnlyList<StorageDriver> StorageDrivers { get; } =
    [
        new(Variable.InstanceDriver, "Workflow Instance", 5, false),
        new($"Elsa.Workflows.MemoryStorageDriver, {Core}", "Memory", 0, false),
        new($"Elsa.Workflows.Services.WorkflowStorageDriver, {Core}", "Workflow", -1, true),
    ];

    public static IReadOnlyList<Strategy> IncidentStrategies { get; } =
    [
        new($"Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, {Core}", "Continue with incidents", "An incident strategy that allows the workflow to continue running, but with incidents."),
        new($"Elsa.Workflows.IncidentStrategies.FaultStrategy, {Core}", "Fault", "An incident strategy that puts the entire workflow in the Faulted state."),
    ];

    public static IReadOnlyList<Strategy> ActivationStrategies { get; } =
    [
        new($"Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, {Core}", "Always", "Always allow the creation of a new workflow instance."),
        new($"Elsa.Workflows.Runtime.ActivationValidators.CorrelatedSingletonStrategy, {Runtime}", "Correlated singleton", "Only allow new workflow instances if a running one of the same workflow definition and correlation ID doesn't already exist."),
        new($"Elsa.Workflows.Runtime.ActivationValidators.CorrelationStrategy, {Runtime}", "Correlation", "Only allow new workflow instances of any workflow definition if a running one with the same correlation ID doesn't already exist."),
        new($"Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, {Runtime}", "Singleton", "Only allow new workflow instances if a running one of the same workflow definition doesn't already exist."),
    ];

    public static IReadOnlyList<Strategy> LogPersistence { get; } =
    [
        .. new[] { "Configuration", "Exclude", "Include", "Inherit" }.Select(name => new Strategy($"Elsa.Workflows.LogPersistence.Strategies.{name}, {Core}", name, "")),
    ];

    public static IReadOnlyList<CommitStrategy> WorkflowCommits { get; } =
    [
        new("WorkflowExecuting", "Commit Before Workflow Execution", "Commit the workflow state when the workflow is executing."),
        new("WorkflowExecuted", "Commit After Workflow Execution", "Commit the workflow state when the workflow has been executed."),
        new("ActivityExecuting", "Commit Before Activity Execution", "Determines whether a workflow state should be committed if the current activity is executing."),
        new("ActivityExecuted", "Commit After Activity Execution", "Determines whether a workflow state should be committed if the current activity has executed."),
    ];

    public static IReadOnlyList<CommitStrategy> ActivityCommits { get; } =
    [
        new("CommitAlways", "Commit Before And After", "Always commit the workflow state when the activity is about to execute or has executed."),
        new("CommitNever", "Commit Later", "Workflow state will not be commited before or after the activity executes."),
        new("Executing", "Commit Before", "Commit the workflow state when the activity is executing."),
        new("Executed", "Commit After", "Commit the workflow state after the activity has executed."),
    ];
}

internal sealed record ExpressionRow(string Type, string DisplayName, bool IsBrowsable, [property: System.Text.Json.Serialization.JsonIgnore] string? Language = null)
{
    public bool IsSerializable { get; } = true;
    public IReadOnlyDictionary<string, string> Properties => Language is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["MonacoLanguage"] = Language };
}

internal sealed record VariableType(string TypeName, string Category, string Description)
{
    public string DisplayName => TypeName;
}

internal sealed record StorageDriver(string TypeName, string DisplayName, int Priority, bool Deprecated);

internal sealed record Strategy(string TypeName, string DisplayName, string Description);

internal sealed record CommitStrategy(string Name, string DisplayName, string Description);
