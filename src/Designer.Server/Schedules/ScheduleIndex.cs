using System.Collections.Immutable;
using Activities;
using Designer.Server.Runs;
using Quartz;
using Workflows.Descriptors;
using Workflows.Schedules;

namespace Designer.Server.Schedules;

/// <summary>Keeps Quartz's triggers in step with the published flows: at start, and whenever one is published, unpublished or deleted.</summary>
internal sealed partial class ScheduleIndex(
    IRunnableFlows flows, ActivityCatalog catalog, ISchedulerFactory schedulers, IServiceProvider services, ICronCalendar calendar, TimeProvider time, ILogger<ScheduleIndex> logger)
    : BackgroundService
{
    private const string Group = "flows";
    private static readonly TimeSpan QueueBeat = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ImmutableDictionary<string, ScheduleEntry> _entries = ImmutableDictionary<string, ScheduleEntry>.Empty;

    public IEnumerable<ScheduleEntry> Entries => _entries.Values.OrderBy(e => e.WorkflowName, StringComparer.Ordinal).ThenBy(e => e.Id, StringComparer.Ordinal);

    // Asked for late: the fires start runs, and what is started must not be needed to be constructed.
    private ScheduleFires Fires => services.GetRequiredService<ScheduleFires>();

    public ScheduleEntry? Find(string id) => _entries.GetValueOrDefault(id);

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var entries = (await flows.PublishedAsync(cancellationToken)).SelectMany(Read).ToImmutableDictionary(e => e.Id);
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            foreach (var gone in _entries.Values.Where(e => !entries.TryGetValue(e.Id, out var now) || now != e))
            {
                await scheduler.UnscheduleJob(new TriggerKey(gone.Id, Group), cancellationToken);
                if (!entries.ContainsKey(gone.Id))
                    await Fires.ForgetAsync(gone.Id, cancellationToken);
            }
            var known = _entries;
            _entries = entries;
            foreach (var added in entries.Values.Where(e => !known.TryGetValue(e.Id, out var before) || before != e))
                await AddAsync(scheduler, added, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _gate.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(QueueBeat, time);
        while (await Beats.NextAsync(timer, stoppingToken))
        {
            foreach (var schedule in _entries.Values.Where(e => e.Overlap == Activities.Schedules.OverlapPolicy.Queue))
                await Fires.NextQueuedAsync(schedule, stoppingToken);
        }
    }

    private IEnumerable<ScheduleEntry> Read(Workflows.Definitions.WorkflowDefinition definition)
    {
        try
        {
            return [.. ScheduleEntry.Of(definition, catalog)];
        }
        catch (InputException wrong)
        {
            Unreadable(logger, definition.DefinitionId, wrong.Message);
            return [];
        }
    }

    private async Task AddAsync(IScheduler scheduler, ScheduleEntry schedule, CancellationToken cancellationToken)
    {
        if (schedule.Times.Check(calendar) is { } wrong)
        {
            Unreadable(logger, schedule.Id, wrong);
            return;
        }
        var now = time.GetUtcNow();
        await Fires.UpToAsync(schedule, now, null, cancellationToken);
        var state = await Fires.StateAsync(schedule, cancellationToken);
        // An instant that is over: what was to be run of it, was run above.
        if (schedule.Times.Next(calendar, state is null ? now : ScheduleFires.Anchor(state), now, 1) is not [var next])
            return;
        var job = JobBuilder.Create<ScheduleJob>().WithIdentity(schedule.Id, Group).Build();
        var trigger = schedule.Times.Trigger(time, new TriggerKey(schedule.Id, Group), next);
        await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schedule of {Flow} does not fire: {Sentence}")]
    private static partial void Unreadable(ILogger logger, string flow, string sentence);
}
