using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json;
using Activities.Contacts;
using Designer.Contracts;
using Designer.Contracts.Flows;
using Designer.Contracts.Runs;
using Workflows.Definitions;
using Workflows.Elsa;
using Workflows.Running;

namespace Benchmarks.Runs;

/// <summary>Runs over HTTP, until every one is finished.</summary>
internal sealed class ProductRuns(HttpClient http, IContactStore contacts)
{
    public const int SmallRuns = 400;
    public const int SmallActivities = 8;
    public const int SingleRuns = 100;
    public const int SingleActivities = 4;
    public const int LargeSteps = 4;
    private const int AtOnce = 32;
    private IReadOnlyList<long> _people = [];

    public async Task PrepareAsync()
    {
        await SaveAsync("small", ["Elsa.Start", "Elsa.SetVariable", "Elsa.WriteLine", "Elsa.WriteLine", "Elsa.SetVariable", "Elsa.WriteLine", "Elsa.WriteLine", "Elsa.Finish"], "Done");
        await SaveAsync("single", ["Elsa.Cron", "Marketing.Segment", "Marketing.Branch", "Elsa.WriteLine"], "Done", "Matched", "Yes");
        await SaveAsync("large", ["Elsa.Cron", "Marketing.Segment", "Marketing.Branch", "Marketing.SplitRandom"], "Done", "Matched", "Yes");
        _people = [.. (await contacts.ListAsync(null, 0, SingleRuns, CancellationToken.None)).Contacts.Select(c => c.Id)];
    }

    public Task SmallAsync() => ManyAsync(SmallRuns, _ => StartAsync("small", null));

    public Task SingleAsync() => ManyAsync(SingleRuns, i => StartAsync("single", [_people[i]]));

    public Task LargeAsync() => ManyAsync(1, _ => StartAsync("large", null));

    private async Task ManyAsync(int count, Func<int, Task<string>> start)
    {
        var runs = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) => runs.Add(await start(i)));
        while (await RunningAsync() > 0)
            await Task.Delay(5);
        foreach (var run in runs.Take(1))
        {
            RunDetail detail;
            // The commit that ends a run is seen by the list a moment before the engine has heard of it.
            while ((detail = (await http.GetFromJsonAsync<RunDetail>($"/api/runs/{run}", ContractJson.Options))!).Status != RunStatus.Finished)
                await Task.Delay(5);
            if (detail.SubStatus != RunSubStatus.Finished || detail.Activities.Any(a => a.Faulted > 0))
                throw new InvalidOperationException($"A run ended {detail.SubStatus}: {detail.Fault}");
        }
    }

    private async Task<int> RunningAsync() => (await http.GetFromJsonAsync<List<RunSummary>>("/api/runs?status=Running&limit=1", ContractJson.Options))!.Count;

    private async Task<string> StartAsync(string flow, IReadOnlyList<long>? people)
    {
        using var answer = await http.PostAsJsonAsync($"/api/workflows/{flow}/runs", new StartRunRequest { Contacts = people }, ContractJson.Options);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<RunSummary>(ContractJson.Options))!.Id;
    }

    /// <summary>A chain: each activity follows the one before through the first of its ports that it has.</summary>
    private async Task SaveAsync(string id, string[] types, params string[] ports)
    {
        var activities = types.Select((type, i) => Activity($"a{i}", type)).ToImmutableArray();
        var connections = activities.Zip(activities.Skip(1), (a, b) => new Connection(a.Id, a.Type switch { "Marketing.Segment" => "Matched", "Marketing.Branch" => "Yes", _ => ports[0] }, b.Id));
        var definition = new WorkflowDefinition
        {
            DefinitionId = id, Name = id, Variables = [new Variable("v", "v", "String", Value: "0")],
            Root = new Activity { Id = "root", Type = "Elsa.Flowchart", Container = new Container(activities, [.. connections], []) },
        };
        using var answer = await http.PostAsJsonAsync("/api/workflows", new SaveFlowRequest(JsonElement.Parse(ElsaJson.Write(definition))), ContractJson.Options);
        answer.EnsureSuccessStatusCode();
    }

    private static Activity Activity(string id, string type)
    {
        var activity = new Activity { Id = id, Type = type };
        ActivityInput Text(string text) => ActivityInput.Literal("String", text);
        ActivityInput Rule(string rule) => new("Object", new Expression(ExpressionTypes.Object, JsonSerializer.SerializeToElement(rule)));
        return type switch
        {
            "Elsa.SetVariable" => activity with { Inputs = activity.Inputs.Add("value", Text("1")), Properties = activity.Properties.Add("variable", JsonSerializer.SerializeToElement(new { id = "v" })) },
            "Elsa.WriteLine" => activity with { Inputs = activity.Inputs.Add("text", Text("A line in the journal.")) },
            "Elsa.Cron" => activity with { Inputs = activity.Inputs.Add("cronExpression", Text("0 0 9 ? * MON")), CustomProperties = activity.CustomProperties.Add("canStartWorkflow", JsonSerializer.SerializeToElement(true)) },
            "Marketing.Segment" => activity with { Inputs = activity.Inputs.Add("rule", Rule("""{"attribute":"email","is":"IsSet"}""")) },
            "Marketing.Branch" => activity with { Inputs = activity.Inputs.Add("rule", Rule("""{"not":{"attribute":"country","is":"Equal","value":"nowhere"}}""")) },
            _ => activity,
        };
    }
}
