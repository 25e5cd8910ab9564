using Designer.Client.Runs;
using Designer.Contracts.Runs;
using Xunit;

namespace Client.Tests.Runs;

public sealed class RunExecutionTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static string[] Told(params (string Event, string? Activity, string Message)[] lines) =>
        [.. RunExecution.Of(lines.Select((l, i) => new JournalEntry(i + 1, At.AddSeconds(i), l.Event, l.Activity, "T", l.Message)))
            .Select(e => $"{e.ActivityId} {e.Status} {e.Outcomes} {string.Join('|', e.Said)} {(e.EndedAt - e.StartedAt)?.TotalSeconds}")];

    [Fact]
    public void Each_beginning_of_a_step_is_an_execution_with_what_it_said_and_how_it_ended() =>
        Assert.Equal(
            ["a Completed Yes hello 2", "b Suspended   "],
            Told(("Started", null, ""), ("Started", "a", ""), ("Message", "a", "hello"), ("Completed", "a", "Yes"), ("Started", "b", ""), ("Suspended", "b", ""), ("Suspended", null, "")));

    [Fact]
    public void Of_several_at_once_the_oldest_ends_first_and_a_round_of_a_loop_is_its_own() =>
        Assert.Equal(
            ["a Completed X  2", "a Completed Y  2", "a Running   "],
            Told(("Started", "a", ""), ("Started", "a", ""), ("Completed", "a", "X"), ("Completed", "a", "Y"), ("Started", "a", "")));

    [Fact]
    public void What_failed_and_was_tried_again_is_one_execution_that_goes_on() =>
        Assert.Equal(["a Completed Done broken 3"], Told(("Started", "a", ""), ("Faulted", "a", "broken"), ("Retrying", "a", ""), ("Completed", "a", "Done")));
}
