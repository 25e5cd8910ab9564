using System.Globalization;
using Activities.Runs;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Running;
using Workflows.Segments;
using Workflows.Tests.Running;

namespace Storage.Tests.Runs;

/// <summary>
/// A random sequence of movements. Each step's numbers choose among what exists at that moment (the model is played first), so that parts are taken
/// up, joined, waited for and ended, as a run does; now and then they choose what does not exist.
/// </summary>
public sealed record MoveScript(IReadOnlyList<int[]> Steps)
{
    public const int People = 9;
    private static readonly string[] Activities = ["a", "b", "join", "end"];
    private static readonly string[] Outcomes = ["Done", "Yes", "Nö 'x'"];

    public static Arbitrary<MoveScript> Generator() =>
        (from count in Gen.Choose(1, 40)
         from steps in Gen.ArrayOf(Gen.Choose(0, 9999), 6).ListOf(count)
         select new MoveScript([.. steps])).ToArbitrary();

    public override string ToString() => string.Join(" ", Steps.Select(s => $"[{string.Join(',', s)}]"));

    /// <summary>Plays it on the model and writes down what each step did, to be done again elsewhere.</summary>
    internal List<Func<IRunMoves, string>> PlayedOn(MemoryMoves model, ICollection<string> said)
    {
        var (steps, part) = (new List<Func<IRunMoves, string>>(), 100L);
        foreach (var numbers in Steps)
        {
            var step = Step(model.Sets, numbers, part += 2);
            said.Add(step(model));
            steps.Add(step);
        }
        return steps;
    }

    private static Func<IRunMoves, string> Step(MemorySets sets, int[] n, long into)
    {
        var (activity, visit) = (Activities[n[1] % Activities.Length], 1 + (n[2] % 2));
        var parts = sets.Rows.Select(r => r.Out).OfType<long>().Distinct().Append(RunState.Everyone).Append(99).ToList();
        var from = parts[n[3] % parts.Count];
        var queued = sets.Rows.Where(r => r.Where == MemorySets.Where.Queued).Select(r => new Work(1, r.Activity, r.Visit, r.Part, People)).Distinct().Append(new Work(1, "nowhere", 1, 98, 0)).ToList();
        var work = queued[n[4] % queued.Count];
        var outcome = Outcomes[n[1] % Outcomes.Length];
        long[] chosen = [.. Enumerable.Range(1, People).Where(c => (n[5] & (1 << c)) != 0).Select(c => (long)c)];
        var now = DateTimeOffset.UnixEpoch.AddSeconds(n[5] % 50);
        var join = new Join(activity, visit, All: n[3] % 2 == 0, AllBits: 3, [.. Activities.Where((_, i) => (n[4] & (1 << i)) != 0)], EveryoneUpstream: n[5] % 4 == 0, Quiet: n[5] % 3 == 0);
        var low = n[3] % 4 / 4.0;
        return (n[0] % 20) switch
        {
            0 or 1 or 2 => m => $"enter {m.Enter(activity, visit, from, into)}",
            3 or 4 => m => $"hold {m.Hold(activity, visit, from, 1 + (n[5] % 3), into)}",
            5 or 6 => m => $"settle {m.Settle(join, into)}",
            7 => m => $"leave {m.Leave(work.Activity, work.Visit, work.Part, outcome, into)}",
            8 => m => $"leave chosen {m.Leave(work, chosen, outcome, Reason.NoData, into)}",
            9 => m => $"leave part {m.LeavePart(work, outcome, null, into)}",
            10 => m => $"rule {m.LeaveMatching(work, new AttributeIs("n", Comparison.AtLeast, System.Text.Json.JsonSerializer.SerializeToElement(n[5] % 11)), now, outcome, into)}",
            11 => m => $"chance {m.LeaveByChance(work, $"s{n[5] % 7}", low, low + 0.25, outcome, into)}",
            12 => m => $"wait {m.Wait(work, [.. chosen.Select(c => (c, DateTimeOffset.UnixEpoch.AddSeconds((c * n[3]) % 50)))], outcome)}",
            13 => m => $"wait part {m.WaitPart(work, now, outcome)}",
            14 => m => $"fault {m.Fault(work, chosen, "It's broken.")} {m.Fault(work.Activity, work.Visit, n[3] % 3 == 0 ? work.Part : 97, "All of it.")}",
            15 => m => $"drop {m.Drop(work, chosen, Reason.Erased)}",
            16 => m => $"due {Due(m, now, into)} next {m.NextUntil()?.ToString("O", CultureInfo.InvariantCulture)}",
            17 => m => $"end {string.Join(' ', m.End(work.Activity, work.Visit, work.Part).Select(e => $"{e}").Order(StringComparer.Ordinal))}",
            18 => m => $"again {m.Requeue(activity, visit, into)}",
            _ when n[5] % 8 == 0 => m => Cancelled(m),
            _ => m => $"enter {m.Enter(activity, visit, RunState.Everyone, into)}",
        };
    }

    private static string Due(IRunMoves moves, DateTimeOffset now, long into)
    {
        var groups = moves.DueGroups(now);
        foreach (var group in groups.Take(2))
            moves.LeaveDue(group, now, into++);
        return string.Join(' ', groups.Select(g => $"{g}").Order(StringComparer.Ordinal));
    }

    private static string Cancelled(IRunMoves moves)
    {
        moves.Cancel();
        return "cancel";
    }
}
