using System.Text.Json;
using Activities.Http;
using Activities.Runs;
using Designer.Server.Hosting;
using Designer.Server.Runs;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Running;
using Workflows.Running.Ordinary;

namespace Designer.Server.Http;

/// <summary>Brings a request to the flow that begins with it, else to the run that waits for it, and waits for the answer.</summary>
internal sealed class FlowDoor(FlowRoutes routes, RunStarter starter, RunEngine engine, RunFlows flows, HttpCallers callers, TimeProvider time)
{
    private const int MostCallers = 500;
    private int _callers;

    public async Task<FlowAnswer> KnockAsync(HttpRequest request, PathString path, bool isStranger, CancellationToken cancellationToken)
    {
        // Each holds a connection and its body until the run has answered.
        if (Interlocked.Increment(ref _callers) > MostCallers)
        {
            Interlocked.Decrement(ref _callers);
            return FlowAnswer.Refused(StatusCodes.Status503ServiceUnavailable, "flow-busy", $"{MostCallers} requests wait for answers of flows, which is the limit; try again later.");
        }
        try
        {
            return await EnterAsync(request, path, isStranger, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _callers);
        }
    }

    private async Task<FlowAnswer> EnterAsync(HttpRequest request, PathString path, bool isStranger, CancellationToken cancellationToken)
    {
        var begins = routes.Find(request.Method, path);
        if (begins.Count > 1)
            return FlowAnswer.Refused(StatusCodes.Status409Conflict, "flow-ambiguous", "More than one published flow begins with this request.");
        if (begins is [var (route, values)])
            return isStranger && route.Terms.Authorize ? FlowAnswer.SignIn : await BeginAsync(route, request, await FlowRequests.ReadAsync(request, values, route.Terms, cancellationToken), cancellationToken);
        var waiting = Waiting(request, path, isStranger).ToList();
        if (waiting.Count > 1)
            return FlowAnswer.Refused(StatusCodes.Status409Conflict, "flow-ambiguous", $"{waiting.Count} runs wait for this request; name one with ?workflowInstanceId= or those of one correlation with ?correlationId=.");
        if (waiting is not [var one])
            return FlowAnswer.Refused(StatusCodes.Status404NotFound, "flow-no-address", "There is nothing under this address.");
        return isStranger && one.Terms.Authorize ? FlowAnswer.SignIn : await GoOnAsync(one, await FlowRequests.ReadAsync(request, one.Values, one.Terms, cancellationToken), cancellationToken);
    }

    /// <summary>Runs of published flows wait for everybody; what somebody tries out in a draft waits for those who are signed in.</summary>
    private IEnumerable<Waits> Waiting(HttpRequest request, PathString path, bool isStranger)
    {
        var (run, correlation) = (Named(request, "workflowInstanceId", "x-workflow-instance-id"), Named(request, "correlationId", "x-correlation-id"));
        return from wait in engine.Waiting(HttpEndpoint.Type)
               where wait.Run.Mode == RunMode.Live && (run is null || wait.Run.Id == run) && (correlation is null || wait.Run.State.Ordinary!.CorrelationId == correlation)
               let terms = wait.Bookmark.Payload?.Deserialize<HttpTerms>()
               where terms is not null && terms.Method == request.Method && PathTemplates.Check(terms.Path) is null
               let values = PathTemplates.Match(terms.Path, path)
               where values is not null && (!isStranger || routes.IsPublished(wait.Run.DefinitionId, ActivityOf(wait.Run, wait.Bookmark)))
               select new Waits(wait.Run, terms, values);
    }

    private string ActivityOf(RunRecord run, Bookmark bookmark) =>
        engine.FlowOf(run.Id) is { } flow && run.State.Ordinary!.Contexts.FirstOrDefault(c => c.Id == bookmark.Context) is { } at ? flow.Plan.Ordinary!.Steps[at.Step].Activity.Id : "";

