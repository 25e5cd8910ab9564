using System.Globalization;
using Activities.Runs;

namespace Storage.Facts.Runs;

/// <summary>Lists of runs by what a reader asks.</summary>
public sealed class RunArchive(FactsDatabase facts) : IRunArchive
{
    /// <summary>The serializer leaves out what is the default.</summary>
    private const string SubStatus = "coalesce(json_extract_string(state, '$.subStatus'), 'Pending')";

    public Task<RunPage> SearchAsync(RunSearch search, CancellationToken cancellationToken)
    {
        var (where, parameters) = Where(search);
        var column = search.Order switch { RunOrder.Finished => "finished_at", RunOrder.Name => "lower(name)", _ => "no" };
        var page = string.Create(CultureInfo.InvariantCulture, $"ORDER BY {column} {(search.Ascending ? "ASC" : "DESC")} NULLS LAST, no DESC LIMIT {search.Limit} OFFSET {search.Offset}");
        return facts.ReadAsync(
            c => new RunPage(c.List($"SELECT {RunRows.Columns} FROM run WHERE {where} {page}", RunRows.Read, parameters), c.Scalar<long>($"SELECT count(*) FROM run WHERE {where}", parameters)),
            cancellationToken);
    }

    private static (string Where, (string, object?)[] Parameters) Where(RunSearch search)
    {
        var parts = new List<string> { "TRUE" };
        var parameters = new List<(string, object?)>();
        In("id", "id", search.Ids);
        In("definition_id", "definition", search.DefinitionIds);
        In("status", "status", [.. search.Statuses.Select(s => s.ToString())]);
        In(SubStatus, "sub", [.. search.SubStatuses.Select(s => s.ToString())]);
        One("version = $version", "version", search.Version);
        One("regexp_matches(state, '\"faulted\":[1-9]') = $faults", "faults", search.HasFaults);
        One("correlation = $correlation", "correlation", string.IsNullOrEmpty(search.CorrelationId) ? null : search.CorrelationId);
        One("started_at >= $from", "from", search.StartedFrom?.UtcDateTime);
        One("started_at <= $to", "to", search.StartedTo?.UtcDateTime);
        One("(contains(lower(name), lower($text)) OR contains(id, lower($text)) OR contains(lower(definition_id), lower($text)))", "text", string.IsNullOrWhiteSpace(search.Text) ? null : search.Text.Trim());
        return (string.Join(" AND ", parts), [.. parameters]);

        void One(string part, string name, object? value)
        {
            if (value is null)
                return;
            parts.Add(part);
            parameters.Add((name, value));
        }

        void In(string column, string name, IReadOnlyCollection<string> values)
        {
            if (values.Count == 0)
                return;
            var (list, named) = List(name, values);
            parts.Add($"{column} IN ({list})");
            parameters.AddRange(named);
        }
    }

    private static (string List, (string, object?)[] Parameters) List(string name, IReadOnlyCollection<string> values)
    {
        (string, object?)[] named = [.. values.Select((value, i) => (string.Create(CultureInfo.InvariantCulture, $"{name}{i}"), (object?)value))];
        return (named.Length == 0 ? "NULL" : string.Join(',', named.Select(p => $"${p.Item1}")), named);
    }
}
