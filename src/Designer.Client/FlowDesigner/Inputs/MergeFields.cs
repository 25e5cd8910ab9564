using Designer.Client.Api;
using Designer.Client.Contacts;

namespace Designer.Client.FlowDesigner.Inputs;

/// <summary>The merge fields that a template may use: the fixed ones and the shop's own attributes. Fetched once a visit of the page.</summary>
public sealed class MergeFields(ContactsClient contacts, ErrorReporter errors)
{
    private static readonly string[] Fixed =
        ["contact.first_name", "contact.last_name", "contact.email", "contact.language", "product.name", "offer", "deadline", "workflow.name", "sender.name", "unsubscribe_url"];

    private IReadOnlyList<string>? attributes;

    /// <summary>The shop's own attributes, without those every contact has.</summary>
    public async Task<IReadOnlyList<string>> AttributesAsync()
    {
        if (attributes is null)
            await errors.TryAsync(async () => attributes = [.. (await contacts.GetAttributesAsync()).Where(a => !a.IsBuiltIn).Select(a => a.Name)]);
        return attributes ?? [];
    }

    public async Task<IReadOnlyList<string>> AllAsync() => [.. Fixed, .. (await AttributesAsync()).Select(a => $"contact.{a}")];
}
