using System.Text.Json;
using Activities.Runs;
using Microsoft.Extensions.DependencyInjection;
using Testing;
using Workflows.Elsa;
using Workflows.Running;
using Xunit;

namespace Server.Tests.Elsa;

/// <summary>Definition files of Elsa's own repository, run here. What they need and this server lacks is a fault that names it.</summary>
public sealed class ElsaRealFilesTests
{
    [Theory]
    [InlineData("real-2023-flat-connections-setvariable-loop.json", RunSubStatus.Finished, "Do something|Retry|Do something|Done", null)]
    [InlineData("real-cron-every-hour.json", RunSubStatus.Finished, "Hello every hour", null)]
    [InlineData("real-foreach-nested-flowchart.json", RunSubStatus.Finished, "Start|Current fruit: Apple|Current fruit: Banana|Current fruit: Cherry|End", null)]
    [InlineData("real-fork-decision-join-fault.json", RunSubStatus.Faulted, "A|C|B|D", "that went south")]
    [InlineData("real-inputs-outputs-setoutput.json", RunSubStatus.Finished, "Child: Spring", null)]
    [InlineData("real-parallel-join.json", RunSubStatus.Finished, "||", null)]
    [InlineData("real-http-endpoint-trigger.json", RunSubStatus.Finished, "", null)]
    [InlineData("real-workflow-as-activity.json", RunSubStatus.Faulted, "", "There is no published flow '7ee5c04453217e3f'.")]
    public async Task Runs_as_far_as_it_can(string file, RunSubStatus status, string texts, string? fault)
    {
        var runs = new MemoryRuns(ports => ports.AddSingleton<IChildFlows, NoFlows>());
        var run = await runs.RunAsync(ElsaJson.Read(File.ReadAllText(SharedData.Path($"elsa-conformance/real/{file}"))), ("Input1", "Spring"));
        Assert.Equal((status, texts), (run.State.SubStatus, string.Join('|', runs.Store.Lines.Where(l => l.EventName == "Message").Select(l => l.Message))));
        Assert.Equal(fault, run.State.Ordinary!.Incidents.SingleOrDefault()?.Message);
        if (file.Contains("setoutput", StringComparison.Ordinal))
            Assert.Equal("Spring", run.State.Ordinary.Outputs!["Output1"].GetString());
    }

    [Fact]
    public async Task A_run_that_only_waits_is_not_stored_again_for_being_looked_at()
    {
        var runs = new MemoryRuns();
        var definition = ElsaJson.Read(File.ReadAllText(SharedData.Path("elsa-conformance/cases/a184-delay.json")));
        var run = await runs.RunAsync(definition);
        var commits = runs.Store.Commits;
        run = await runs.GoOnAsync(run, MemoryRuns.Compile(definition));
        Assert.Equal((RunSubStatus.Suspended, commits), (run.State.SubStatus, runs.Store.Commits));
        runs.Time.Advance(TimeSpan.FromSeconds(1));
        run = await runs.GoOnAsync(run, MemoryRuns.Compile(definition));
        Assert.Equal((RunSubStatus.Finished, "z"), (run.State.SubStatus, runs.Store.Lines.Single(l => l.EventName == "Message").Message));
    }

    [Fact]
    public async Task Scripts_read_outputs_of_activities_by_name_and_by_getter_and_the_last_result()
    {
        const string flow = """
            {"definitionId":"outputs","name":"Outputs","root":{"id":"flow","type":"Elsa.Sequence","activities":[
              {"id":"a","name":"Segment1","type":"Oracle.SegmentCustomers","scores":{"typeName":"Object","expression":{"type":"Object","value":"[0.6,0.9]"}},"threshold":{"typeName":"Double","expression":{"type":"Literal","value":0.5}}},
              {"id":"b","name":"Script1","type":"Elsa.RunJavaScript","script":{"typeName":"String","expression":{"type":"Literal","value":"return getOutputFrom('Segment1', 'Count') + getCountFromSegment1();"}}},
              {"id":"c","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"`${getLastResult()} ${getOutputFrom('Script1')} ${getOutputFrom('Nobody', 'Count')}`"}}}]}}
            """;
        var runs = new MemoryRuns();
        await runs.RunAsync(ElsaJson.Read(flow));
        Assert.Equal("4 4 null", Assert.Single(runs.Store.Lines, l => l.EventName == "Message").Message);
    }

    [Fact]
    public async Task A_variable_in_an_inner_scope_hides_an_outer_one_and_a_break_ends_the_loop_around_it()
    {
        const string flow = """
            {"definitionId":"scopes","name":"Scopes","variables":[{"id":"o","name":"X","typeName":"String","value":"outer"}],"root":{"id":"flow","type":"Elsa.Sequence","activities":[
              {"id":"in","type":"Elsa.Flowchart","variables":[{"id":"i","name":"X","typeName":"String","value":"inner"}],"activities":[
                {"id":"w","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"setX(getX() + '!'); return getX();"}}}]},
              {"id":"each","type":"Elsa.ForEach","items":{"typeName":"Object","expression":{"type":"Object","value":"[1,2,3]"}},"body":{"id":"body","type":"Elsa.Sequence","activities":[
                {"id":"w2","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"getX() + getCurrentValue()"}}},
                {"id":"if","type":"Elsa.If","condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"getCurrentValue() == 2"}},"then":{"id":"br","type":"Elsa.Break"}}]}},
              {"id":"end","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Literal","value":"end"}}}]}}
            """;
        var runs = new MemoryRuns();
        var run = await runs.RunAsync(ElsaJson.Read(flow));
        Assert.Equal("inner!|outer1|outer2|end", string.Join('|', runs.Store.Lines.Where(l => l.EventName == "Message").Select(l => l.Message)));
        Assert.Equal((RunSubStatus.Finished, JsonValueKind.String), (run.State.SubStatus, run.Variables["o"].ValueKind));
    }

    private sealed class NoFlows : IChildFlows
    {
        public Task<string> StartAsync(ChildFlow asked, CancellationToken cancellationToken) => throw new ActivityFaultException($"There is no published flow '{asked.DefinitionId}'.", canRetry: false);
    }
}
