using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner;

/// <summary>What an activity, its inputs and its outcomes are called in the reader's language; the descriptor's English where the resources have no word.</summary>
public sealed class ActivityWords(IStringLocalizer<ActivityTexts> texts)
{
    // A thousand steps ask for the same few words, many of which the resources do not have; looking them up costs more than all the rest of a card.
    private readonly ConcurrentDictionary<(string Culture, string Key), string?> found = new();

    public string Title(ActivityDescriptor descriptor) => Find($"{descriptor.Type}.title") ?? descriptor.Title;

    public string Summary(ActivityDescriptor descriptor) => Find($"{descriptor.Type}.summary") ?? descriptor.Summary;

    public string Input(ActivityDescriptor descriptor, InputDescriptor input) => Find($"{descriptor.Type}.input.{input.Name}") ?? Find($"input.{input.Name}") ?? input.Title;

    public string? Hint(ActivityDescriptor descriptor, InputDescriptor input) => Find($"{descriptor.Type}.input.{input.Name}.hint") ?? Find($"input.{input.Name}.hint") ?? input.Hint;

    public string Choice(ActivityDescriptor descriptor, InputDescriptor input, string choice) => Find($"{descriptor.Type}.input.{input.Name}.{choice}") ?? Find($"input.{input.Name}.{choice}") ?? Spaced(choice);

    public string Output(ActivityDescriptor descriptor, OutputDescriptor output) => Find($"{descriptor.Type}.output.{output.Name}") ?? output.Title;

    /// <summary>A case's own label is its author's and stays as it is.</summary>
    public string Outcome(ActivityDescriptor? descriptor, string outcome) => Outcome(descriptor?.Type ?? "", outcome);

    public string Outcome(string type, string outcome) => Find($"{type}.outcome.{outcome}") ?? Find($"outcome.{outcome}") ?? outcome;

    public string Category(Category category) => Find($"category.{category}") ?? category.ToString();

    private string? Find(string key) => found.GetOrAdd((CultureInfo.CurrentUICulture.Name, key), wanted => texts[wanted.Key] is { ResourceNotFound: false } text ? text.Value : null);

    /// <summary>"WaitAll" reads "Wait all".</summary>
    private static string Spaced(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) && !char.IsUpper(name[i - 1]) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
}
