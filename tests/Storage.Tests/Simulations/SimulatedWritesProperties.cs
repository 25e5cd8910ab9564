using System.Text.Json;
using Activities.Contacts;
using FsCheck.Xunit;
using Storage.Facts;
using Storage.Facts.Churn;
using Storage.Facts.Contacts;
using Storage.Facts.Segments;
using Storage.Facts.Simulations;
using Workflows.Segments;
using Xunit;

namespace Storage.Tests.Simulations;

/// <summary>What a simulated run sees after its writes is what a real run would see after the same; everybody else sees nothing of them.</summary>
[Properties(Arbitrary = [typeof(SimulatedWrites)], MaxTest = 20)]
public sealed class SimulatedWritesProperties
{
    private const long Run = 7;
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    private static readonly SegmentRule[] Rules =
    [
        .. SimulatedWrites.Tags.Select(t => new HasTag(t)),
        new Not(new HasTag("a")),
        new AllOf([new HasTag("b"), new Not(new AttributeIs("country", Comparison.Equal, JsonSerializer.SerializeToElement("DE")))]),
        new AttributeIs("plan", Comparison.IsNotSet),
        new AttributeIs("plan", Comparison.AtLeast, JsonSerializer.SerializeToElement(0.1)),
        new ScoreIs("churn", Min: 0.5),
        new ScoreIs("churn", Max: 0.4),
    ];

    [Property]
    public async Task The_run_sees_what_a_real_run_would_have_written_and_nobody_else_does(SimulatedWrites writes)
    {
        using var simulated = new FactsFixture();
        using var real = new FactsFixture();
        var people = await SeedAsync(simulated);
        Assert.Equal(people, await SeedAsync(real));
        var before = await PictureAsync(simulated.Facts, ContactView.Real, people);

        var contacts = new SimulatedContactStore(simulated.Facts, simulated.Contacts, Run);
        var scores = new SimulatedChurnStore(simulated.Facts, new ChurnStore(simulated.Facts), Run);
        await writes.WriteAsync(contacts, scores, people, _stop);
        await writes.WriteAsync(real.Contacts, new ChurnStore(real.Facts), people, _stop);

        var expected = await PictureAsync(real.Facts, ContactView.Real, people);
        Assert.Equal(expected, await PictureAsync(simulated.Facts, c => SimulatedView.Of(c, Run), people));
        Assert.Equal(await real.Contacts.TagsAsync(_stop), await contacts.TagsAsync(_stop));
        Assert.Equal(await real.Contacts.AttributesAsync(_stop), await contacts.AttributesAsync(_stop));
        foreach (var person in people)
            Assert.Equal((await new ChurnStore(real.Facts).FindAsync(person, _stop))?.Probability, (await scores.FindAsync(person, _stop))?.Probability);

        Assert.Equal(before, await PictureAsync(simulated.Facts, ContactView.Real, people));
        Assert.Equal(before, await PictureAsync(simulated.Facts, c => SimulatedView.Of(c, Run + 1), people));
    }

    /// <summary>Everything about everybody, and who is in which segment, as lines.</summary>
    private Task<List<string>> PictureAsync(FactsDatabase facts, Func<DuckDB.NET.Data.DuckDBConnection, ContactView> view, IReadOnlyList<long> people) =>
        facts.ReadAsync(
            c =>
            {
                var seen = view(c);
                var lines = c.Contacts(seen, "WHERE id IN (SELECT unnest($ids)) ORDER BY id", ("ids", people.ToList()))
                    .ConvertAll(p => $"{p.Id} {p.Email} [{string.Join(',', p.Tags)}] {string.Join(',', p.Attributes.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={JsonSerializer.Serialize(a.Value)}"))}");
                foreach (var rule in Rules)
                {
                    var query = SegmentSql.Compile(c, seen, rule, new DateTimeOffset(2026, 6, 2, 0, 0, 0, TimeSpan.Zero));
                    lines.Add($"{rule}: {string.Join(',', c.List($"{query.Sql} ORDER BY c.id", r => r.GetInt64(0), query.Parameters))}");
                }
                return lines;
            },
            _stop);

    private async Task<IReadOnlyList<long>> SeedAsync(FactsFixture fixture)
    {
        await fixture.Contacts.EnsureAttributesAsync([new AttributeDefinition("country", AttributeType.Text), new AttributeDefinition("plan", AttributeType.Number)], _stop);
        await fixture.Contacts.UpsertAsync(
            [.. Enumerable.Range(1, 6).Select(n => new ContactUpsert
            {
                ExternalId = $"c{n}", Email = $"c{n}@example.com", Tags = n % 2 == 0 ? ["a", "old"] : [],
                Attributes = new Dictionary<string, object?> { ["country"] = n % 3 == 0 ? "DE" : null, ["plan"] = (double)n },
            })],
            overwrite: true, _stop);
        return [.. (await fixture.Contacts.ListAsync(null, 0, 10, _stop)).Contacts.Select(c => c.Id)];
    }
}
