namespace Designer.Server.Hosting;

/// <summary>The configuration section "Designer": appsettings.json, environment (Designer__DataPath) or command line (--Designer:DataPath). Checked at start by <see cref="DesignerOptionsRules"/>.</summary>
public sealed class DesignerOptions
{
    public const string Section = "Designer";

    /// <summary>The data folder; relative to the content root.</summary>
    public string DataPath { get; set; } = "data";

    /// <summary>The address that people outside reach, such as https://mail.example.com/designer; it stands in e-mails and may carry a path. Null: no account sends, the outbox still works.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Seeds one owner-level key for automation. Null: keys are made in the settings page only.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Loads the demo shop into an empty data folder and keeps it up to the present day.</summary>
    public bool Demo { get; set; } = true;

    public int DemoContacts { get; set; } = 5000;

    /// <summary>The largest request body; the CSV import has a limit of its own.</summary>
    public int MaxRequestMegabytes { get; set; } = 16;

    public int MaxImportMegabytes { get; set; } = 2048;

    /// <summary>Addresses of proxies whose X-Forwarded-* headers are believed, beside loopback.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>How many requests a minute one address may send to the flows that have a web address of their own.</summary>
    public int StrangersPerMinute { get; set; } = 120;

    /// <summary>Lets flows send requests to this machine and its network. Off: whoever may write a flow could look at what stands behind the firewall.</summary>
    public bool AllowPrivateRequests { get; set; }

    /// <summary>Where an Elsa Studio of your own is served, such as https://studio.example.com: its pages may call /elsa/api. Empty: pages of other origins may not.</summary>
    public IList<string> StudioOrigins { get; } = [];
}
