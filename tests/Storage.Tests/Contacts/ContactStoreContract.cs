using Activities.Contacts;
using Xunit;

namespace Storage.Tests.Contacts;

/// <summary>What every contact store does, whatever is behind it.</summary>
public abstract class ContactStoreContract
{
    private static readonly DateTimeOffset At = new(2026, 5, 1, 8, 30, 0, TimeSpan.Zero);
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    protected abstract IContactStore Store { get; }
    protected abstract IEventStore Events { get; }

    private Task<UpsertResult> Put(params ContactUpsert[] contacts) => Store.UpsertAsync(contacts, overwrite: true, _stop);

    private async Task<Contact> Only() => Assert.Single((await Store.ListAsync(null, 0, 10, _stop)).Contacts);

    [Fact]
    public async Task Keeps_every_field_as_it_was_given()
    {
        await Put(new ContactUpsert
        {
            ExternalId = "k-1", Email = "Wei.Wang@Example.com", Phone = "+86 21 5555", FirstName = "伟", LastName = "<script>alert(1)</script>", Language = "zh-CN", TimeZone = "Asia/Shanghai",
            CreatedAt = At, EmailConsent = true, ConsentSource = "form", Tags = ["vip", "b'\"; DROP TABLE contact"],
            Attributes = new Dictionary<string, object?> { ["city"] = "上海", ["age"] = 41.5, ["member"] = true, ["since"] = At },
        });
        var contact = await Only();
        Assert.Equal(("k-1", "Wei.Wang@Example.com", "+86 21 5555", "伟", "<script>alert(1)</script>", "zh-CN", "Asia/Shanghai", At, true),
            (contact.ExternalId, contact.Email, contact.Phone, contact.FirstName, contact.LastName, contact.Language, contact.TimeZone, contact.CreatedAt, contact.EmailConsent));
        Assert.Equal(["b'\"; DROP TABLE contact", "vip"], contact.Tags.Order(StringComparer.Ordinal));
        Assert.Equal(new Dictionary<string, object?> { ["city"] = "上海", ["age"] = 41.5, ["member"] = true, ["since"] = At }, contact.Attributes);
        Assert.Equivalent(contact, await Store.FindAsync(contact.Id, _stop));
    }

    [Fact]
    public async Task Knows_a_person_by_external_id_else_by_address_whatever_its_case()
    {
        Assert.Equal((2, 0), Counts(await Put(new() { ExternalId = "1", Email = "a@example.com" }, new() { Email = "b@example.com" })));
        Assert.Equal((0, 3), Counts(await Put(new() { ExternalId = "1", FirstName = "A" }, new() { Email = "B@EXAMPLE.COM", FirstName = "B" }, new() { ExternalId = "2", Email = "b@example.com" })));
        var all = (await Store.ListAsync(null, 0, 10, _stop)).Contacts;
        Assert.Equal([("1", "A"), ("2", "B")], all.Select(c => (c.ExternalId, c.FirstName)));
    }

    [Fact]
    public async Task Two_people_of_the_shop_may_share_an_address()
    {
        await Put(new ContactUpsert { ExternalId = "1", Email = "family@example.com" });
        Assert.Equal((1, 0), Counts(await Put(new ContactUpsert { ExternalId = "2", Email = "family@example.com" })));
    }

    [Fact]
    public async Task Lines_about_one_person_in_one_batch_are_merged_in_their_order()
    {
        Assert.Equal((1, 2), Counts(await Put(
            new() { ExternalId = "1", FirstName = "first", Tags = ["x"] },
            new() { ExternalId = "1", Email = "a@example.com", FirstName = "second", Tags = ["y"] },
            new() { Email = "A@example.com", LastName = "third" })));
        var contact = await Only();
        Assert.Equal(("second", "third"), (contact.FirstName, contact.LastName));
        Assert.Equal(["x", "y"], contact.Tags.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true, "new", "DE", 2.0)]
    [InlineData(false, "old", "DE", 1.0)]
    public async Task Given_fields_replace_or_only_fill(bool overwrite, string firstName, string country, double level)
    {
        await Put(new ContactUpsert { ExternalId = "1", FirstName = "old", Attributes = new Dictionary<string, object?> { ["level"] = 1.0, ["country"] = null } });
        await Store.UpsertAsync([new() { ExternalId = "1", FirstName = "new", LastName = null, Attributes = new Dictionary<string, object?> { ["level"] = 2.0, ["country"] = "DE" } }], overwrite, _stop);
        var contact = await Only();
        Assert.Equal(firstName, contact.FirstName);
        Assert.Equal(level, contact.Attributes["level"]);
        Assert.Equal(country, contact.Attributes["country"]);
    }

