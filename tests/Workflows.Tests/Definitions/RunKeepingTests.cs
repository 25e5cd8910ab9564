using System.Text.Json;
using Workflows.Definitions;
using Workflows.Elsa;
using Xunit;

namespace Workflows.Tests.Definitions;

public sealed class RunKeepingTests
{
    private static readonly WorkflowDefinition Flow = ElsaJson.Read("""{"definitionId":"f"}""");

    [Fact]
    public void Travels_with_the_flow()
    {
        var read = ElsaJson.Read(ElsaJson.Write(Flow.WithKeeping(RunKeeping.Days, 30).WithKeeping(RunKeeping.Runs, 1000)));
        Assert.Equal((30, 1000), (read.KeepDays(), read.KeepRuns()));
        Assert.Equal((null, 1000), (read.WithKeeping(RunKeeping.Days, null).KeepDays(), read.WithKeeping(RunKeeping.Days, null).KeepRuns()));
        Assert.Empty(RunKeeping.Wrong(read));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("36501")]
    [InlineData("1.5")]
    [InlineData("\"30\"")]
    [InlineData("{}")]
    public void What_is_no_number_of_days_counts_as_nothing_and_is_named(string written)
    {
        var flow = Flow with { CustomProperties = Flow.CustomProperties.SetItem(RunKeeping.Days, JsonElement.Parse(written)) };
        Assert.Null(flow.KeepDays());
        Assert.Equal([(RunKeeping.Days, RunKeeping.MostDays, written)], RunKeeping.Wrong(flow));
    }
}
