using System.Globalization;
using Designer.Client.FlowDesigner;
using Designer.Client.FlowDesigner.Running;
using Designer.Contracts.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Client.Tests.FlowDesigner;

public sealed class RunFiguresTests
{
    private static readonly StringLocalizer<DesignerTexts> Texts = new(new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));

    [Fact]
    public void Every_person_who_entered_stands_in_exactly_one_other_figure()
    {
        var counts = new ActivityCounts("mail", "Marketing.SendEmail", "Send email", 412, 3, 40, 5, new Dictionary<string, long> { ["Sent"] = 344, ["Held"] = 14 }, 4, 2);
        var figures = RunFigures.Of(counts, ["Sent", "Held", "Failed"], Texts);
        Assert.Equal(["#entered", "#queued", "#inWork", "#waiting", "#faulted", "#dropped"], figures.Line.Select(f => f.Key));
        Assert.Equal(["14", "0", "344"], figures.ByPort.OrderBy(p => p.Key == "Sent").ThenBy(p => p.Key == "Failed").Select(p => p.Value));
        var others = figures.Line.Skip(1).Select(f => f.Number).Concat(figures.ByPort.Values).Sum(n => long.Parse(n, CultureInfo.CurrentCulture));
        Assert.Equal(412, others);
        Assert.Equal("faulted", figures.State);
    }

    [Fact]
    public void A_step_that_nobody_reached_is_idle() => Assert.Equal("idle", RunFigures.Of(null, ["Done"], Texts).State);

    [Theory]
    [InlineData("Held", "Held", null)]
    [InlineData("#waiting", null, "waiting")]
    [InlineData("#entered", null, null)]
    public void A_figure_asks_for_its_own_people(string key, string? outcome, string? state)
    {
        Assert.Equal(outcome, RunFigures.OutcomeOf(key));
        Assert.Equal(state, RunFigures.StateOf(key));
    }
}
