namespace Activities.Shop;

/// <summary>A made-up customer with the traits that drive what they do; the traits are hidden from every feature and every model.</summary>
internal sealed record ShopPerson
{
    public required int Number { get; init; }

    /// <summary>Days after the shop opened.</summary>
    public required int JoinDay { get; init; }

    public required ShopRegion Region { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public required string Email { get; init; }
    public required string City { get; init; }
    public required string Zone { get; init; }
    public required string Plan { get; init; }
    public required string Source { get; init; }
    public required DateOnly Birthday { get; init; }
    public required string Favourite { get; init; }
    public required bool Consents { get; init; }

    /// <summary>Visits a day when fully engaged.</summary>
    public required double VisitRate { get; init; }

    /// <summary>Chance that a visit ends in an order.</summary>
    public required double OrderChance { get; init; }

    /// <summary>Chance to open the weekly mail when fully engaged.</summary>
    public required double OpenChance { get; init; }

    /// <summary>How much of what they buy waits for a discount; bargain hunters leave sooner.</summary>
    public required double BargainLove { get; init; }

    public required double ReturnChance { get; init; }

    public string ExternalId => $"demo-{Number:D6}";

    /// <summary>The same seed and number give the same person, whatever else is drawn.</summary>
    /// <param name="joinDay">Given by the shop, so that people go on joining at the same pace for ever.</param>
    public static ShopPerson Draw(int seed, int number, int joinDay)
    {
        var random = new Random(unchecked(seed * 7919 + number * 2 + 1));
        var region = Pick(random);
        var (city, zone) = region.Cities[random.Next(region.Cities.Length)];
        var first = region.FirstNames[random.Next(region.FirstNames.Length)];
        var last = region.LastNames[random.Next(region.LastNames.Length)];
        return new ShopPerson
        {
            Number = number,
            JoinDay = joinDay,
            Region = region,
            FirstName = first.Text,
            LastName = last.Text,
            Email = $"{first.Ascii}.{last.Ascii}.{number}@example.com",
            City = city,
            Zone = zone,
            Plan = random.NextDouble() < 0.3 ? "plus" : "basic",
            Source = ((string[])["search", "friend", "social", "market"])[random.Next(4)],
            Birthday = new DateOnly(1955 + random.Next(50), 1 + random.Next(12), 1 + random.Next(28)),
            Favourite = ShopProduct.Categories[random.Next(ShopProduct.Categories.Length)],
            Consents = random.NextDouble() < 0.82,
            VisitRate = Math.Clamp(0.10 * Math.Exp(0.7 * Normal(random)), 0.01, 0.8),
            OrderChance = Math.Clamp(0.32 + 0.10 * Normal(random), 0.08, 0.7),
            OpenChance = Math.Clamp(0.40 + 0.20 * Normal(random), 0.02, 0.95),
            BargainLove = random.NextDouble() * random.NextDouble(),
            ReturnChance = Math.Clamp(0.06 + 0.05 * Normal(random), 0.005, 0.3),
        };
    }

    private static ShopRegion Pick(Random random)
    {
        var draw = random.NextDouble() * ShopRegion.All.Sum(r => r.Share);
        foreach (var region in ShopRegion.All)
        {
            draw -= region.Share;
            if (draw < 0)
                return region;
        }
        return ShopRegion.All[^1];
    }

    /// <summary>Box-Muller.</summary>
    internal static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
