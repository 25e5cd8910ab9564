using Activities.Http;
using Activities.Runs;
using Designer.Server.Runs;
using Workflows.Running;

namespace Designer.Server.Http;

/// <summary>Who waits for the answer of a run. In memory: a restart cuts the connections too.</summary>
internal sealed class HttpCallers(RunFeed feed, RunEngine engine, TimeProvider time) : IHttpCallers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<HttpCaller>> _waiting = [];

    /// <summary>Before the run is started or goes on, so that no answer comes too early.</summary>
    public HttpCaller Expect(string runId, bool mayAnswer)
    {
        var caller = new HttpCaller(runId, mayAnswer);
        lock (_gate)
        {
            if (!_waiting.TryGetValue(runId, out var callers))
            {
                _waiting[runId] = callers = [];
                feed.Watch(runId, Changed);
            }
            callers.Add(caller);
        }
        return caller;
    }

    /// <returns>The answer; null: the run ended, or waits for something else and has none to give, or took too long.</returns>
    public async Task<HttpReply?> WaitAsync(HttpCaller caller, TimeSpan patience, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (engine.Current(caller.RunId) is { } now)
                caller.Latest = now;
            caller.Begin();
        }
        try
        {
            return await caller.Reply.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public void Forget(HttpCaller caller)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(caller.RunId, out var callers) || !callers.Remove(caller) || callers.Count > 0)
                return;
            _waiting.Remove(caller.RunId);
            feed.Unwatch(caller.RunId);
        }
    }

    public bool Answer(string runId, HttpReply reply)
    {
        lock (_gate)
            return _waiting.TryGetValue(runId, out var callers) && callers.Any(c => c.TryAnswer(reply));
    }

    private void Changed(RunRecord run)
    {
        lock (_gate)
        {
            foreach (var caller in _waiting.GetValueOrDefault(run.Id) ?? [])
                caller.Changed(run);
        }
    }
}

/// <summary>One who waits.</summary>
internal sealed class HttpCaller(string runId, bool mayAnswer)
{
    private readonly TaskCompletionSource<HttpReply?> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _begun;

    public string RunId => runId;

    /// <summary>The flow has a WriteHttpResponse: it may still come after the run has waited for something.</summary>
    public bool MayAnswer { get; set; } = mayAnswer;

    public Task<HttpReply?> Reply => _reply.Task;

    /// <summary>The run as last heard of.</summary>
    public RunRecord? Latest { get; set; }

    /// <summary>The request has reached the run: only from now on its standing still means something.</summary>
    public void Begin()
    {
        _begun = true;
        Look();
    }

    public void Changed(RunRecord run)
    {
        Latest = run;
        if (_begun)
            Look();
    }

    public bool TryAnswer(HttpReply reply) => _reply.TrySetResult(reply);

    private void Look()
    {
        if (Latest is { State.IsFinished: true } || (!MayAnswer && Latest is { State.SubStatus: RunSubStatus.Suspended }))
            _reply.TrySetResult(null);
    }
}
