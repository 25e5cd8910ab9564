using Microsoft.Extensions.Localization;

namespace Designer.Client.Churn;

/// <summary>Features in words; one without a word is shown with its underscores as spaces.</summary>
public sealed class FeatureWords(IStringLocalizer<ChurnTexts> text)
{
    public string Say(string feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        return text[$"feature.{feature}"] is { ResourceNotFound: false } known ? known : feature.Replace('_', ' ');
    }
}
