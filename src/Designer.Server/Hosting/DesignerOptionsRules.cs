using System.Net;
using Microsoft.Extensions.Options;

namespace Designer.Server.Hosting;

/// <summary>What a configuration must keep to. Each sentence names the key, the limit and the value, so that it can be mended without the manual.</summary>
public sealed class DesignerOptionsRules : IValidateOptions<DesignerOptions>
{
    private const int ShortestApiKey = 16;

    public ValidateOptionsResult Validate(string? name, DesignerOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(DesignerOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.DataPath))
            yield return "Designer:DataPath must name a folder; it is empty.";
        if (options.PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            yield return $"Designer:PublicUrl must be an absolute http or https address; it is '{url}'.";
        else if (options.PublicUrl is { } whole && (whole.Query.Length > 0 || whole.Fragment.Length > 0 || whole.UserInfo.Length > 0))
            yield return $"Designer:PublicUrl must be an address without user, query or fragment; its path is '{whole.AbsolutePath}'.";
        // The key itself stays out of the sentence: it ends in a log.
        if (options.ApiKey is { } key && (key.Length < ShortestApiKey || key.Any(char.IsWhiteSpace)))
            yield return $"Designer:ApiKey must have at least {ShortestApiKey} characters and no blanks; it has {key.Length} characters.";
        foreach (var (setting, value, least, most) in Ranges(options))
        {
            if (value < least || value > most)
                yield return $"Designer:{setting} must be between {least} and {most}; it is {value}.";
        }
        foreach (var origin in options.StudioOrigins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var studio) || studio.Scheme is not ("http" or "https") || studio.GetLeftPart(UriPartial.Authority) != origin)
                yield return $"Designer:StudioOrigins must hold origins such as https://studio.example.com, without a path; it holds '{origin}'.";
        }
        foreach (var proxy in options.TrustedProxies)
        {
            if (!IPAddress.TryParse(proxy, out _))
                yield return $"Designer:TrustedProxies must hold IP addresses; it holds '{proxy}'.";
        }
    }

    private static IEnumerable<(string Setting, int Value, int Least, int Most)> Ranges(DesignerOptions options) =>
    [
        (nameof(options.DemoContacts), options.DemoContacts, 1, 1_000_000),
        (nameof(options.MaxRequestMegabytes), options.MaxRequestMegabytes, 1, 1024),
        (nameof(options.StrangersPerMinute), options.StrangersPerMinute, 1, 1_000_000),
        (nameof(options.MaxImportMegabytes), options.MaxImportMegabytes, 1, 1_048_576),
    ];
}
