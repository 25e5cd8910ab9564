using Activities.Churn;
using Activities.Contacts;
using Workflows.Running;
using Xunit;

namespace Activities.Tests.Churn;

public sealed class PredictChurnTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>One split: silent for more than 100 days is likely gone (0.88), for more than 30 days undecided (0.5), else likely to stay (0.12).</summary>
    private static readonly TreeEnsemble Trees = new([new Tree([~0, ~1], [1, ~2], [0, 0], [30f, 100f], [-2, 0, 2], [10, 10, 10])], 0, ChurnFeatures.Count);

    private readonly ChurnModel _model = new(ChurnOnnx.Write(Trees), Trees, TestCard.Any);

    [Fact]
    public async Task Everybody_leaves_by_their_risk_and_the_score_is_kept_with_its_reasons()
    {
        var store = Store((1, 200), (2, 50), (3, 5));
        var context = new FakeActivityContext(1, 2, 3) { At = Now };
        await new PredictChurn(new OneModel(_model), store).ExecuteAsync(new PredictChurn.Inputs(), context, TestContext.Current.CancellationToken);
        Assert.Equal([1L], context.LeftBy(PredictChurn.Outcome.High));
        Assert.Equal([2L], context.LeftBy(PredictChurn.Outcome.Medium));
        Assert.Equal([3L], context.LeftBy(PredictChurn.Outcome.Low));
        Assert.True(context.IsComplete);
        Assert.Equal([1L, 2L, 3L], store.Saved.Select(s => s.ContactId));
        Assert.All(store.Saved, s => Assert.Equal("days_since_order", s.Reasons[0].Feature));
    }

    [Fact]
    public async Task The_authors_thresholds_replace_the_models()
    {
        var context = new FakeActivityContext(1, 2, 3) { At = Now };
        await new PredictChurn(new OneModel(_model), Store((1, 200), (2, 50), (3, 5))).ExecuteAsync(new PredictChurn.Inputs { HighFrom = 0.95, MediumFrom = 0.1 }, context, TestContext.Current.CancellationToken);
        Assert.Equal([1L, 2L, 3L], context.LeftBy(PredictChurn.Outcome.Medium));
    }

    [Fact]
    public async Task Somebody_of_whom_nothing_is_known_is_low_with_that_reason()
    {
        var context = new FakeActivityContext(1, 9) { At = Now };
        await new PredictChurn(new OneModel(_model), Store((1, 200))).ExecuteAsync(new PredictChurn.Inputs(), context, TestContext.Current.CancellationToken);
        Assert.Equal((PredictChurn.Outcome.Low.ToString(), Reason.NoData), (context.Left[9].Outcome, context.Left[9].Reason));
        Assert.True(context.IsComplete);
    }

    public void Dispose() => _model.Dispose();

    private static PlainChurnStore Store(params (long Id, int DaysSilent)[] people) => new(
    [
        .. people.Select(p => (
            new Contact { Id = p.Id, CreatedAt = Now.AddDays(-300) },
            (IReadOnlyList<ContactEvent>)[new ContactEvent($"e{p.Id}", p.Id, "ordered", Now.AddDays(-p.DaysSilent), new Dictionary<string, object?> { ["total"] = 10.0 })])),
    ]);

    private sealed class OneModel(ChurnModel model) : IChurnModels
    {
        public Task<ChurnModel> CurrentAsync(CancellationToken cancellationToken) => Task.FromResult(model);
    }
}
