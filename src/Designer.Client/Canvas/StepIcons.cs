using MudBlazor;
using Workflows.Descriptors;

namespace Designer.Client.Canvas;

/// <summary>The closed list of step icons, as SVG markup for a 24 by 24 box.</summary>
public static class StepIcons
{
    public static string Of(Icon icon) => icon switch
    {
        Icon.Schedule => Icons.Material.Rounded.Schedule,
        Icon.Segment => Icons.Material.Rounded.Groups,
        Icon.Churn => Icons.Material.Rounded.TrendingDown,
        Icon.Copy => Icons.Material.Rounded.AutoAwesome,
        Icon.Mail => Icons.Material.Rounded.Mail,
        Icon.Social => Icons.Material.Rounded.Campaign,
        Icon.Branch => Icons.Material.Rounded.CallSplit,
        Icon.Split => Icons.Material.Rounded.Shuffle,
        Icon.Wait => Icons.Material.Rounded.HourglassEmpty,
        Icon.Contact => Icons.Material.Rounded.ManageAccounts,
        Icon.Tag => Icons.Material.Rounded.LocalOffer,
        Icon.Decision => Icons.Material.Rounded.AltRoute,
        Icon.Switch => Icons.Material.Rounded.AltRoute,
        Icon.Join => Icons.Material.Rounded.CallMerge,
        Icon.Variable => Icons.Material.Rounded.DataObject,
        Icon.Text => Icons.Material.Rounded.Notes,
        Icon.Finish => Icons.Material.Rounded.Flag,
        _ => Icons.Material.Rounded.Extension,
    };

    /// <summary>The suffix of the CSS class that colours the category's tile.</summary>
    public static string Tone(Category category) => category switch
    {
        Category.Triggers => "triggers",
        Category.Audience => "audience",
        Category.Intelligence => "intelligence",
        Category.Channels => "channels",
        Category.Data => "data",
        _ => "flow",
    };
}