    private async Task<FlowAnswer> BeginAsync(FlowRoute route, HttpRequest request, JsonElement brought, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var asked = new RunRequest(route.DefinitionId, RunMode.Live, "http", Published: true, Trigger: route.ActivityId) { Id = id, CorrelationId = Named(request, "correlationId", "x-correlation-id") };
        asked = asked with { Fired = asked.Fired.AddRange(brought.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value))) };
        var caller = callers.Expect(id, mayAnswer: true);
        try
        {
            if (await starter.StartAsync(asked, cancellationToken) is not { } run)
                return FlowAnswer.Refused(StatusCodes.Status404NotFound, "flow-no-address", "There is nothing under this address.");
            caller.Latest ??= run;
            caller.MayAnswer = Answers(await flows.GetAsync(run, cancellationToken));
            return Answer(await callers.WaitAsync(caller, route.Terms.Timeout, cancellationToken), caller, route.Terms);
        }
        catch (RunRefusedException refused) when (refused.IsBusy)
        {
            return FlowAnswer.Refused(StatusCodes.Status409Conflict, "flow-runs-already", "The flow behind this address goes on with an earlier request, and its author lets only one run at a time.");
        }
        catch (RunRefusedException)
        {
            // Who calls cannot mend the flow; its author sees why in the designer.
            return FlowAnswer.Refused(StatusCodes.Status503ServiceUnavailable, "flow-cannot-run", "The flow behind this address has errors and cannot run.");
        }
        finally
        {
            callers.Forget(caller);
        }
    }

    private async Task<FlowAnswer> GoOnAsync(Waits one, JsonElement brought, CancellationToken cancellationToken)
    {
        var caller = callers.Expect(one.Run.Id, Answers(await flows.GetAsync(one.Run, cancellationToken)));
        try
        {
            if (!await engine.ResumeAsync(one.Run.Id, HttpEndpoint.Type, one.Terms.Stimulus, brought, cancellationToken))
                return FlowAnswer.Refused(StatusCodes.Status404NotFound, "flow-no-address", "There is nothing under this address.");
            return Answer(await callers.WaitAsync(caller, one.Terms.Timeout, cancellationToken), caller, one.Terms);
        }
        finally
        {
            callers.Forget(caller);
        }
    }

    private static FlowAnswer Answer(HttpReply? reply, HttpCaller caller, HttpTerms terms) => reply is not null ? new FlowAnswer(reply) : caller.Latest?.State switch
    {
        // As Elsa: who writes no answer means "all right".
        { SubStatus: RunSubStatus.Finished } => new FlowAnswer(new HttpReply(StatusCodes.Status200OK)),
        { IsFinished: true } => FlowAnswer.Refused(StatusCodes.Status500InternalServerError, "flow-failed", "The flow behind this address failed."),
        { SubStatus: RunSubStatus.Suspended } or { Paused: true } => FlowAnswer.Taken,
        _ => FlowAnswer.Refused(StatusCodes.Status504GatewayTimeout, "flow-too-slow", $"The flow gave no answer within {terms.Timeout.TotalSeconds:0} seconds; it goes on."),
    };

    private static bool Answers(RunFlow flow) => flow.Plan.Ordinary?.Steps.Any(s => s.Activity.Type == WriteHttpResponse.Type) == true;

    private static string? Named(HttpRequest request, string query, string header) =>
        request.Query[query].FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? request.Headers[header].FirstOrDefault(v => !string.IsNullOrEmpty(v));

    private sealed record Waits(RunRecord Run, HttpTerms Terms, RouteValueDictionary Values);
}

/// <summary>Either what the flow wrote, or why there is nothing of it.</summary>
internal sealed record FlowAnswer(HttpReply? Reply, ProblemHttpResult? Refusal = null)
{
    public static FlowAnswer SignIn { get; } = Refused(StatusCodes.Status401Unauthorized, "unauthorized", "Sign in first, or send the header Authorization: ApiKey and a key.");

    public static FlowAnswer Taken { get; } = new(new HttpReply(StatusCodes.Status202Accepted, "The request was taken; the flow goes on and has no answer yet.", "text/plain"));

    public static FlowAnswer Refused(int status, string code, string sentence) => new(null, CodedProblem.Of(status, code, sentence));
}
