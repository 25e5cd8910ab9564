using FsCheck;
using FsCheck.Fluent;
using Workflows.Schedules;
using Workflows.Validation;
using Xunit;

namespace Workflows.Tests.Validation;

public sealed class GraphChecksTests
{
    private const string Everyone = """{"all":[]}""";

    [Fact]
    public void A_loop_without_a_wait_is_an_error_in_an_audience_flow()
    {
        var problem = Assert.Single(Check(Loop(b => b.Step("pause", "Marketing.Branch", ("rule", Everyone))).Wire("pause.Yes>mail")));
        Assert.Equal((Severity.Error, ProblemCodes.LoopWithoutWait), (problem.Severity, problem.Code));
        Assert.Contains("'SendEmail'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_with_a_wait_is_fine() => Assert.Empty(Check(Loop(b => b.Step("pause", "Marketing.Wait")).Wire("pause.Done>mail")));

    [Fact]
    public void A_wait_for_nothing_is_no_wait()
    {
        Assert.Single(Check(Loop(b => b.Step("pause", "Marketing.Wait", ("duration", "00:00:00"))).Wire("pause.Done>mail")));
        Assert.Empty(Check(Loop(b => b.Step("pause", "Marketing.Wait", ("duration", "00:00:00"), ("timeOfDay", "09:00"))).Wire("pause.Done>mail")));
    }

    [Fact]
    public void A_loop_beside_one_with_a_wait_is_still_found()
    {
        var flow = Loop(b => b.Step("pause", "Marketing.Wait")).Wire("pause.Done>mail mail.Failed>mail");
        Assert.Equal(ProblemCodes.LoopWithoutWait, Assert.Single(Check(flow)).Code);
    }

    [Fact]
    public void An_ordinary_flow_may_loop_as_it_likes() =>
        Assert.Empty(Check(new FlowBuilder().Step("s", "Elsa.Start").Step("d", "Elsa.FlowDecision").Step("w", "Elsa.WriteLine").Wire("s.Done>d d.True>w w.Done>d")));

    [Fact]
    public void A_loop_has_one_way_in()
    {
        var flow = new FlowBuilder().Step("s", "Elsa.Start").Step("d", "Elsa.FlowDecision").Step("a", "Elsa.WriteLine").Step("b", "Elsa.WriteLine").Wire("s.Done>d d.True>a d.False>b a.Done>b b.Done>a");
        var problem = Assert.Single(Check(flow));
        Assert.Equal(ProblemCodes.LoopSideways, problem.Code);
    }

    [Fact]
    public void A_join_of_all_behind_a_decision_never_completes()
    {
        var flow = Diamond("Elsa.FlowDecision", "d.True>a d.False>b", "WaitAll");
        var problem = Assert.Single(Check(flow));
        Assert.Equal((ProblemCodes.JoinNever, "j", "mode"), (problem.Code, problem.ActivityId, problem.Input));
    }

    [Theory]
    [InlineData("d.True>a d.True>b", "WaitAll")]
    [InlineData("d.True>a d.False>b", "WaitAny")]
    [InlineData("d.True>a d.False>b", "WaitAllActive")]
    public void A_join_that_can_complete_is_fine(string wires, string mode) => Assert.Empty(Check(Diamond("Elsa.FlowDecision", wires, mode)));

    [Fact]
    public void A_join_behind_a_shortcut_completes() =>
        Assert.Empty(Check(new FlowBuilder().Step("s", "Elsa.Start").Step("a", "Elsa.WriteLine").Step("j", "Elsa.FlowJoin", ("mode", "WaitAll")).Wire("s.Done>a s.Done>j a.Done>j")));

    [Fact]
    public void A_switch_that_follows_every_case_can_be_joined()
    {
        var cases = new[] { new { label = "X" }, new { label = "Y" } };
        FlowBuilder Flow(string mode) => new FlowBuilder().Step("s", "Elsa.FlowSwitch", ("cases", cases), ("mode", mode)).Step("a", "Elsa.WriteLine").Step("b", "Elsa.WriteLine").Step("j", "Elsa.FlowJoin", ("mode", "WaitAll")).Wire("s.X>a s.Y>b a.Done>j b.Done>j");
        Assert.Empty(Check(Flow("MatchAny")));
        Assert.Equal(ProblemCodes.JoinNever, Assert.Single(Check(Flow("MatchFirst"))).Code);
    }

    [Fact]
    public void Two_schedules_at_the_same_times_collide()
    {
        var flow = ValidatorTests.Sound().Step("again", "Elsa.Cron", ("cronExpression", "0 0 9 ? * MON"), ("canStartWorkflow", true)).Wire("again.Done>who");
        var problem = Assert.Single(Check(flow));
        Assert.Equal((Severity.Error, ProblemCodes.TriggersCollide, "again"), (problem.Severity, problem.Code, problem.ActivityId));
    }

    [Fact]
    public void Two_schedules_that_sometimes_meet_are_a_warning_with_the_instant()
    {
        var flow = ValidatorTests.Sound().Step("daily", "Elsa.Cron", ("cronExpression", "0 0 9 ? * *"), ("canStartWorkflow", true)).Wire("daily.Done>who");
        Assert.Empty(Check(flow));
        var problem = Assert.Single(new Validator(FlowBuilder.Types, new ValidatorPorts { Cron = new Mondays() }).Validate(flow.Build()));
        Assert.Equal((Severity.Warning, ProblemCodes.TriggersOverlap), (problem.Severity, problem.Code));
        Assert.Contains("2026-01-05 09:00 UTC", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trigger_that_is_off_or_in_the_middle_is_a_warning()
    {
        Assert.Equal(ProblemCodes.TriggerDisabled, Assert.Single(Check(new FlowBuilder().Step("c", "Elsa.Cron"))).Code);
        Assert.Equal(ProblemCodes.TriggerInside, Assert.Single(Check(new FlowBuilder().Step("s", "Elsa.Start").Step("who", "Marketing.Segment", ("rule", Everyone)).Step("c", "Elsa.Cron").Wire("s.Done>who who.Matched>c"))).Code);
    }

    [Fact]
    public void A_timer_in_the_middle_of_a_run_waits_and_one_that_also_starts_it_is_told()
    {
        FlowBuilder Flow(bool starts) => new FlowBuilder().Step("s", "Elsa.Start").Step("t", "Elsa.Timer", ("canStartWorkflow", starts)).Wire("s.Done>t");
        Assert.Empty(Check(Flow(false)));
        Assert.Equal((ProblemCodes.TriggerBoth, Severity.Warning), (Assert.Single(Check(Flow(true))).Code, Assert.Single(Check(Flow(true))).Severity));
        Assert.DoesNotContain(Check(new FlowBuilder().Step("t", "Elsa.Timer", ("canStartWorkflow", true)).Step("w", "Elsa.WriteLine").Wire("t.Done>w w.Done>t")), p => p.Code == ProblemCodes.TriggerBoth);
    }

    [Fact]
    public void A_timer_does_not_start_a_flow_all_the_time() =>
        Assert.Equal((ProblemCodes.InputRange, "interval"), (Assert.Single(Check(new FlowBuilder().Step("t", "Elsa.Timer", ("interval", "00:00:00"), ("canStartWorkflow", true)))).Code, "interval"));

    [Fact]
    public void A_thousand_steps_are_checked_while_somebody_draws()
    {
        var flow = new FlowBuilder().Step("n0", "Elsa.Start");
        for (var i = 1; i < 1000; i++)
            flow.Step($"n{i}", "Marketing.Branch", ("rule", Everyone)).Wire($"n{i - 1}.{(i == 1 ? "Done" : "Yes")}>n{i}");
        for (var i = 2; i < 1000; i += 3)
            flow.Wire($"n{i}.No>n{Math.Min(i + 7, 999)} n{i}.No>n{Math.Max(1, i - 5)}");
        var definition = flow.Build();
        Assert.Contains(Check(flow), p => p.Code == ProblemCodes.LoopWithoutWait);
        // Work, not seconds, decides: twice the checks' allocations of a linear pass would be quadratic at this size.
        var before = GC.GetAllocatedBytesForCurrentThread();
        new Validator(FlowBuilder.Types).Validate(definition);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Fact]
    public void Any_graph_is_checked_without_an_exception_and_every_problem_can_be_shown()
    {
        string[] types = ["Elsa.Start", "Marketing.Segment", "Marketing.Branch", "Marketing.SendEmail", "Marketing.Wait", "Elsa.FlowJoin", "Elsa.FlowDecision", "Elsa.Finish", "Elsa.Cron", "No.Such"];
        string[] ports = ["Done", "Matched", "Yes", "Sent", "True", ""];
        var gen = from count in Gen.Choose(1, 12)
                  from kinds in Gen.Elements(types).ListOf(count)
                  from wires in (from a in Gen.Choose(0, 13) from b in Gen.Choose(0, 13) from p in Gen.Elements(ports) select $"n{a}{(p.Length > 0 ? "." : "")}{p}>n{b}").ListOf(count * 2)
                  select (Kinds: kinds.ToList(), Wires: string.Join(' ', wires));
        Prop.ForAll(Arb.From(gen), graph =>
        {
            var flow = new FlowBuilder();
            foreach (var (type, i) in graph.Kinds.Select((t, i) => (t, i)))
                flow.Step($"n{i}", type);
            var definition = flow.Wire(graph.Wires).Build();
            return new Validator(FlowBuilder.Types).Validate(definition).All(p =>
                ProblemCodes.All.Contains(p.Code) && p.Message.EndsWith('.') && p.Arguments.All(a => a is not null) && (p.ActivityId is null || definition.Root.Container!.Activities.Any(a => a.Id == p.ActivityId)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void A_loop_is_reported_exactly_when_some_walk_returns_without_a_wait()
    {
        var gen = from wires in (from a in Gen.Choose(0, 5) from b in Gen.Choose(0, 5) select (From: a, To: b)).ListOf(7) select wires.Distinct().ToList();
        Prop.ForAll(Arb.From(gen), wires =>
        {
            // Steps 4 and 5 are waits.
            var flow = new FlowBuilder();
            for (var i = 0; i < 6; i++)
                flow.Step($"n{i}", i < 4 ? "Marketing.Branch" : "Marketing.Wait");
            foreach (var (from, to) in wires)
                flow.Wire($"n{from}.{(from < 4 ? "Yes" : "Done")}>n{to}");
            var reported = Check(flow).Any(p => p.Code == ProblemCodes.LoopWithoutWait);
            return reported == Enumerable.Range(0, 4).Any(start => Returns(start, [.. wires.Where(w => w.From < 4 && w.To < 4)]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

        static bool Returns(int start, IReadOnlyList<(int From, int To)> wires)
        {
            var seen = new HashSet<int>();
            var next = new Queue<int>([start]);
            while (next.TryDequeue(out var at))
            {
                foreach (var (_, to) in wires.Where(w => w.From == at))
                {
                    if (to == start)
                        return true;
                    if (seen.Add(to))
                        next.Enqueue(to);
                }
            }

            return false;
        }
    }

    private static FlowBuilder Loop(Func<FlowBuilder, FlowBuilder> pause) =>
        pause(new FlowBuilder().Step("s", "Elsa.Start").Step("mail", "Marketing.SendEmail", ("subject", "Hi"))).Wire("s.Done>mail mail.Sent>pause");

    private static FlowBuilder Diamond(string type, string wires, string mode) =>
        new FlowBuilder().Step("s", "Elsa.Start").Step("d", type).Step("a", "Elsa.WriteLine").Step("b", "Elsa.WriteLine").Step("j", "Elsa.FlowJoin", ("mode", mode)).Wire($"s.Done>d {wires} a.Done>j b.Done>j");

    private static IReadOnlyList<Problem> Check(FlowBuilder flow) => new Validator(FlowBuilder.Types).Validate(flow.Build());

    /// <summary>Fires at nine: on Mondays, or daily.</summary>
    private sealed class Mondays : ICronCalendar
    {
        public string? Check(string cron, string zone) => null;

        public IReadOnlyList<DateTimeOffset> Next(string cron, string zone, DateTimeOffset after, int count) =>
            [.. Enumerable.Range(0, 500).Select(d => new DateTimeOffset(after.Date.AddDays(d).AddHours(9), TimeSpan.Zero)).Where(d => cron.EndsWith('*') || d.DayOfWeek == DayOfWeek.Monday).Take(count)];
    }
}
