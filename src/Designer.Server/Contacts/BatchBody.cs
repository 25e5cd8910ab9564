using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Contacts;

namespace Designer.Server.Contacts;

/// <summary>A body of many: a JSON array or NDJSON. A line that is no JSON, or none that fits, is rejected by its number; the others go on.</summary>
internal sealed record BatchBody<T>(IReadOnlyList<(long Line, T Item)> Items, List<RejectedRow> Rejected)
    where T : class
{
    /// <exception cref="BadHttpRequestException">An array that cannot be read: where it breaks off, nothing tells what the rest would have been.</exception>
    public static async Task<BatchBody<T>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(cancellationToken);
        return text.AsSpan().TrimStart() is ['[', ..] ? FromArray(text) : FromLines(text);
    }

    private static BatchBody<T> FromArray(string text)
    {
        JsonElement[] elements;
        try
        {
            elements = JsonSerializer.Deserialize<JsonElement[]>(text, ContractJson.Options) ?? [];
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The body is neither a JSON array nor NDJSON.", exception);
        }

        return Read(elements.Select((element, index) => ((long)index + 1, element.GetRawText())));
    }

    private static BatchBody<T> FromLines(string text) =>
        Read(text.Split('\n').Select((line, index) => ((long)index + 1, line.Trim())).Where(line => line.Item2.Length > 0));

    private static BatchBody<T> Read(IEnumerable<(long Line, string Json)> lines)
    {
        var batch = new BatchBody<T>(new List<(long, T)>(), []);
        var items = (List<(long, T)>)batch.Items;
        foreach (var (line, json) in lines)
        {
            try
            {
                if (JsonSerializer.Deserialize<T>(json, ContractJson.Options) is { } item)
                    items.Add((line, item));
                else
                    batch.Rejected.Add(new RejectedRow(line, "The line is null."));
            }
            catch (JsonException exception)
            {
                batch.Rejected.Add(new RejectedRow(line, $"The JSON of the line cannot be read at {exception.Path ?? "$"}, byte {exception.BytePositionInLine}."));
            }
        }

        return batch;
    }
}
