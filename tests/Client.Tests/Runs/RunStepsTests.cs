using Bunit;
using Designer.Client.Runs;
using Designer.Contracts.Runs;
using Workflows.Running;
using Xunit;

namespace Client.Tests.Runs;

public sealed class RunStepsTests : ClientContext
{
    private static readonly RunDetail Run = new("r1", "win-back", "Win back", 3, RunMode.Live, RunStatus.Running, RunSubStatus.Executing, false, new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), null,
        [new ActivityCounts("mail", "Marketing.SendEmail", "Send email", 412, 0, 14, 0, new Dictionary<string, long> { ["Sent"] = 390, ["Held"] = 8 }, 0, 0)]) { IsAudience = true };

    [Fact]
    public void A_number_leads_to_the_people_behind_it()
    {
        RunChoice? chosen = null;
        var steps = RenderPage<RunSteps>(component => component.Add(c => c.Run, Run).Add(c => c.Chosen, new RunChoice(null, null, null)).Add(c => c.Choose, (RunChoice choice) => chosen = choice));
        steps.Find("[data-testid=outcome-mail-Held]").Click();
        Assert.Equal(new RunChoice("mail", "Held", null), chosen);
    }

    [Theory]
    [InlineData(RunSubStatus.Executing, true, "Paused")]
    [InlineData(RunSubStatus.Executing, false, "Executing")]
    [InlineData(RunSubStatus.Finished, true, "Finished")]
    public void Paused_is_a_flag_that_only_a_running_run_shows(RunSubStatus subStatus, bool paused, string shown) =>
        Assert.Equal(shown, RenderPage<RunStatusTag>(tag => tag.Add(t => t.SubStatus, subStatus).Add(t => t.Paused, paused)).Find("[data-testid=run-status]").GetAttribute("data-status"));
}
