namespace Activities.Shop;

/// <summary>
/// A customer's days, one after another. Each day engagement drifts, and with a hazard that grows as engagement falls, after returns and for bargain
/// hunters they decide to leave: their visits fade within some weeks. Nothing records the decision; a model can only infer it from what fades.
/// </summary>
internal sealed class ShopLife(ShopPerson person, int seed, DateTimeOffset opened)
{
    private readonly Random _random = new(unchecked(seed * 104729 + person.Number * 31 + 7));
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(person.Zone);
    private double _engagement = 1;
    private double _disappointment;
    private double _fading = 1;
    private bool _leaving;
    private int _count;

    /// <summary>What happens until the instant; the draws of a day do not depend on it, so a later call with a later instant tells the same life and more.</summary>
    public IEnumerable<ShopEvent> Until(DateTimeOffset until)
    {
        var last = (int)Math.Floor((until - opened).TotalDays) + 1;
        for (var day = person.JoinDay; day <= last; day++)
        {
            foreach (var happened in Day(day, isFirst: day == person.JoinDay))
            {
                if (happened.At <= until)
                    yield return happened;
            }
        }
    }

    private List<ShopEvent> Day(int day, bool isFirst)
    {
        var events = new List<ShopEvent>();
        _engagement = Math.Clamp(_engagement + 0.035 * ShopPerson.Normal(_random) + 0.004 * (1 - _engagement), 0.15, 1.6);
        _disappointment *= 0.985;
        var hazard = 0.0016 * Math.Exp(2.2 * (1 - _engagement) + 1.6 * _disappointment + 1.0 * person.BargainLove);
        if (!_leaving && !isFirst && _random.NextDouble() < hazard)
            _leaving = true;
        // A few come back on their own: the noise that no model can know.
        if (_leaving && _random.NextDouble() < 0.0015)
            (_leaving, _fading, _engagement) = (false, 1, 1);
        if (_leaving)
            _fading *= 0.90;

        var pace = person.VisitRate * _engagement * _fading;
        if (isFirst || _random.NextDouble() < 1 - Math.Exp(-pace))
            Visit(day, events, isFirst);
        if (person.Consents && day % 7 == 2 && _random.NextDouble() < person.OpenChance * Math.Min(1, _engagement) * (0.15 + 0.85 * _fading))
            Mail(day, events);
        return events;
    }

    private void Visit(int day, List<ShopEvent> events, bool isFirst)
    {
        var at = At(day, 8 + 14 * _random.NextDouble());
        Add(events, at, "visited", new Dictionary<string, object?> { ["source"] = _random.NextDouble() < 0.4 ? "mail" : "direct" });
        var product = Product();
        Add(events, at.AddMinutes(2), "viewed", new Dictionary<string, object?> { ["product"] = product.Name, ["category"] = product.Category, ["price"] = product.Price });
        var discounted = _random.NextDouble() < 0.1 + 0.8 * person.BargainLove;
        if (!isFirst && _random.NextDouble() >= person.OrderChance)
            return;
        var items = 1 + (int)(2.2 * _random.NextDouble() * _random.NextDouble() * 2);
        var total = Math.Round(product.Price * items * (discounted ? 0.85 : 1), 2);
        Add(events, at.AddMinutes(9), "ordered", new Dictionary<string, object?> { ["total"] = total, ["product"] = product.Name, ["category"] = product.Category, ["items"] = (double)items, ["discount"] = discounted });
        if (_random.NextDouble() < person.ReturnChance)
        {
            _disappointment += 1;
            Add(events, at.AddDays(5 + 8 * _random.NextDouble()), "returned", new Dictionary<string, object?> { ["product"] = product.Name, ["total"] = total });
        }
    }

    private void Mail(int day, List<ShopEvent> events)
    {
        var at = At(day, 7 + 13 * _random.NextDouble());
        Add(events, at, "opened", new Dictionary<string, object?> { ["campaign"] = $"newsletter-{day / 7}" });
        if (_random.NextDouble() < 0.22 * _engagement)
            Add(events, at.AddMinutes(1), "clicked", new Dictionary<string, object?> { ["campaign"] = $"newsletter-{day / 7}" });
    }

    private ShopProduct Product()
    {
        var category = _random.NextDouble() < 0.6 ? person.Favourite : ShopProduct.Categories[_random.Next(ShopProduct.Categories.Length)];
        var offered = ShopProduct.All.Where(p => p.Category == category).ToList();
        return offered[_random.Next(offered.Count)];
    }

    /// <summary>An hour of the customer's own day; an hour that a change of clocks leaves out becomes the one after.</summary>
    private DateTimeOffset At(int day, double hour)
    {
        var local = DateTime.SpecifyKind(opened.UtcDateTime.Date.AddDays(day).AddHours(hour), DateTimeKind.Unspecified);
        if (_zone.IsInvalidTime(local))
            local = local.AddHours(1);
        return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private void Add(List<ShopEvent> events, DateTimeOffset at, string name, Dictionary<string, object?> properties) =>
        events.Add(new ShopEvent($"{person.ExternalId}-{_count++}", person.ExternalId, name, at, properties));
}

/// <summary>Something that a demo customer did.</summary>
public sealed record ShopEvent(string Id, string ExternalId, string Name, DateTimeOffset At, IReadOnlyDictionary<string, object?> Properties);
