using System.Collections.Immutable;
using DuckDB.NET.Data;
using Storage.Facts.Contacts;

namespace Storage.Facts;

/// <summary>The tables of one feature: its steps run once each, in order; a step that has shipped is never changed, only followed by another.</summary>
public sealed record FeatureSchema(string Feature, ImmutableArray<string> Steps)
{
    /// <summary>Statements that remove a person ($contact, the id) from the feature's tables, run in the transaction that erases the contact. Statistics stay.</summary>
    public ImmutableArray<string> Erase { get; init; } = [];
}

/// <summary>Brings the file to the version that this program needs.</summary>
public static class FactsSchema
{
    /// <summary>One line a feature.</summary>
    public static ImmutableArray<FeatureSchema> Features { get; } =
    [
        Ledger.LedgerSchema.Feature,
        Messages.MessagesSchema.Feature,
        Posts.PostsSchema.Feature,
        ContactsSchema.Feature,
        Runs.RunsSchema.Feature,
        Simulations.SimulationsSchema.Feature,
    ];

    /// <summary>All steps or none: the version and the tables move in one transaction.</summary>
    /// <exception cref="FactsUnavailableException">The file was written by a newer program.</exception>
    internal static void Migrate(DuckDBConnection connection, string path, IReadOnlyList<FeatureSchema> features)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (feature VARCHAR NOT NULL, version INTEGER NOT NULL)");
        foreach (var feature in features)
        {
            var version = connection.Scalar<int?>("SELECT max(version) FROM schema_version WHERE feature = $feature", ("feature", feature.Feature)) ?? 0;
            if (version > feature.Steps.Length)
                throw new FactsUnavailableException(
                    $"The fact store '{path}' was written by a newer version of this program: its '{feature.Feature}' tables are at version {version}, this program knows {feature.Steps.Length}. Run the newer program, or put back an older backup.");
            foreach (var step in feature.Steps.Skip(version))
            {
                connection.Execute(step);
                version++;
                connection.Execute("INSERT INTO schema_version VALUES ($feature, $version)", ("feature", feature.Feature), ("version", version));
            }
        }

        transaction.Commit();
    }
}
