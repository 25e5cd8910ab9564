using System.Text.Json;
using Activities.Flow;
using Workflows.Definitions;
using Xunit;

namespace Activities.Tests.Flow;

public sealed class FlowSwitchTests
{
    [Theory]
    [InlineData("[false,true,true]", SwitchMode.MatchFirst, "B")]
    [InlineData("[false,true,true]", SwitchMode.MatchAny, "B C")]
    [InlineData("[false,false,false]", SwitchMode.MatchFirst, "Default")]
    [InlineData("[false,false,false]", SwitchMode.MatchAny, "Default")]
    [InlineData("[0,\"yes\",1]", SwitchMode.MatchFirst, "C")]
    [InlineData("[null,\"True\",true]", SwitchMode.MatchFirst, "B")]
    public async Task Goes_along_the_cases_that_are_true(string values, SwitchMode mode, string through)
    {
        var answers = JsonDocument.Parse(values).RootElement.EnumerateArray().ToList();
        var context = new FakeActivityContext(1);
        await RunAsync([.. answers.Select((a, i) => new FlowSwitch.Case(((char)('A' + i)).ToString(), new FlowSwitch.Condition("Literal", a)))], mode, context);
        Assert.Equal(through, string.Join(' ', context.WholeThrough));
        Assert.True(context.IsComplete);
    }

    [Fact]
    public async Task Stops_asking_at_the_first_match()
    {
        var asked = new List<string>();
        var context = new FakeActivityContext(1)
        {
            Evaluates = e =>
            {
                asked.Add(e.Value!.Value.GetString()!);
                return JsonSerializer.SerializeToElement(true);
            },
        };
        await RunAsync([Script("A", "first"), Script("B", "second")], SwitchMode.MatchFirst, context);
        Assert.Equal(["first"], asked);
    }

    [Fact]
    public async Task A_case_without_a_condition_is_never_true()
    {
        var context = new FakeActivityContext();
        await RunAsync([new("A", null)], SwitchMode.MatchFirst, context);
        Assert.Equal(["Default"], context.WholeThrough);
    }

    private static FlowSwitch.Case Script(string label, string script) => new(label, new FlowSwitch.Condition(ExpressionTypes.JavaScript, JsonSerializer.SerializeToElement(script)));

    private static Task<Nothing> RunAsync(FlowSwitch.Case[] cases, SwitchMode mode, FakeActivityContext context) =>
        new FlowSwitch().ExecuteAsync(new FlowSwitch.Inputs { Cases = [.. cases], Mode = mode }, context, TestContext.Current.CancellationToken);
}
