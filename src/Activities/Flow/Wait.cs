using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Marketing.Wait", "Wait", Category.Flow, "Holds people for a while, or until a time of day where they live.", Icon.Wait, Grain.PerContact)]
public sealed class Wait : IActivity<Wait.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("For", Hint = "Days, hours, minutes. Zero, with a time of day below: until that time comes next.")]
        public TimeSpan Duration { get; init; } = TimeSpan.FromDays(1);

        [Input("Then until", Hint = "A time of day in each person's own time zone.")]
        public TimeOnly? TimeOfDay { get; init; }

        [Input("Time zone for people without one", Editor = Editor.TimeZone, IsAdvanced = true)]
        public string TimeZone { get; init; } = "UTC";
    }

    public enum Outcome { Done }

    public async Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        if (inputs.Duration < TimeSpan.Zero)
            throw new InputException("duration", $"The duration of a wait is {inputs.Duration}; it cannot be negative.");
        var earliest = context.Now + inputs.Duration;
        if (inputs.TimeOfDay is not { } time)
        {
            if (inputs.Duration == TimeSpan.Zero)
                context.LeaveAll(Outcome.Done);
            else
                context.WaitAll(earliest, nameof(Outcome.Done));
            return Nothing.Value;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(inputs.TimeZone, out var fallback))
            throw new InputException("timeZone", $"'{inputs.TimeZone}' is no time zone; an IANA name such as Europe/Berlin is expected.");
        await foreach (var chunk in context.ChunksAsync(cancellationToken))
            context.Wait([.. chunk.Select(c => (c.Id, LocalTime.Next(earliest, time, ZoneOf(c.TimeZone, fallback))))], nameof(Outcome.Done));
        return Nothing.Value;
    }

    private static TimeZoneInfo ZoneOf(string? zone, TimeZoneInfo fallback) =>
        !string.IsNullOrEmpty(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : fallback;
}
