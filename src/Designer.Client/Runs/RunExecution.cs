using System.Collections.Immutable;
using Designer.Contracts.Runs;

namespace Designer.Client.Runs;

/// <summary>One execution of one step, read out of the order of the journal's lines.</summary>
/// <param name="Status">Elsa's: Running, Suspended, Completed, Faulted, Canceled; and Retrying.</param>
public sealed record RunExecution(long Sequence, string ActivityId, DateTimeOffset StartedAt, string Status, DateTimeOffset? EndedAt, ImmutableArray<string> Said, string Outcomes)
{
    public static IReadOnlyList<RunExecution> Of(IEnumerable<JournalEntry> entries)
    {
        var (executions, open) = (new List<RunExecution>(), new Dictionary<string, List<int>>());
        foreach (var entry in entries.Where(e => e.ActivityId is not null))
        {
            var mine = open.TryGetValue(entry.ActivityId!, out var known) ? known : open[entry.ActivityId!] = [];
            if (entry.EventName == "Started" || mine.Count == 0)
            {
                mine.Add(executions.Count);
                executions.Add(new RunExecution(entry.Sequence, entry.ActivityId!, entry.At, "Running", null, [], ""));
            }
            if (entry.EventName == "Started")
                continue;
            // Of several at once the oldest that has not ended; what failed may be tried again.
            var at = mine.FirstOrDefault(i => executions[i].EndedAt is null, mine[^1]);
            executions[at] = executions[at].After(entry);
        }
        return executions;
    }

    private RunExecution After(JournalEntry entry) => entry.EventName switch
    {
        "Completed" => this with { Status = entry.EventName, EndedAt = entry.At, Outcomes = entry.Message },
        "Faulted" => this with { Status = entry.EventName, EndedAt = entry.At, Said = Said.Add(entry.Message) },
        "Canceled" => this with { Status = entry.EventName, EndedAt = entry.At },
        "Retrying" => this with { Status = entry.EventName, EndedAt = null, Said = entry.Message.Length > 0 ? Said.Add(entry.Message) : Said },
        "Suspended" => this with { Status = entry.EventName },
        "Resumed" => this with { Status = "Running" },
        _ => entry.Message.Length > 0 ? this with { Said = Said.Add(entry.Message) } : this,
    };
}
