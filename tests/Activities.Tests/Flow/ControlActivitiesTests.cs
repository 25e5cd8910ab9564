using System.Text.Json;
using Activities.Flow;
using Activities.Schedules;
using Activities.Segments;
using Workflows.Descriptors;
using Workflows.Segments;
using Xunit;

namespace Activities.Tests.Flow;

public sealed class ControlActivitiesTests
{
    private readonly FakeActivityContext _context = new(1, 2, 3) { Matches = (_, contact) => contact.Id != 2 };

    [Theory]
    [InlineData(true, "True")]
    [InlineData(false, "False")]
    public async Task A_decision_sends_the_whole_set_one_way(bool condition, string outcome)
    {
        await new FlowDecision().ExecuteAsync(new FlowDecision.Inputs { Condition = condition }, _context, TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3], _context.LeftBy(outcome));
    }

    [Fact]
    public async Task A_branch_sends_each_person_by_the_rule()
    {
        var rule = new HasTag("vip");
        await new Branch().ExecuteAsync(new Branch.Inputs { Rule = rule }, _context, TestContext.Current.CancellationToken);
        Assert.Equal([1, 3], _context.LeftBy(Branch.Outcome.Yes));
        Assert.Equal([2], _context.LeftBy(Branch.Outcome.No));
        Assert.Same(rule, _context.Rule);
    }

    [Fact]
    public async Task A_segment_lets_those_who_match_pass_apart_from_the_others()
    {
        await new Segment().ExecuteAsync(new Segment.Inputs { Rule = new HasTag("vip") }, _context, TestContext.Current.CancellationToken);
        Assert.Equal([1, 3], _context.LeftBy(Segment.Outcome.Matched));
        Assert.Equal([2], _context.LeftBy(Segment.Outcome.Others));
    }

    [Fact]
    public async Task A_variable_is_set_by_its_id()
    {
        var inputs = InputBinder.Bind<SetVariable.Inputs>(new Dictionary<string, JsonElement>
        {
            ["variable"] = JsonDocument.Parse("""{"id":"var-count","name":"Count","typeName":"Int32"}""").RootElement,
            ["value"] = JsonSerializer.SerializeToElement(42),
        });
        await new SetVariable().ExecuteAsync(inputs, _context, TestContext.Current.CancellationToken);
        Assert.Equal(42, _context.Variables["var-count"].GetInt32());
        Assert.True(_context.IsComplete);
    }

    [Fact]
    public async Task A_variable_without_a_value_becomes_null()
    {
        await new SetVariable().ExecuteAsync(new SetVariable.Inputs { Variable = new("v") }, _context, TestContext.Current.CancellationToken);
        Assert.Equal(JsonValueKind.Null, _context.Variables["v"].ValueKind);
    }

    [Fact]
    public async Task A_line_is_written_into_the_journal()
    {
        await new WriteLine().ExecuteAsync(new WriteLine.Inputs { Text = "Hello" }, _context, TestContext.Current.CancellationToken);
        Assert.Equal(["Hello"], _context.Lines);
        Assert.Equal([1, 2, 3], _context.LeftBy("Done"));
    }

    [Fact]
    public async Task Schedule_start_join_and_finish_let_everyone_pass_whom_the_runner_lets_in()
    {
        var token = TestContext.Current.CancellationToken;
        foreach (var run in new Func<FakeActivityContext, Task>[]
                 {
                     c => new Schedule(new Never()).ExecuteAsync(new Schedule.Inputs(), c, token),
                     c => new Start().ExecuteAsync(new Start.Inputs(), c, token),
                     c => new FlowJoin().ExecuteAsync(new FlowJoin.Inputs(), c, token),
                     c => new Finish().ExecuteAsync(new Finish.Inputs(), c, token),
                 })
        {
            var context = new FakeActivityContext(1, 2);
            await run(context);
            Assert.Equal([1, 2], context.LeftBy("Done"));
        }
    }

    [Fact]
    public void A_schedule_keeps_its_zone_and_policies_beside_elsas_one_input()
    {
        var descriptor = DescriptorReader.Read(typeof(Schedule));
        Assert.True(descriptor.IsTrigger);
        Assert.Equal(["cronExpression"], descriptor.Inputs.Where(i => !i.InCustomProperties).Select(i => i.Name));
        Assert.Equal(["timeZone", "missed", "overlap", "tooLate"], descriptor.Inputs.Where(i => i.InCustomProperties).Select(i => i.Name));
    }

    /// <summary>With an audience nobody asks it.</summary>
    private sealed class Never : Workflows.Schedules.ICronCalendar
    {
        public string? Check(string cron, string zone) => throw new InvalidOperationException();

        public IReadOnlyList<DateTimeOffset> Next(string cron, string zone, DateTimeOffset after, int count) => throw new InvalidOperationException();
    }
}
