namespace Activities.Churn;

/// <summary>
/// What the churn model sees of a customer at a cut-off instant. Only events before the cut-off count, so that nothing of the future leaks in.
/// A day count of something that never happened is the customer's tenure, and the matching "has" flag is 0 (LightGBM trained on NaN exports wrongly to ONNX).
/// </summary>
public static class ChurnFeatures
{
    /// <summary>Column order of every feature row; the fact store's query answers in this order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "days_since_order", "orders", "orders_90d", "orders_previous_90d", "spend", "spend_180d", "average_order", "days_between_orders", "recency_over_gap",
        "days_since_visit", "has_visit", "visits_30d", "visits_previous_60d", "views_30d", "returns_180d",
        "opens_90d", "clicks_90d", "days_since_open", "has_open", "discount_share", "tenure_days", "email_consent",
    ];

    public static int Count => Names.Count;

    /// <summary>The one feature that a shop without a model would sort by: the baseline that the model has to beat.</summary>
    public static int RecencyIndex { get; } = Names.ToList().IndexOf("days_since_order");
}

/// <summary>A customer at a cut-off.</summary>
/// <param name="Features">In the order of <see cref="ChurnFeatures.Names"/>.</param>
/// <param name="Left">The label: no order in the horizon after the cut-off. Null when the horizon has not passed.</param>
/// <param name="Group">What the card reports fairness by: the language.</param>
public sealed record ChurnRow(long ContactId, float[] Features, bool? Left, string Group);

/// <summary>Features and scores in the fact store.</summary>
public interface IChurnStore
{
    /// <summary>Everyone who ordered within a year before the cut-off, by id.</summary>
    /// <param name="horizon">Null: no labels, the horizon is still ahead.</param>
    /// <param name="contacts">Null: everyone; else only these, whether they ordered or not.</param>
    Task<IReadOnlyList<ChurnRow>> RowsAsync(DateTimeOffset cutoff, TimeSpan? horizon, IReadOnlyCollection<long>? contacts, CancellationToken cancellationToken);

    Task SaveAsync(IReadOnlyList<ChurnScore> scores, CancellationToken cancellationToken);
    Task<ChurnScore?> FindAsync(long contact, CancellationToken cancellationToken);
    Task<DateTimeOffset?> FirstOrderAsync(CancellationToken cancellationToken);
}
