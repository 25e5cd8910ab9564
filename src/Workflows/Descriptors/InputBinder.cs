using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Expressions;

namespace Workflows.Descriptors;

/// <summary>Turns evaluated JSON values into an activity's Inputs record. What does not fit is an <see cref="InputException"/>, or is told and becomes its type's default; never silently, as in Elsa.</summary>
public static class InputBinder
{
    private static readonly ConcurrentDictionary<Type, BoundInput[]> Properties = new();

    public static T Bind<T>(IReadOnlyDictionary<string, JsonElement> values)
        where T : notnull => (T)Bind(typeof(T), values);

    /// <param name="inputs">The Inputs record.</param>
    /// <param name="values">By camelCase name; null or absent: the record's own default. Names that the record does not have are left alone.</param>
    /// <param name="tell">Null: a value that does not fit is an exception. Else it hears the sentence, and the value is its type's default.</param>
    /// <exception cref="InputException">A value is missing, does not fit its type or is over its limit.</exception>
    public static object Bind(Type inputs, IReadOnlyDictionary<string, JsonElement> values, Action<string>? tell = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var record = Activator.CreateInstance(inputs) ?? throw new ArgumentException($"{inputs.Name} cannot be created without arguments.", nameof(inputs));
        foreach (var input in Properties.GetOrAdd(inputs, Settable))
        {
            if (values.TryGetValue(input.Name, out var json) && json.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
                input.Property.SetValue(record, Convert(input.Property, input.Name, json, tell));
            if (input.HasRules)
                Check(input, input.Property.GetValue(record));
        }

        return record;
    }

    /// <summary>The values that stand in the definition as they are (plain inputs and those kept in customProperties); wrapped inputs have to be evaluated first.</summary>
    public static Dictionary<string, JsonElement> PlainValues(ActivityDescriptor descriptor, Activity activity)
    {
        var values = new Dictionary<string, JsonElement>();
        foreach (var input in descriptor.Inputs)
        {
            if (input.InCustomProperties ? activity.CustomProperties.TryGetValue(input.Name, out var value) : activity.Properties.TryGetValue(input.Name, out value))
                values[input.Name] = value;
            else if (input.IsPlain && activity.Inputs.TryGetValue(input.Name, out var bare) && bare is { IsBare: true, Expression.Value: { } literal })
                values[input.Name] = literal;
        }

        return values;
    }

    /// <summary>Those, and every wrapped input that needs no run: what a trigger says of itself before anything has started.</summary>
    public static Dictionary<string, JsonElement> WrittenValues(ActivityDescriptor descriptor, Activity activity)
    {
        var values = PlainValues(descriptor, activity);
        foreach (var (name, input) in activity.Inputs)
        {
            if (input.Expression is { Type: ExpressionTypes.Literal or ExpressionTypes.Object or ExpressionTypes.Json, Value: { } written })
                values[name] = written;
        }
        return values;
    }

    private static object? Convert(PropertyInfo property, string name, JsonElement json, Action<string>? tell)
    {
        try
        {
            return InputConversion.Convert(name, json, property.PropertyType);
        }
        catch (InputException misfit) when (tell is not null)
        {
            tell($"{misfit.Message} Its default is used, as Elsa does.");
            return property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
        }
    }

    private static BoundInput[] Settable(Type inputs) =>
        [.. DescriptorReader.PropertiesOf(inputs).Where(p => p.SetMethod is not null).Select(p => new BoundInput(
            p, DescriptorReader.NameOf(p), p.IsDefined(typeof(RequiredAttribute)) || p.IsDefined(typeof(RequiredMemberAttribute)), p.GetCustomAttribute<StringLengthAttribute>(), p.GetCustomAttribute<RangeAttribute>()))];

    private static void Check(BoundInput input, object? value)
    {
        var name = input.Name;
        var text = value switch { string s => s, Template t => t.Text, _ => null };
        var isEmpty = value is null || (value is string or Template && string.IsNullOrWhiteSpace(text));
        if (isEmpty && input.IsRequired)
            throw new InputException(name, $"The input '{name}' is required and has no value.");
        if (text is not null && input.Length is { } length && text.Length > length.MaximumLength)
            throw new InputException(name, $"The input '{name}' has {text.Length} characters; at most {length.MaximumLength} are allowed.");
        if (value is not null && input.Range is { } range && !range.IsValid(value))
            throw new InputException(name, $"The input '{name}' is {value}; it must be between {range.Minimum} and {range.Maximum}.");
    }

    /// <summary>Attributes are read once: an activity may run a million times.</summary>
    private sealed record BoundInput(PropertyInfo Property, string Name, bool IsRequired, StringLengthAttribute? Length, RangeAttribute? Range)
    {
        public bool HasRules => IsRequired || Length is not null || Range is not null;
    }
}

/// <summary>The author's mistake, seen only when the value was there: trying again does not help.</summary>
public sealed class InputException(string input, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Input => input;
}
