using Activities.Churn;
using Activities.Contacts;

namespace Activities.Tests.Churn;

/// <summary>The features written down a second time, one customer after another over plain lists: what the fact store's SQL is held against.</summary>
internal sealed class PlainChurnStore(IReadOnlyList<(Contact Contact, IReadOnlyList<ContactEvent> Events)> people) : IChurnStore
{
    public List<ChurnScore> Saved { get; } = [];

    public Task<IReadOnlyList<ChurnRow>> RowsAsync(DateTimeOffset cutoff, TimeSpan? horizon, IReadOnlyCollection<long>? contacts, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ChurnRow>>(
        [
            .. people.Where(p => contacts?.Contains(p.Contact.Id) ?? p.Events.Any(e => e.Name == "ordered" && e.At < cutoff && e.At >= cutoff.AddDays(-365)))
                .OrderBy(p => p.Contact.Id)
                .Select(p => Row(p.Contact, p.Events, cutoff, horizon)),
        ]);

    public Task SaveAsync(IReadOnlyList<ChurnScore> scores, CancellationToken cancellationToken)
    {
        Saved.AddRange(scores);
        return Task.CompletedTask;
    }

    public Task<ChurnScore?> FindAsync(long contact, CancellationToken cancellationToken) => Task.FromResult(Saved.LastOrDefault(s => s.ContactId == contact));

    public Task<DateTimeOffset?> FirstOrderAsync(CancellationToken cancellationToken) =>
        Task.FromResult(people.SelectMany(p => p.Events).Where(e => e.Name == "ordered").Select(e => (DateTimeOffset?)e.At).Min());

    private static ChurnRow Row(Contact contact, IReadOnlyList<ContactEvent> events, DateTimeOffset cutoff, TimeSpan? horizon)
    {
        List<ContactEvent> Named(string name, double from, double to) =>
            [.. events.Where(e => e.Name == name && e.At < cutoff.AddDays(-to) && e.At >= cutoff.AddDays(-from))];
        const double Ever = 36500;
        var tenure = Math.Max(0, (cutoff - contact.CreatedAt).TotalDays);
        double Since(List<ContactEvent> past) => past.Count == 0 ? tenure : (cutoff - past.Max(e => e.At)).TotalDays;
        double Total(List<ContactEvent> orders) => orders.Sum(e => e.Properties.GetValueOrDefault("total") as double? ?? 0);
        var (orders, visits, opens) = (Named("ordered", Ever, 0), Named("visited", Ever, 0), Named("opened", Ever, 0));
        var gap = orders.Count >= 2 ? (orders.Max(e => e.At) - orders.Min(e => e.At)).TotalDays / (orders.Count - 1) : tenure;
        double[] features =
        [
            Since(orders), orders.Count, Named("ordered", 90, 0).Count, Named("ordered", 180, 90).Count,
            Total(orders), Total(Named("ordered", 180, 0)), orders.Count == 0 ? 0 : Total(orders) / orders.Count, gap, Since(orders) / Math.Max(1, gap),
            Since(visits), visits.Count > 0 ? 1 : 0, Named("visited", 30, 0).Count, Named("visited", 90, 30).Count, Named("viewed", 30, 0).Count, Named("returned", 180, 0).Count,
            Named("opened", 90, 0).Count, Named("clicked", 90, 0).Count, Since(opens), opens.Count > 0 ? 1 : 0,
            orders.Count == 0 ? 0 : orders.Count(e => e.Properties.GetValueOrDefault("discount") is true) / (double)orders.Count, tenure, contact.EmailConsent ? 1 : 0,
        ];
        bool? left = horizon is { } ahead ? !events.Any(e => e.Name == "ordered" && e.At >= cutoff && e.At < cutoff + ahead) : null;
        return new ChurnRow(contact.Id, [.. features.Select(f => (float)f)], left, contact.Language ?? "");
    }
}
