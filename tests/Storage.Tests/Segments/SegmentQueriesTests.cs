using Activities.Contacts;
using Activities.Documents;
using Activities.Segments;
using Storage.Facts;
using Storage.Facts.Contacts;
using Storage.Facts.Segments;
using Workflows.Segments;
using Xunit;

namespace Storage.Tests.Segments;

public sealed class SegmentQueriesTests : SegmentQueriesContract
{
    private readonly FactsFixture _fixture = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    protected override IContactStore Contacts => _fixture.Contacts;
    protected override IEventStore Events => _fixture.Events;
    protected override ISuppressionStore Suppressions => _fixture.Suppressions;
    protected override IDocumentStore<SavedSegment> Saved => _fixture.Saved;
    protected override ISegmentQueries Queries => _fixture.Segments;

    public override ValueTask DisposeAsync()
    {
        _fixture.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_newest_score_decides()
    {
        var now = _fixture.Clock.GetUtcNow();
        await _fixture.Facts.WriteAsync(
            c => c.Execute(
                "INSERT INTO score SELECT id, 'churn', v.value, v.at, 'test', NULL FROM contact, (VALUES (0.9, $old), (0.2, $new)) v(value, \"at\") WHERE external_id = 'anna'",
                ("old", now.UtcDateTime.AddDays(-2)), ("new", now.UtcDateTime.AddDays(-1))),
            _stop);
        Assert.Equal(0, await Queries.CountAsync(new ScoreIs("churn", Min: 0.5), now, _stop));
        Assert.Equal(1, await Queries.CountAsync(new ScoreIs("churn", Max: 0.2), now, _stop));
        Assert.Equal(1, await Queries.CountAsync(new ScoreIs("churn", Min: 0.5), now.AddDays(-1.5), _stop));
    }

    [Fact]
    public async Task The_compiled_statement_can_be_used_inside_a_write()
    {
        var ids = await _fixture.Facts.WriteAsync(
            c =>
            {
                var query = SegmentSql.Compile(c, ContactView.Real(c), new HasTag("vip"), _fixture.Clock.GetUtcNow());
                c.Execute($"CREATE TEMP TABLE part AS SELECT id FROM contact WHERE id IN ({query.Sql}) AND email <> $other", [.. query.Parameters, ("other", "chen@example.com")]);
                return c.Scalar<long>("SELECT count(*) FROM part");
            },
            _stop);
        Assert.Equal(1, ids);
    }

    [Fact]
    public async Task A_rule_nested_a_thousand_deep_is_refused()
    {
        SegmentRule rule = new HasTag("vip");
        for (var i = 0; i < 1000; i++)
            rule = new Not(rule);
        await Assert.ThrowsAsync<SegmentRuleException>(() => Queries.CountAsync(rule, _fixture.Clock.GetUtcNow(), _stop));
    }
}
