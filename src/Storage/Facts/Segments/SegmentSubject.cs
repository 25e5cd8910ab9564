using System.Text.Json;
using Activities.Contacts;
using Storage.Facts.Contacts;
using Workflows.Segments;

namespace Storage.Facts.Segments;

/// <summary>What is compared: a column of the contact or a property of an event, with the name that messages use.</summary>
/// <param name="Key">For addresses: the column in lower case, so that their case never matters.</param>
internal sealed record SegmentSubject(string Name, string Sql, AttributeType Type, string? Key = null)
{
    public static SegmentSubject? Of(string name, AttributeColumns attributes) => name switch
    {
        "email" => new(name, "c.email", AttributeType.Text, "c.email_key"),
        "created_at" => new(name, "c.created_at", AttributeType.Date),
        "phone" or "external_id" or "first_name" or "last_name" or "language" or "time_zone" => new(name, $"c.{name}", AttributeType.Text),
        _ => attributes.Find(name) is { } attribute ? new(name, $"c.{attribute.Column}", attribute.Type) : null,
    };

    /// <summary>A property has no declared type: the value that it is compared with decides.</summary>
    public static SegmentSubject OfProperty(PropertyIs rule, SegmentParameters parameters)
    {
        if (rule.Property == "total" && rule.Is is not (Comparison.Contains or Comparison.NotContains or Comparison.StartsWith))
            return new(rule.Property, "total", AttributeType.Number);
        // A JSON pointer (RFC 6901), because in a path a name could be written that means another place.
        var pointer = parameters.Add($"/{rule.Property.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}");
        var text = $"json_extract_string(properties, {pointer})";
        return TypeOf(rule) switch
        {
            AttributeType.Number => new(rule.Property, $"TRY_CAST({text} AS DOUBLE)", AttributeType.Number),
            AttributeType.YesNo => new(rule.Property, $"TRY_CAST({text} AS BOOLEAN)", AttributeType.YesNo),
            AttributeType.Date => new(rule.Property, $"TRY_CAST({text} AS TIMESTAMP)", AttributeType.Date),
            _ => new(rule.Property, text, AttributeType.Text),
        };
    }

    private static AttributeType TypeOf(PropertyIs rule)
    {
        if (rule.Is is Comparison.Before or Comparison.After or Comparison.WithinLastDays or Comparison.NotWithinLastDays or Comparison.AnniversaryWithinDays)
            return AttributeType.Date;
        if (rule.Is is Comparison.LessThan or Comparison.AtMost or Comparison.MoreThan or Comparison.AtLeast or Comparison.Between)
            return AttributeType.Number;
        var value = rule.Value is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() > 0 ? array[0] : rule.Value;
        return value?.ValueKind switch
        {
            JsonValueKind.Number => AttributeType.Number,
            JsonValueKind.True or JsonValueKind.False => AttributeType.YesNo,
            _ => AttributeType.Text,
        };
    }
}
