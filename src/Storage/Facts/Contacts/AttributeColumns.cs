using System.Collections.Immutable;
using Activities.Contacts;
using DuckDB.NET.Data;

namespace Storage.Facts.Contacts;

/// <summary>An attribute and its column in the contact table. Columns are numbered (a1, a2 …): a name from a stranger's CSV never becomes part of a statement.</summary>
internal sealed record AttributeColumn(int Ordinal, AttributeDefinition Definition)
{
    public string Name => Definition.Name;
    public AttributeType Type => Definition.Type;
    public string Column => $"a{Ordinal}";

    public string SqlType => Type switch
    {
        AttributeType.Number => "DOUBLE",
        AttributeType.YesNo => "BOOLEAN",
        AttributeType.Date => "TIMESTAMP",
        _ => "VARCHAR",
    };
}

/// <summary>The shop's own attributes, as the connection's transaction sees them.</summary>
internal sealed class AttributeColumns
{
    public static ImmutableArray<string> BuiltIn { get; } = ["email", "phone", "external_id", "first_name", "last_name", "language", "time_zone", "created_at"];

    private readonly Dictionary<string, AttributeColumn> _byName;

    private AttributeColumns(List<AttributeColumn> columns)
    {
        All = columns;
        _byName = columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
    }

    /// <summary>In the order of the table's columns.</summary>
    public IReadOnlyList<AttributeColumn> All { get; }

    public AttributeColumn? Find(string name) => _byName.GetValueOrDefault(name);

    public static AttributeColumns Load(DuckDBConnection connection) => new(connection.List(
        "SELECT ordinal, name, type, label FROM attribute ORDER BY ordinal",
        r => new AttributeColumn(r.GetInt32(0), new AttributeDefinition(r.GetString(1), Enum.Parse<AttributeType>(r.GetString(2)), r.Text(3)))));

    /// <summary>These and further ones that the table does not have.</summary>
    public AttributeColumns With(IEnumerable<AttributeDefinition> more) => new([.. All, .. Missing(more)]);

    /// <summary>Adds what is missing and returns them all.</summary>
    /// <exception cref="AttributeTypeException">The name is built in or exists with another type.</exception>
    public static AttributeColumns Ensure(DuckDBConnection connection, IEnumerable<AttributeDefinition> wanted)
    {
        var known = Load(connection);
        var added = known.Missing(wanted);
        foreach (var column in added)
        {
            connection.Execute($"ALTER TABLE contact ADD COLUMN {column.Column} {column.SqlType}");
            connection.Execute(
                "INSERT INTO attribute VALUES ($ordinal, $name, $type, $label)",
                ("ordinal", column.Ordinal), ("name", column.Name), ("type", column.Type.ToString()), ("label", column.Definition.Label));
        }

        return added.Count == 0 ? known : Load(connection);
    }

    /// <summary>Those that are not here yet, numbered on.</summary>
    /// <exception cref="AttributeTypeException">The name is built in or exists with another type.</exception>
    public IReadOnlyCollection<AttributeColumn> Missing(IEnumerable<AttributeDefinition> wanted)
    {
        var added = new Dictionary<string, AttributeColumn>(StringComparer.Ordinal);
        foreach (var attribute in wanted)
        {
            if (BuiltIn.Contains(attribute.Name))
                throw new AttributeTypeException($"'{attribute.Name}' is a field that every contact has; an attribute of one's own needs another name.");
            if (string.IsNullOrWhiteSpace(attribute.Name))
                throw new AttributeTypeException("An attribute needs a name.");
            if ((Find(attribute.Name) ?? added.GetValueOrDefault(attribute.Name)) is { } existing)
            {
                if (existing.Type != attribute.Type)
                    throw new AttributeTypeException($"The attribute '{attribute.Name}' exists already and holds {existing.Type}; it cannot also hold {attribute.Type}.");
                continue;
            }

            added[attribute.Name] = new AttributeColumn(All.Count + added.Count + 1, attribute);
        }

        return added.Values;
    }
}
