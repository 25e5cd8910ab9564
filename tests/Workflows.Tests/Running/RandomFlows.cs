using FsCheck;
using FsCheck.Fluent;

namespace Workflows.Tests.Running;

/// <summary>A random graph: activities with their kinds, any connections between them, loops and unreachable parts included.</summary>
public sealed record RandomFlow(string Activities, string Connections, int Contacts, int Seed)
{
    public override string ToString() => $"{Contacts} contacts, seed {Seed}: {Activities} | {Connections}";
}

public static class RandomFlows
{
    public static Arbitrary<RandomFlow> Flows() => Generator(["Each", "Each", "Each", "Once", "WaitAll", "WaitAllActive", "WaitAny", "Finish"], "Each").ToArbitrary();

    internal static Gen<RandomFlow> Generator(string[] kinds, string second) =>
        from count in Gen.Choose(2, 9)
        from chosen in Gen.Elements(kinds).ListOf(count)
        from first in Gen.Elements("Trigger", second)
        from edges in Edge(count + 1).ListOf(count * 2)
        from contacts in Gen.Choose(0, 12)
        from seed in Gen.Choose(0, 100_000)
        let names = chosen.Prepend(second).Prepend(first).Select((kind, i) => $"n{i}:{kind}")
        let spine = Enumerable.Range(0, count / 2).Select(i => $"n{i}-{(i == 0 ? "Done" : "A")}-n{i + 1}").Append("n0-A-n1")
        select new RandomFlow(string.Join(' ', names), string.Join(' ', spine.Concat(edges)), contacts, seed);

    private static Gen<string> Edge(int count) =>
        from source in Gen.Choose(0, count)
        from target in Gen.Choose(0, count)
        from port in Gen.Elements("A", "B", "Done")
        select $"n{source}-{port}-n{target}";
}
