using Activities.Social;
using Designer.Server.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Runs;

/// <summary>5,000 contacts asleep in 50 runs, all due while the server was down: after the restart they go on a few runs at a time, each once.</summary>
public sealed class SleepersTests
{
    private const int People = 100;
    private const int Runs = 50;
    private const int Parallel = 4;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly Turnstile _posts = new(Parallel);
    private readonly TestFlows _flows = new();

    [Fact]
    public async Task Those_who_are_due_at_once_are_released_a_few_runs_at_a_time()
    {
        _flows.Add(new TestFlow("sleepers").Trigger().Step("wait", "Marketing.Wait", ("duration", "02:00:00")).Step("post", "Marketing.PostSocial", ("text", "Good morning"))
            .Line("t", "Done", "wait").Line("wait", "Done", "post"));
        await using var first = await DesignerServer.StartAsync(s => s with
        {
            Time = _time,
            Configuration = new Dictionary<string, string> { ["Runs:Parallel"] = $"{Parallel}" },
            Replace = services => services.AddSingleton<IRunnableFlows>(_flows).AddSingleton<ISocialChannel>(_posts),
        });
        await first.SeedAsync(People);
        var runs = new List<string>();
        for (var n = 0; n < Runs; n++)
            runs.Add((await first.RunAsync("sleepers")).Id);
        foreach (var run in runs)
            await first.UntilAsync(run, d => d.At("wait").Waiting == People);
        Assert.Equal(0, _posts.Passed);

        _time.Advance(TimeSpan.FromHours(3));
        await using var server = await first.RestartAsync();
        foreach (var run in runs)
            Assert.Equal((People, People), ((int)(await server.FinishedAsync(run)).At("wait").Outcomes["Done"], (int)(await server.DetailAsync(run)).At("post").Entered));
        Assert.Equal((Runs, Parallel), (_posts.Passed, _posts.Peak));
    }

    /// <summary>Counts who is inside at once. The first few are let out when all places are taken, and nobody more came meanwhile who should not.</summary>
    private sealed class Turnstile(int places) : ISocialChannel
    {
        private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _inside;
        private int _peak;
        private int _passed;

        public int Peak => Volatile.Read(ref _peak);

        public int Passed => Volatile.Read(ref _passed);

        public async Task<Publication> PublishAsync(SocialAccount? account, SocialPost post, CancellationToken cancellationToken)
        {
            var inside = Interlocked.Increment(ref _inside);
            for (var peak = Peak; inside > peak; peak = Peak)
                Interlocked.CompareExchange(ref _peak, inside, peak);
            if (inside == places)
                _full.TrySetResult();
            await _full.Task.WaitAsync(cancellationToken);
            // A storm would be inside by now or a moment later; a bounded release leaves the count as it is, however long this takes.
            await Task.Delay(20, cancellationToken);
            Interlocked.Increment(ref _passed);
            Interlocked.Decrement(ref _inside);
            return new Publication(PostState.Feed);
        }
    }
}
