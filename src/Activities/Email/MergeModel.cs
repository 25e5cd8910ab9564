using Activities.Contacts;

namespace Activities.Email;

/// <summary>The values of the merge fields for one person, nested as Liquid reads them: "contact" -> {"first_name": …}.</summary>
public static class MergeModel
{
    public static Dictionary<string, object?> For(Contact contact, string workflowName, Sender sender, Uri unsubscribe, IReadOnlyDictionary<string, string>? values)
    {
        var model = new Dictionary<string, object?>
        {
            ["contact"] = Fields(contact),
            ["workflow"] = new Dictionary<string, object?> { ["name"] = workflowName },
            ["sender"] = new Dictionary<string, object?> { ["name"] = sender.FromName },
            ["unsubscribe_url"] = unsubscribe.AbsoluteUri,
        };
        foreach (var (name, value) in values ?? new Dictionary<string, string>())
            Put(model, name, value);
        return model;
    }

    /// <summary>Puts "product.name" into model["product"]["name"]; a contact's own fields are never overwritten.</summary>
    public static void Put(Dictionary<string, object?> model, string name, object? value)
    {
        var parts = name.Split('.');
        if (parts[0] == "contact")
            return;
        var level = model;
        foreach (var part in parts[..^1])
        {
            if (!level.TryGetValue(part, out var next) || next is not Dictionary<string, object?> nested)
                level[part] = nested = [];
            level = nested;
        }
        level[parts[^1]] = value;
    }

    private static Dictionary<string, object?> Fields(Contact contact)
    {
        var fields = new Dictionary<string, object?>(contact.Attributes)
        {
            ["id"] = contact.Id,
            ["external_id"] = contact.ExternalId,
            ["email"] = contact.Email,
            ["phone"] = contact.Phone,
            ["first_name"] = contact.FirstName,
            ["last_name"] = contact.LastName,
            ["language"] = contact.Language,
            ["time_zone"] = contact.TimeZone,
            ["created_at"] = contact.CreatedAt,
            ["tags"] = contact.Tags,
        };
        return fields;
    }
}
