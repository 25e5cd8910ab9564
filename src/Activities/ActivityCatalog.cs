using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Activities.Runs;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Descriptors;

namespace Activities;

/// <summary>Every activity there is, found by reflection.</summary>
public sealed class ActivityCatalog
{
    private readonly FrozenDictionary<string, CatalogEntry> _entries;

    private ActivityCatalog(IEnumerable<CatalogEntry> entries)
    {
        var list = entries.OrderBy(e => e.Descriptor.Category).ThenBy(e => e.Descriptor.Type, StringComparer.Ordinal).ToList();
        var twice = list.GroupBy(e => e.Descriptor.Type).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new InvalidOperationException($"Two activities have the type id '{twice.Key}': {string.Join(" and ", twice.Select(e => e.ClrType.FullName))}.");
        _entries = list.ToFrozenDictionary(e => e.Descriptor.Type, StringComparer.Ordinal);
        Descriptors = [.. list.Select(e => e.Descriptor)];
    }

    /// <summary>By category, then type id.</summary>
    public ImmutableArray<ActivityDescriptor> Descriptors { get; }

    /// <summary>This assembly's activities, and those of further assemblies.</summary>
    public static ActivityCatalog Discover(params Assembly[] others) =>
        new(new[] { typeof(ActivityCatalog).Assembly }.Concat(others).Distinct().SelectMany(a => a.GetTypes()).Where(t => t.IsDefined(typeof(ActivityAttribute))).Select(CatalogEntry.Of));

    public CatalogEntry? Find(string type) => _entries.GetValueOrDefault(type);
}

/// <summary>An activity type: what it is, and how to run it.</summary>
public sealed record CatalogEntry(ActivityDescriptor Descriptor, Type ClrType, Type InputsType)
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}");
    private readonly Lazy<ObjectFactory> _create = new(() => ActivatorUtilities.CreateFactory(ClrType, []));

    private delegate Task<JsonElement> Runner(object activity, object inputs, ActivityContext context, CancellationToken cancellationToken);

    private Runner Run { get; init; } = null!;

    /// <summary>Binds the evaluated inputs, constructs the activity with the ports it asks for and lets it work on the part that arrived.</summary>
    /// <returns>Its Outputs as a JSON object with camelCase names.</returns>
    /// <exception cref="InputException">An input is missing, does not fit its type or is over its limit.</exception>
    public Task<JsonElement> ExecuteAsync(IServiceProvider services, IReadOnlyDictionary<string, JsonElement> inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var bound = InputBinder.Bind(InputsType, inputs, IsOurs ? null : context.Journal);
        return Run(_create.Value(services, null), bound, context, cancellationToken);
    }

    /// <summary>Elsa gives an input that does not convert its type's default. Where a flow of Elsa's counts on that it works here, and the journal says so; ours are strict.</summary>
    private bool IsOurs => Descriptor.Type.StartsWith("Marketing.", StringComparison.Ordinal);

    internal static CatalogEntry Of(Type type)
    {
        if (type.GetInterfaces().SingleOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IControl<>)) is { } control)
        {
            return new CatalogEntry(DescriptorReader.Read(type), type, control.GetGenericArguments()[0])
            {
                Run = (_, _, context, _) => throw new ActivityFaultException($"'{context.ActivityId}' is run by the runner itself, and only in a flow without an audience.", canRetry: false),
            };
        }
        var contract = type.GetInterfaces().SingleOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IActivity<,>))
            ?? throw new InvalidOperationException($"{type.FullName} has [Activity] but does not implement IActivity<Inputs, Outputs> once.");
        var arguments = contract.GetGenericArguments();
        var run = typeof(CatalogEntry).GetMethod(nameof(RunAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(arguments);
        return new CatalogEntry(DescriptorReader.Read(type), type, arguments[0]) { Run = run.CreateDelegate<Runner>() };
    }

    private static async Task<JsonElement> RunAsync<TInputs, TOutputs>(object activity, object inputs, ActivityContext context, CancellationToken cancellationToken)
        where TInputs : notnull
    {
        var outputs = await ((IActivity<TInputs, TOutputs>)activity).ExecuteAsync((TInputs)inputs, context, cancellationToken);
        return outputs is Nothing ? Empty : JsonSerializer.SerializeToElement(outputs, InputJson.Options);
    }
}