    [Fact]
    public async Task Rejects_lines_with_a_reason_and_keeps_the_others()
    {
        await Store.EnsureAttributesAsync([new("age", AttributeType.Number)], _stop);
        var result = await Put(
            new() { Line = 2, FirstName = "nobody" },
            new() { Line = 3, Email = "not an address" },
            new() { Line = 4, ExternalId = "x", Attributes = new Dictionary<string, object?> { ["age"] = "old" } },
            new() { Line = 5, ExternalId = "ok", Attributes = new Dictionary<string, object?> { ["age"] = "41" } });
        Assert.Equal((1, 0), Counts(result));
        Assert.Equal([2L, 3L, 4L], result.Rejected.Select(r => r.Line));
        Assert.Contains("neither an external id nor an e-mail", result.Rejected[0].Reason, StringComparison.Ordinal);
        Assert.Contains("email", result.Rejected[1].Reason, StringComparison.Ordinal);
        Assert.Contains("'age' holds Number; 'old' is none", result.Rejected[2].Reason, StringComparison.Ordinal);
        Assert.Equal(41.0, (await Only()).Attributes["age"]);
    }

    [Fact]
    public async Task Two_hundred_attributes_with_hostile_names_are_kept_apart()
    {
        var names = Enumerable.Range(0, 200).Select(i => $"a{i}").Concat(["\"", "'; DROP TABLE contact; --", "id", "Tags", "年龄", "a b\n", new string('x', 300)]).ToList();
        await Put(new ContactUpsert { ExternalId = "1", Attributes = names.ToDictionary(n => n, n => (object?)$"value of {n}") });
        var contact = await Only();
        Assert.Equal(names.Count, contact.Attributes.Count);
        Assert.All(names, n => Assert.Equal($"value of {n}", contact.Attributes[n]));
    }

