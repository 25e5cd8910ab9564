namespace Workflows.Schedules;

/// <summary>
/// Quartz's cron: six fields, seconds first, no year, weekdays by name. Outside this room, so that the client does not carry Quartz.
/// </summary>
public interface ICronCalendar
{
    /// <summary>A sentence when the expression or the zone is wrong or it never fires ("0 0 9 30 2 ?"), else null.</summary>
    string? Check(string cron, string zone);

    /// <param name="zone">IANA, such as Europe/Berlin.</param>
    /// <returns>The next instants after <paramref name="after"/>, at most <paramref name="count"/>; fewer when it stops firing.</returns>
    IReadOnlyList<DateTimeOffset> Next(string cron, string zone, DateTimeOffset after, int count);
}
