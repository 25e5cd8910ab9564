using System.Text.RegularExpressions;

namespace Activities.Copy;

/// <summary>Turns the model's field tokens into Liquid.</summary>
public static partial class CopyLiquid
{
    /// <summary>Not every contact has told a first name: without a stand-in the greeting would be "Hi ,".</summary>
    public static string From(string draft, string language) => Field().Replace(draft, field => field.Groups[1].Value switch
    {
        "contact.first_name" when language == "zh" => "{{ contact.first_name | default: \"朋友\" }}",
        "contact.first_name" when field.Index == 0 => "{{ contact.first_name | default: \"Friend\" }}",
        "contact.first_name" => "{{ contact.first_name | default: \"friend\" }}",
        var name => $"{{{{ {name} }}}}",
    });

    [GeneratedRegex(@"<\|([^|]*)\|>")]
    private static partial Regex Field();
}
