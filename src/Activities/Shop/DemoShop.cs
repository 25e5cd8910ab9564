using Activities.Contacts;

namespace Activities.Shop;

/// <summary>
/// The demo shop: made-up customers and what they did, from its opening to any instant. The same seed, size and opening tell the same story, so a
/// later start adds just what has happened since.
/// </summary>
/// <param name="contacts">How many have joined by the end of the first eighteen months; afterwards people go on joining at the same pace.</param>
public sealed class DemoShop(int seed, int contacts, DateTimeOffset opened)
{
    /// <summary>Eighteen months.</summary>
    public const int HistoryDays = 548;

    /// <summary>This share is there within the first sixty days.</summary>
    private const double Early = 0.45;

    public static IReadOnlyList<AttributeDefinition> Attributes { get; } =
    [
        new("country", AttributeType.Text), new("city", AttributeType.Text), new("plan", AttributeType.Text), new("signup_source", AttributeType.Text),
        new("birthday", AttributeType.Date), new("favourite_category", AttributeType.Text), new("lifetime_value", AttributeType.Number),
    ];

    /// <summary>Everyone who joined until the instant, with all that they did until then, in time's order per person.</summary>
    public IEnumerable<(ContactUpsert Contact, IReadOnlyList<ShopEvent> Events)> Until(DateTimeOffset until)
    {
        for (var number = 1; ; number++)
        {
            var person = ShopPerson.Draw(seed, number, JoinDay(number));
            var joined = opened.AddDays(person.JoinDay);
            if (joined > until)
                yield break;
            var events = new ShopLife(person, seed, opened).Until(until).ToList();
            yield return (Contact(person, joined, events), events);
        }
    }

    private int JoinDay(int number)
    {
        var early = Math.Max(1, (int)(contacts * Early));
        var daysPerLater = (HistoryDays - 60) / (contacts * (1 - Early));
        return number <= early ? (int)(60.0 * (number - 1) / early) : 60 + (int)((number - early - 1) * daysPerLater);
    }

    private static ContactUpsert Contact(ShopPerson person, DateTimeOffset joined, IReadOnlyList<ShopEvent> events)
    {
        var value = Math.Round(events.Where(e => e.Name == "ordered").Sum(e => (double)e.Properties["total"]!), 2);
        List<string> tags = person.Consents ? ["newsletter"] : [];
        if (value > 1200)
            tags.Add("vip");
        return new ContactUpsert
        {
            Line = person.Number,
            ExternalId = person.ExternalId,
            Email = person.Email,
            FirstName = person.FirstName,
            LastName = person.LastName,
            Language = person.Region.Language,
            TimeZone = person.Zone,
            CreatedAt = joined,
            EmailConsent = person.Consents,
            ConsentSource = "demo shop sign-up form",
            Tags = tags,
            Attributes = new Dictionary<string, object?>
            {
                ["country"] = person.Region.Country,
                ["city"] = person.City,
                ["plan"] = person.Plan,
                ["signup_source"] = person.Source,
                ["birthday"] = new DateTimeOffset(person.Birthday.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
                ["favourite_category"] = person.Favourite,
                ["lifetime_value"] = value,
            },
        };
    }
}
