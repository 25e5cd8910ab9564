using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Elsa;

/// <summary>
/// Elsa 3's WorkflowDefinition JSON, both ways. What was read is written again, but for what Elsa itself would choke on or lose: nodeId is recomputed, flags of 2023
/// stand in customProperties, Elsa.NotFoundActivity is unwrapped, connections have both ends as objects, weekdays of a cron are names (Quartz, Cronos and cron agree
/// on nothing else).
/// </summary>
public static class ElsaJson
{
    /// <summary>Levels of JSON. Nested flowcharts take about five each.</summary>
    internal const int Deepest = 256;

    /// <summary>What is written of an activity adds a few levels that its file may not have had, and has to be read again.</summary>
    internal const int DeepestActivity = 240;

    internal static readonly JsonDocumentOptions ReadOptions = new() { MaxDepth = Deepest };

    // Files are read by people too: Chinese stays Chinese. They are never pasted into HTML.
    private static readonly JsonWriterOptions WriteOptions = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    /// <exception cref="ElsaJsonException">The text is not a definition; the message names the place.</exception>
    /// <exception cref="ElsaSizeException">It has more in it than is read.</exception>
    public static WorkflowDefinition Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        using var document = Parse(json.TrimStart('\uFEFF'), "The file");
        return DefinitionReader.Read(document.RootElement);
    }

    /// <exception cref="ElsaJsonException">The JSON is not a definition; the message names the place.</exception>
    /// <exception cref="ElsaSizeException">It has more in it than is read.</exception>
    public static WorkflowDefinition Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Undefined)
            HalfCharacters.Refuse(json.GetRawText(), "The definition");
        return DefinitionReader.Read(json);
    }

    public static string Write(WorkflowDefinition definition) => Encoding.UTF8.GetString(WriteBytes(definition, WriteOptions));

    /// <summary>The same for answers that carry a definition inside.</summary>
    public static JsonElement WriteElement(WorkflowDefinition definition)
    {
        using var document = JsonDocument.Parse(WriteBytes(definition, WriteOptions with { Indented = false }), ReadOptions);
        return document.RootElement.Clone();
    }

    /// <param name="deepest">Levels that are left for it.</param>
    internal static JsonDocument Parse(string json, string what, int deepest = Deepest)
    {
        HalfCharacters.Refuse(json, what);
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Math.Max(1, deepest) });
        }
        catch (JsonException e)
        {
            // The library's sentence ends with the place in its own words, which count from 0.
            var reason = e.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');
            throw new ElsaJsonException($"{what} is not JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: {reason}.", e) { Line = (int?)e.LineNumber + 1 };
        }
    }

    private static byte[] WriteBytes(WorkflowDefinition definition, JsonWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(definition);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, options))
            DefinitionWriter.Write(writer, definition);
        return stream.ToArray();
    }
}

/// <param name="message">A sentence that names the place in the document.</param>
public sealed class ElsaJsonException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Counted from 1, where the text is no JSON; null: it is, and the message names a place in it.</summary>
    public int? Line { get; init; }
}

/// <summary>The text may be a definition, but has more in it than anybody draws.</summary>
/// <param name="message">A sentence with the limit and the place.</param>
public sealed class ElsaSizeException(string message) : Exception(message);