    [Fact]
    public async Task An_attribute_keeps_its_type()
    {
        await Store.EnsureAttributesAsync([new("age", AttributeType.Number, "Age"), new("age", AttributeType.Number)], _stop);
        Assert.Equal([new AttributeDefinition("age", AttributeType.Number, "Age")], await Store.AttributesAsync(_stop));
        var exception = await Assert.ThrowsAsync<AttributeTypeException>(() => Store.EnsureAttributesAsync([new("age", AttributeType.Text)], _stop));
        Assert.Contains("'age' exists already and holds Number", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<AttributeTypeException>(() => Store.EnsureAttributesAsync([new("email", AttributeType.Text)], _stop));
    }

    [Fact]
    public async Task Sets_attributes_and_tags_of_those_given_only()
    {
        await Put(new ContactUpsert { ExternalId = "1" }, new ContactUpsert { ExternalId = "2" });
        await Store.EnsureAttributesAsync([new("plan", AttributeType.Text)], _stop);
        var ids = await Store.IdsByExternalIdAsync(["1", "2", "3"], _stop);
        Assert.Equal(2, ids.Count);
        await Store.SetAttributeAsync([ids["1"]], "plan", "plus", _stop);
        await Store.AddTagAsync([ids["1"], ids["2"]], "vip", _stop);
        await Store.AddTagAsync([ids["1"]], "vip", _stop);
        await Store.RemoveTagAsync([ids["2"]], "vip", _stop);
        var (one, two) = ((await Store.FindAsync(ids["1"], _stop))!, (await Store.FindAsync(ids["2"], _stop))!);
        Assert.Equal("plus", one.Attributes["plan"]);
        Assert.Equal(["vip"], one.Tags);
        Assert.Empty(two.Attributes);
        Assert.Empty(two.Tags);
        Assert.Equal(["vip"], await Store.TagsAsync(_stop));
        await Store.SetAttributeAsync([ids["1"]], "plan", null, _stop);
        Assert.Empty((await Store.FindAsync(ids["1"], _stop))!.Attributes);
    }

    [Fact]
    public async Task Consent_is_kept_with_when_and_where_it_came_from()
    {
        await Put(new ContactUpsert { ExternalId = "1", EmailConsent = true, ConsentSource = "checkout", CreatedAt = At });
        var id = (await Only()).Id;
        await Put(new ContactUpsert { ExternalId = "1", EmailConsent = true, ConsentSource = "import again" });
        await Store.SetConsentAsync(id, "email", false, "preferences page", At.AddDays(1), _stop);
        Assert.False((await Only()).EmailConsent);
        Assert.Equal(
            [new ConsentEvidence("email", false, "preferences page", At.AddDays(1)), new ConsentEvidence("email", true, "checkout", At)],
            await Store.ConsentHistoryAsync(id, _stop));
    }

    [Fact]
    public async Task Lists_pages_and_finds_by_name_address_and_external_id()
    {
        await Put([.. Enumerable.Range(0, 25).Select(i => new ContactUpsert { ExternalId = $"no-{i:D2}", Email = $"User{i}@example.com", FirstName = "伟", LastName = "王" }), new() { ExternalId = "Z", FirstName = "Zoë", LastName = "O'Neil" }]);
        var page = await Store.ListAsync(null, 20, 10, _stop);
        Assert.Equal((26L, 6), (page.Total, page.Contacts.Count));
        Assert.Equal(1, (await Store.ListAsync("USER7@", 0, 10, _stop)).Total);
        Assert.Equal(25, (await Store.ListAsync("王伟", 0, 10, _stop)).Total);
        Assert.Equal("Z", Assert.Single((await Store.ListAsync("zoë o'n", 0, 10, _stop)).Contacts).ExternalId);
        Assert.Equal(0, (await Store.ListAsync("%", 0, 10, _stop)).Total);
    }

    [Fact]
    public async Task Erasing_removes_the_person_their_events_and_evidence_for_ever()
    {
        await Put(new ContactUpsert { ExternalId = "1", EmailConsent = true }, new ContactUpsert { ExternalId = "2" });
        var ids = await Store.IdsByExternalIdAsync(["1", "2"], _stop);
        await Events.AppendAsync([new("e1", ids["1"], "visited", At, new Dictionary<string, object?>()), new("e2", ids["2"], "visited", At, new Dictionary<string, object?>())], _stop);
        Assert.True(await Store.EraseAsync(ids["1"], _stop));
        Assert.False(await Store.EraseAsync(ids["1"], _stop));
        Assert.Null(await Store.FindAsync(ids["1"], _stop));
        Assert.Empty(await Events.TimelineAsync(ids["1"], 10, _stop));
        Assert.Empty(await Store.ConsentHistoryAsync(ids["1"], _stop));
        Assert.Single(await Events.TimelineAsync(ids["2"], 10, _stop));
        await Put(new ContactUpsert { ExternalId = "1" });
        Assert.NotEqual(ids["1"], (await Store.IdsByExternalIdAsync(["1"], _stop))["1"]);
    }

    [Fact]
    public async Task Five_thousand_at_once_and_once_more()
    {
        var many = Enumerable.Range(0, 5000).Select(i => new ContactUpsert { ExternalId = $"{i}", Email = $"u{i}@example.com", Attributes = new Dictionary<string, object?> { ["n"] = (double)i } }).ToArray();
        Assert.Equal((5000, 0), Counts(await Put(many)));
        Assert.Equal((0, 5000), Counts(await Put(many)));
        Assert.Equal(5000, await Store.CountAsync(_stop));
    }

    private static (int Inserted, int Updated) Counts(UpsertResult result) => (result.Inserted, result.Updated);
}
