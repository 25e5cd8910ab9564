using System.Collections.Concurrent;
using Activities.Contacts;
using Activities.Imports;
using Designer.Contracts.Contacts;

namespace Designer.Server.Imports;

/// <summary>Imports under way and done since the start; one is worked on at a time, the others wait their turn.</summary>
public sealed class ImportJobs(ContactImport import, ImportFiles files, IHostApplicationLifetime lifetime, ILogger<ImportJobs> log) : IDisposable
{
    private readonly ConcurrentDictionary<string, ImportJob> _jobs = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    public ImportJob Start(string token, string fileName, IReadOnlyList<ColumnMapping> columns, ImportConflict conflict)
    {
        var file = files.Open(token);
        var job = new ImportJob(Guid.NewGuid().ToString("N"), fileName, file.Length, lifetime.ApplicationStopping);
        _jobs[job.Id] = job;
        job.Work = Task.Run(() => RunAsync(job, token, file, columns, conflict));
        return job;
    }

    public ImportJob? Find(string id) => _jobs.GetValueOrDefault(id);

    public void Dispose() => _turn.Dispose();

    private async Task RunAsync(ImportJob job, string token, FileStream file, IReadOnlyList<ColumnMapping> columns, ImportConflict conflict)
    {
        try
        {
            await using (file)
            {
                await _turn.WaitAsync(job.Cancelled);
                try
                {
                    await using var reportFile = files.CreateReport(job.Id);
                    using var report = new RejectedReport(reportFile, [.. columns.OrderBy(c => c.Index).Select(c => c.Header)]);
                    var counts = await import.RunAsync(file, columns, conflict, (rejected, fields) => { report.Add(rejected, fields); job.Reject(rejected); }, job.Tell, job.Cancelled);
                    job.End("finished", counts, null);
                }
                finally
                {
                    _turn.Release();
                }
            }
            files.Drop(token);
            log.LogInformation("Import {Id} is done: {Inserted} new, {Updated} updated, {Rejected} rejected.", job.Id, job.Status.Inserted, job.Status.Updated, job.Status.Rejected);
        }
        catch (OperationCanceledException) when (job.Cancelled.IsCancellationRequested)
        {
            job.End("cancelled", null, null);
        }
        catch (Exception fault)
        {
            // The sentence is for the person who imports; what is in stays in and is counted.
            job.End("failed", null, fault is ImportException or AttributeTypeException ? fault.Message : "The import stopped at an internal fault; what was counted so far is in.");
            log.LogError(fault, "Import {Id} failed.", job.Id);
        }
    }
}

/// <summary>One import, as its page sees it.</summary>
public sealed class ImportJob(string id, string fileName, long bytes, CancellationToken stopping)
{
    private const int FirstRejected = 100;
    private readonly CancellationTokenSource _cancel = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly ConcurrentQueue<RejectedRow> _rejected = new();
    private volatile ImportStatus _status = new(id, fileName, "running", 0, bytes, 0, 0, 0, 0, 0, null, []);

    public string Id => id;
    public CancellationToken Cancelled => _cancel.Token;

    /// <summary>Completes when the import has ended, however.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    public ImportStatus Status => _status with { FirstRejected = [.. _rejected] };

    public void Cancel() => _cancel.Cancel();

    public void Reject(RejectedContact rejected)
    {
        if (_rejected.Count < FirstRejected)
            _rejected.Enqueue(new RejectedRow(rejected.Line, rejected.Reason));
    }

    public void Tell(ImportProgress counts) => _status = _status with { BytesRead = counts.BytesRead, Rows = counts.Rows, Inserted = counts.Inserted, Updated = counts.Updated, Skipped = counts.Skipped, Rejected = counts.Rejected };

    public void End(string state, ImportProgress? counts, string? fault)
    {
        if (counts is not null)
            Tell(counts);
        _status = _status with { State = state, Fault = fault };
    }
}
