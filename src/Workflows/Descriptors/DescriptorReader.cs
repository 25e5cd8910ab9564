using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Workflows.Expressions;
using Workflows.Running;
using Workflows.Segments;

namespace Workflows.Descriptors;

/// <summary>Derives an activity's descriptor from its class: the attribute, the nested Inputs and Outputs records, the nested enum Outcome.</summary>
public static class DescriptorReader
{
    /// <exception cref="ArgumentException">The class is no activity; the message says what it lacks.</exception>
    public static ActivityDescriptor Read(Type activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var attribute = activity.GetCustomAttribute<ActivityAttribute>() ?? throw new ArgumentException($"{activity.Name} has no [Activity] attribute.", nameof(activity));
        var inputs = activity.GetNestedType("Inputs") ?? throw new ArgumentException($"{activity.Name} has no nested record Inputs.", nameof(activity));
        return new ActivityDescriptor
        {
            Type = attribute.Type,
            Title = attribute.Title,
            Summary = attribute.Summary,
            Category = attribute.Category,
            Icon = attribute.Icon,
            Grain = attribute.Grain,
            IsTrigger = attribute.IsTrigger,
            IsTerminal = attribute.IsTerminal,
            IsPure = attribute.IsPure,
            IsOrdinaryOnly = attribute.IsOrdinaryOnly,
            Bodies = [.. attribute.Bodies],
            OutcomesFrom = attribute.OutcomesFrom,
            Inputs = attribute.IsPure || attribute.IsTrigger ? ReadInputs(inputs) : [.. ReadInputs(inputs), .. ReadInputs(typeof(RetryPolicy))],
            Outputs = activity.GetNestedType("Outputs") is { } outputs ? [.. PropertiesOf(outputs).Select(ReadOutput)] : [],
            Outcomes = attribute.Outcomes.Length > 0 ? [.. attribute.Outcomes] : activity.GetNestedType("Outcome") is { } outcome ? [.. Enum.GetNames(outcome)] : attribute.OutcomesFrom is null ? ["Done"] : [],
        };
    }

    /// <summary>Properties in the order of the file that declares them, then those that the record shares with others.</summary>
    internal static IEnumerable<PropertyInfo> PropertiesOf(Type record) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetMethod is not null && p.GetIndexParameters().Length == 0).OrderBy(p => p.DeclaringType != record).ThenBy(p => p.MetadataToken);

    internal static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static ImmutableArray<InputDescriptor> ReadInputs(Type inputs)
    {
        // Reflection passes by "required": what the initialisers leave is each input's default.
        var defaults = Activator.CreateInstance(inputs)!;
        return [.. PropertiesOf(inputs).Where(p => p.SetMethod is not null).Select(p => ReadInput(p, p.GetValue(defaults)))];
    }

    private static InputDescriptor ReadInput(PropertyInfo property, object? defaultValue)
    {
        var attribute = property.GetCustomAttribute<InputAttribute>();
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var range = property.GetCustomAttribute<RangeAttribute>();
        return new InputDescriptor(NameOf(property), attribute?.Title ?? TitleOf(property.Name), attribute?.TypeName ?? TypeNameOf(type), EditorOf(type, attribute?.Editor ?? Editor.Default))
        {
            Hint = attribute?.Hint,
            IsRequired = property.IsDefined(typeof(RequiredAttribute)) || property.IsDefined(typeof(RequiredMemberAttribute)),
            RequiredUnless = attribute?.RequiredUnless,
            IsPlain = attribute?.IsPlain ?? false,
            InCustomProperties = attribute?.InCustomProperties ?? false,
            IsAdvanced = attribute?.IsAdvanced ?? false,
            Default = defaultValue is null or Template { Text: null } ? null : JsonSerializer.SerializeToElement(defaultValue, InputJson.Options),
            MaxLength = property.GetCustomAttribute<StringLengthAttribute>()?.MaximumLength ?? property.GetCustomAttribute<MaxLengthAttribute>()?.Length,
            Minimum = range is null ? null : Convert.ToDouble(range.Minimum, System.Globalization.CultureInfo.InvariantCulture),
            Maximum = range is null ? null : Convert.ToDouble(range.Maximum, System.Globalization.CultureInfo.InvariantCulture),
            Choices = type.IsEnum ? [.. Enum.GetNames(type)] : [],
        };
    }

    private static OutputDescriptor ReadOutput(PropertyInfo property) =>
        new(NameOf(property), property.GetCustomAttribute<InputAttribute>()?.Title ?? TitleOf(property.Name), TypeNameOf(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));

    private static string TypeNameOf(Type type) => type switch
    {
        _ when type == typeof(string) || type == typeof(Template) || type == typeof(TimeOnly) || type.IsEnum => "String",
        _ when type.IsPrimitive || type == typeof(decimal) || type == typeof(TimeSpan) || type == typeof(DateTimeOffset) => type.Name,
        _ => "Object",
    };

    private static Editor EditorOf(Type type, Editor given) => given != Editor.Default ? given : type switch
    {
        _ when type == typeof(Template) => Editor.Template,
        _ when type == typeof(SegmentRule) => Editor.Rule,
        _ when type == typeof(TimeSpan) => Editor.Duration,
        _ when type == typeof(TimeOnly) => Editor.TimeOfDay,
        _ when type == typeof(bool) => Editor.Switch,
        _ when type.IsEnum => Editor.Choice,
        _ when type.IsPrimitive || type == typeof(decimal) => Editor.Number,
        _ => Editor.Text,
    };

    /// <summary>"ChurnHigh" becomes "Churn high".</summary>
    private static string TitleOf(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
}
