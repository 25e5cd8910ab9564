using Workflows.Definitions;

namespace Designer.Server.Elsa;

/// <summary>What hangs directly inside an activity, with the port at which it hangs.</summary>
internal static class ActivityTree
{
    public static IEnumerable<(Activity Activity, string Port)> Inside(Activity activity) =>
        (activity.Container?.Activities ?? []).Select(a => (a, "activities")).Concat(activity.Bodies.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => (b.Value, b.Key)));
}
