using System.Text.Json;
using Activities.Flow;
using Activities.Runs;
using Activities.Schedules;
using Xunit;

namespace Activities.Tests.Flow;

/// <summary>Elsa's activities for a run of one token; what the engine makes of them is tested with the probes.</summary>
public sealed class OrdinaryActivitiesTests
{
    private readonly FakeActivityContext _context = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetOutput_gives_a_value_out_and_goes_on()
    {
        await new SetOutput().ExecuteAsync(new SetOutput.Inputs { OutputName = "Mailed", OutputValue = Json(3) }, _context, Token);
        await new SetOutput().ExecuteAsync(new SetOutput.Inputs { OutputName = "None" }, _context, Token);
        Assert.Equal((3, JsonValueKind.Null), (_context.Outputs["Mailed"].GetInt32(), _context.Outputs["None"].ValueKind));
        Assert.Equal(["Done", "Done"], _context.WholeThrough);
    }

    [Fact]
    public async Task SetName_and_Correlate_name_the_run()
    {
        await new SetName().ExecuteAsync(new SetName.Inputs { Value = "My run" }, _context, Token);
        await new Correlate().ExecuteAsync(new Correlate.Inputs { CorrelationId = "order-7" }, _context, Token);
        Assert.Equal(("My run", "order-7"), (_context.RunName, _context.CorrelationId));
    }

