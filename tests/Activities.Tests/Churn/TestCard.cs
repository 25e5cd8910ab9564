using Activities.Churn;

namespace Activities.Tests.Churn;

internal static class TestCard
{
    public static ChurnCard Any { get; } = new()
    {
        Version = "test",
        TrainedAt = DateTimeOffset.UnixEpoch,
        HorizonDays = 60,
        TrainCutoff = DateTimeOffset.UnixEpoch,
        TestCutoff = DateTimeOffset.UnixEpoch,
        TrainRows = 0,
        TestRows = 0,
        BaseRate = 0,
        Metrics = new ChurnMetrics(0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        Calibration = [],
        Features = [],
        Groups = [],
        Roc = [],
        HighThreshold = 0.6,
        MediumThreshold = 0.3,
    };
}
