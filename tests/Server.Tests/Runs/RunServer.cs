using System.Net.Http.Json;
using Activities.Contacts;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Designer.Server.Runs;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Definitions;
using Workflows.Running;
using Workflows.Validation;
using Xunit;

namespace Server.Tests.Runs;

/// <summary>Flows in memory, as far as the runner sees them.</summary>
internal sealed class TestFlows : IRunnableFlows
{
    public Dictionary<string, RunnableFlow> Flows { get; } = [];

    public HashSet<string> Published { get; } = [];

    public void Add(TestFlow flow, bool published = false, params Problem[] problems)
    {
        var definition = flow.Build();
        Flows[definition.DefinitionId] = new RunnableFlow(definition, problems);
        if (published)
            Published.Add(definition.DefinitionId);
    }

    public Task<RunnableFlow?> LatestAsync(string definitionId, CancellationToken cancellationToken) => Task.FromResult(Flows.GetValueOrDefault(definitionId));

    public Task<RunnableFlow?> PublishedAsync(string definitionId, CancellationToken cancellationToken) => Task.FromResult(Published.Contains(definitionId) ? Flows[definitionId] : null);

    public Task<RunnableFlow?> VersionAsync(string definitionId, int? version, bool keep, CancellationToken cancellationToken) => LatestAsync(definitionId, cancellationToken);

    public Task<IReadOnlyList<WorkflowDefinition>> PublishedAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WorkflowDefinition>>([.. Published.Select(id => Flows[id].Definition)]);
}

internal static class RunServer
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<DesignerServer> StartAsync(TestFlows flows, TimeProvider? time = null, params (string, string)[] configuration) =>
        DesignerServer.StartAsync(s => s with
        {
            Time = time,
            Replace = services => services.AddSingleton<IRunnableFlows>(flows),
            Configuration = configuration.ToDictionary(c => c.Item1, c => c.Item2),
        });

    /// <summary>Contacts c1 … cN with the attribute n = 1 … N and the country DE for every other one.</summary>
    public static async Task SeedAsync(this DesignerServer server, int count)
    {
        var contacts = server.Services.GetRequiredService<IContactStore>();
        await contacts.EnsureAttributesAsync([new AttributeDefinition("n", AttributeType.Number), new AttributeDefinition("country", AttributeType.Text)], Token);
        await contacts.UpsertAsync([.. Enumerable.Range(1, count).Select(Contact)], overwrite: true, Token);
    }

    public static async Task<RunSummary> RunAsync(this DesignerServer server, string flow, StartRunRequest? request = null, string? key = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/api/workflows/{flow}/runs") { Content = JsonContent.Create(request ?? new StartRunRequest(), options: ContractJson.Options) };
        if (key is not null)
            message.Headers.Add("Idempotency-Key", key);
        using var answer = await server.Http.SendAsync(message, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
        return (await answer.Content.ReadFromJsonAsync<RunSummary>(ContractJson.Options, Token))!;
    }

    public static async Task<RunDetail> DetailAsync(this DesignerServer server, string run) =>
        (await server.Http.GetFromJsonAsync<RunDetail>($"/api/runs/{run}", ContractJson.Options, Token))!;

    /// <summary>Asks until it is so; every answer on the way must add up.</summary>
    public static async Task<RunDetail> UntilAsync(this DesignerServer server, string run, Func<RunDetail, bool> so)
    {
        // Not a measure of speed: a run that hangs must not hang the suite.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        for (; ; await Task.Delay(10, patience.Token))
        {
            var detail = await server.DetailAsync(run);
            Assert.All(detail.Activities, a => Assert.Equal(a.Entered, a.Queued + a.InWork + a.Waiting + a.Outcomes.Values.Sum() + a.Faulted + a.Dropped));
            if (so(detail))
                return detail;
        }
    }

    public static Task<RunDetail> FinishedAsync(this DesignerServer server, string run) => server.UntilAsync(run, d => d.Status == RunStatus.Finished);

    public static ActivityCounts At(this RunDetail run, string activity) => run.Activities.Single(a => a.ActivityId == activity);

    private static ContactUpsert Contact(int n) => new()
    {
        ExternalId = $"c{n}", Email = $"c{n}@example.com", FirstName = $"First{n}", Attributes = new Dictionary<string, object?> { ["n"] = (double)n, ["country"] = n % 2 == 0 ? "DE" : "FR" },
    };
}