    [Fact]
    public async Task Fault_fails_with_its_authors_words_and_is_not_tried_again()
    {
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => new Fault().ExecuteAsync(new Fault.Inputs { Message = "boom" }, _context, Token));
        Assert.Equal(("boom", false), (fault.Message, fault.CanRetry));
    }

    [Theory]
    [InlineData("", "Done")]
    [InlineData("Hot", "Hot")]
    [InlineData("Hot Cold", "Hot Cold")]
    public async Task RunJavaScript_leaves_through_what_the_script_said(string said, string through)
    {
        _context.Script = _ => new ScriptAnswer(Json(3), [.. said.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        var outputs = await new RunJavaScript().ExecuteAsync(new RunJavaScript.Inputs { Script = "return 3" }, _context, Token);
        Assert.Equal((3, through), (outputs.Result!.Value.GetInt32(), string.Join(' ', _context.WholeThrough)));
    }

    [Fact]
    public async Task RunJavaScript_without_a_script_goes_on()
    {
        Assert.Null((await new RunJavaScript().ExecuteAsync(new RunJavaScript.Inputs(), _context, Token)).Result);
        Assert.Equal(["Done"], _context.WholeThrough);
    }

    [Fact]
    public async Task Delay_waits_from_now_on_even_for_no_time()
    {
        await new Delay().ExecuteAsync(new Delay.Inputs { TimeSpan = TimeSpan.FromHours(2) }, _context, Token);
        await new Delay().ExecuteAsync(new Delay.Inputs { TimeSpan = TimeSpan.Zero }, _context, Token);
        Assert.Equal([_context.Now.AddHours(2), _context.Now], _context.WaitsFor.Select(w => w.Until!.Value));
    }

    [Fact]
    public async Task Event_waits_for_its_name_and_takes_what_comes_as_its_result()
    {
        await new Event().ExecuteAsync(new Event.Inputs { EventName = "Paid" }, _context, Token);
        Assert.Equal(("Paid", (DateTimeOffset?)null, "Done", "result"), Assert.Single(_context.WaitsFor));
    }

    [Fact]
    public async Task Timer_and_StartAt_wait_and_what_is_past_has_come()
    {
        await new Activities.Flow.Timer().ExecuteAsync(new Activities.Flow.Timer.Inputs { Interval = TimeSpan.FromHours(1) }, _context, Token);
        await new StartAt().ExecuteAsync(new StartAt.Inputs { DateTime = _context.Now.AddDays(40) }, _context, Token);
        await new StartAt().ExecuteAsync(new StartAt.Inputs { DateTime = _context.Now }, _context, Token);
        Assert.Equal([_context.Now.AddHours(1), _context.Now.AddDays(40)], _context.WaitsFor.Select(w => w.Until!.Value));
        Assert.Equal(["Done"], _context.WholeThrough);
    }

    [Fact]
    public async Task Schedule_in_a_run_of_one_token_waits_for_its_next_time_and_faults_when_there_is_none()
    {
        var calendar = new Calendar { Times = [_context.Now.AddDays(3)] };
        await new Schedule(calendar).ExecuteAsync(new Schedule.Inputs { CronExpression = "0 0 9 ? * THU", TimeZone = "Asia/Tokyo" }, _context, Token);
        Assert.Equal((null, _context.Now.AddDays(3), "Done", null), Assert.Single(_context.WaitsFor));
        Assert.Equal(("0 0 9 ? * THU", "Asia/Tokyo", _context.Now), calendar.Asked);
        calendar.Times = [];
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => new Schedule(calendar).ExecuteAsync(new Schedule.Inputs(), _context, Token));
        Assert.Equal("It never fires.", fault.Message);
    }

    private sealed class Calendar : Workflows.Schedules.ICronCalendar
    {
        public IReadOnlyList<DateTimeOffset> Times { get; set; } = [];

        public (string, string, DateTimeOffset) Asked { get; private set; }

        public string? Check(string cron, string zone) => "It never fires.";

        public IReadOnlyList<DateTimeOffset> Next(string cron, string zone, DateTimeOffset after, int count)
        {
            Asked = (cron, zone, after);
            return Times;
        }
    }

    [Fact]
    public async Task PublishEvent_tells_whom_it_means_with_a_key_of_its_own_and_says_how_many_heard()
    {
        var events = new Events();
        await new PublishEvent(events).ExecuteAsync(new PublishEvent.Inputs { EventName = "Paid", CorrelationId = "order-7", Payload = Json(3) }, _context, Token);
        await new PublishEvent(events).ExecuteAsync(new PublishEvent.Inputs { EventName = "Paid", CorrelationId = "", IsLocalEvent = true }, _context, Token);
        Assert.Equal([("order-7", null), (null, "run-1")], events.Told.Select(e => (e.CorrelationId, e.OnlyRun)));
        Assert.Equal("run-1:activity-1:0", events.Told[0].Key);
        Assert.Contains("2", _context.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecuteWorkflow_waits_for_the_end_and_DispatchWorkflow_where_it_is_asked_to()
    {
        var children = new Children();
        await new ExecuteWorkflow(children).ExecuteAsync(new ExecuteWorkflow.Inputs { WorkflowDefinitionId = "child", Input = Json(new { A = 1 }) }, _context, Token);
        await new DispatchWorkflow(children).ExecuteAsync(new DispatchWorkflow.Inputs { WorkflowDefinitionId = "child", WaitForCompletion = true }, _context, Token);
        await new DispatchWorkflow(children).ExecuteAsync(new DispatchWorkflow.Inputs { WorkflowDefinitionId = "child" }, _context, Token);
        Assert.Equal([("run:c", "result"), ("outputs:c", "result")], _context.WaitsFor.Select(w => (w.Stimulus!, w.Result!)));
        Assert.Equal(["Done"], _context.WholeThrough);
        Assert.Equal(("child", "run-1", "run-1:activity-1:0"), (children.Asked[0].DefinitionId, children.Asked[0].Parent, children.Asked[0].Key));
    }

    [Fact]
    public async Task FlowFork_follows_every_branch()
    {
        await new FlowFork().ExecuteAsync(new FlowFork.Inputs { Branches = ["A", "B"] }, _context, Token);
        Assert.Equal(["A", "B"], _context.WholeThrough);
    }

    [Fact]
    public void Ports_of_a_fork_and_a_script_are_their_lists_however_they_are_written()
    {
        var catalog = ActivityCatalog.Discover();
        var fork = new Workflows.Definitions.Activity { Id = "f", Type = "Elsa.FlowFork", Inputs = new Workflows.Definitions.Activity { Id = "x", Type = "y" }.Inputs.Add("branches", Workflows.Definitions.ActivityInput.Object(new[] { "A", "B" })) };
        Assert.Equal(["A", "B"], catalog.Find("Elsa.FlowFork")!.Descriptor.OutcomesOf(fork));
        Assert.Empty(catalog.Find("Elsa.RunJavaScript")!.Descriptor.OutcomesOf(fork));
    }

    [Theory]
    [InlineData(typeof(If), "then else")]
    [InlineData(typeof(Switch), "default")]
    [InlineData(typeof(While), "body")]
    [InlineData(typeof(For), "body")]
    [InlineData(typeof(ForEach), "body")]
    [InlineData(typeof(ParallelForEach), "body")]
    [InlineData(typeof(Flowchart), "activities")]
    [InlineData(typeof(Sequence), "activities")]
    [InlineData(typeof(Break), "")]
    [InlineData(typeof(End), "")]
    [InlineData(typeof(Complete), "")]
    public async Task What_the_runner_itself_runs_says_what_it_holds_and_faults_where_people_travel(Type control, string bodies)
    {
        var entry = ActivityCatalog.Discover().Find($"Elsa.{control.Name}")!;
        Assert.Equal((control, bodies, true), (entry.ClrType, string.Join(' ', entry.Descriptor.Bodies), entry.Descriptor.IsOrdinaryOnly));
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => entry.ExecuteAsync(new Nobody(), new Dictionary<string, JsonElement>(), _context, Token));
        Assert.False(fault.CanRetry);
    }

    [Fact]
    public async Task An_input_of_Elsas_that_does_not_convert_is_its_default_and_the_journal_says_so()
    {
        await ActivityCatalog.Discover().Find("Elsa.Delay")!.ExecuteAsync(new Nobody(), new Dictionary<string, JsonElement> { ["timeSpan"] = Json("soon") }, _context, Token);
        Assert.Equal(_context.Now, Assert.Single(_context.WaitsFor).Until);
        Assert.Contains("\"soon\"", Assert.Single(_context.Lines), StringComparison.Ordinal);
    }

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);

    private sealed class Events : IFlowEvents
    {
        public List<FlowEvent> Told { get; } = [];

        public Task<int> PublishAsync(FlowEvent happened, CancellationToken cancellationToken)
        {
            Told.Add(happened);
            return Task.FromResult(2);
        }
    }

    private sealed class Children : IChildFlows
    {
        public List<ChildFlow> Asked { get; } = [];

        public Task<string> StartAsync(ChildFlow asked, CancellationToken cancellationToken)
        {
            Asked.Add(asked);
            return Task.FromResult("c");
        }
    }

    private sealed class Nobody : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
