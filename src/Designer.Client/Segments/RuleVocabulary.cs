using Designer.Client.Contacts;
using Designer.Contracts.Contacts;
using Designer.Contracts.Segments;

namespace Designer.Client.Segments;

/// <summary>What rules can speak about: this shop's attributes, events and segments. Read once for the page; <see cref="ForgetAsync"/> after an import.</summary>
public sealed class RuleVocabulary(ContactsClient contacts, SegmentsClient segments)
{
    private Task? _loading;

    public IReadOnlyList<AttributeRow> Attributes { get; private set; } = [];
    public IReadOnlyList<EventKindRow> Events { get; private set; } = [];
    public IReadOnlyList<SegmentDocument> Segments { get; private set; } = [];

    public async Task LoadAsync()
    {
        _loading ??= FetchAsync();
        try
        {
            await _loading;
        }
        catch (Api.ApiException)
        {
            _loading = null;
            throw;
        }
    }

    public Task ForgetAsync()
    {
        _loading = null;
        return LoadAsync();
    }

    public string TypeOf(string attribute) => Attributes.FirstOrDefault(row => row.Name == attribute)?.Type ?? "Text";

    public string NameOfSegment(string id) => Segments.FirstOrDefault(segment => segment.Id == id)?.Name ?? id;

    private async Task FetchAsync()
    {
        var attributes = contacts.GetAttributesAsync();
        var events = contacts.GetEventKindsAsync();
        var all = segments.GetSegmentsAsync();
        (Attributes, Events, Segments) = (await attributes, await events, await all);
    }
}
