using MudBlazor;

namespace Designer.Client.Shell;

/// <summary>Where the navigation leads: a closed set, listed here once.</summary>
public sealed record Destination(string Text, string Address, string Icon, string TestId, bool StartsGroup = false)
{
    public static IReadOnlyList<Destination> All { get; } =
    [
        new("Gallery", "gallery", Icons.Material.Outlined.AutoAwesomeMosaic, "nav-gallery"),
        new("Flows", "flows", Icons.Material.Outlined.AccountTree, "nav-flows"),
        new("Runs", "runs", Icons.Material.Outlined.PlayCircle, "nav-runs"),
        new("Schedules", "schedules", Icons.Material.Outlined.Schedule, "nav-schedules"),
        new("Contacts", "contacts", Icons.Material.Outlined.People, "nav-contacts", StartsGroup: true),
        new("Segments", "segments", Icons.Material.Outlined.FilterAlt, "nav-segments"),
        new("Models", "models", Icons.Material.Outlined.Insights, "nav-models"),
        new("Outbox", "outbox", Icons.Material.Outlined.Outbox, "nav-outbox", StartsGroup: true),
        new("Feed", "feed", Icons.Material.Outlined.Campaign, "nav-feed"),
    ];

    public static Destination Settings { get; } = new("Settings", "settings", Icons.Material.Outlined.Settings, "nav-settings");
}
