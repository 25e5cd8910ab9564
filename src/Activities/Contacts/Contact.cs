namespace Activities.Contacts;

/// <summary>A person, as a step of a flow sees them.</summary>
public sealed record Contact
{
    /// <summary>Dense and internal to this data folder; <see cref="ExternalId"/> is the shop's.</summary>
    public required long Id { get; init; }

    public string? ExternalId { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }

    /// <summary>BCP 47, such as "en", "de" or "zh-CN".</summary>
    public string? Language { get; init; }

    /// <summary>IANA, such as "Asia/Shanghai".</summary>
    public string? TimeZone { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The shop's own attributes: string, double, bool or DateTimeOffset.</summary>
    public IReadOnlyDictionary<string, object?> Attributes { get; init; } = new Dictionary<string, object?>();

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Has said yes to e-mail. A suppression is asked for apart, at the claim.</summary>
    public bool EmailConsent { get; init; }
}

/// <summary>What an import or an API call says of one contact; null leaves a field as it is.</summary>
public sealed record ContactUpsert
{
    /// <summary>The line of the file or the index in the array, for the report.</summary>
    public long Line { get; init; }

    public string? ExternalId { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Language { get; init; }
    public string? TimeZone { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public bool? EmailConsent { get; init; }

    /// <summary>Where the consent came from: its evidence.</summary>
    public string? ConsentSource { get; init; }

    public IReadOnlyDictionary<string, object?> Attributes { get; init; } = new Dictionary<string, object?>();
    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <summary>Something a contact did. <see cref="Id"/> makes it idempotent.</summary>
public sealed record ContactEvent(string Id, long ContactId, string Name, DateTimeOffset At, IReadOnlyDictionary<string, object?> Properties);

public enum AttributeType { Text, Number, YesNo, Date }

/// <summary>An attribute of the shop's own, with its type and how it is shown.</summary>
public sealed record AttributeDefinition(string Name, AttributeType Type, string? Label = null);
