using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Designer.Server.Flows;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Definitions;
using Workflows.Elsa;

namespace Designer.Server.Elsa;

/// <summary>Definitions as files, one or a zip of many.</summary>
internal static class DefinitionFiles
{
    /// <summary>A zip may say that it holds more than it is worth reading.</summary>
    private const int MostFiles = 1_000;

    /// <summary>Bytes of all the files of one request, as they are when a zip is unpacked.</summary>
    private const long MostBytes = 32 * 1024 * 1024;

    public static void MapElsaFiles(this IEndpointRouteBuilder elsa)
    {
        var definitions = elsa.MapGroup("/workflow-definitions");
        definitions.MapMethods("/import", ["POST", "PUT"], (HttpRequest http, FlowStore flows, CancellationToken ct) => ImportAsync(http, null, flows, ct)).Accepts<JsonObject>("application/json");
        definitions.MapMethods("/{definitionId}/import", ["POST", "PUT"], (string definitionId, HttpRequest http, FlowStore flows, CancellationToken ct) => ImportAsync(http, definitionId, flows, ct)).Accepts<JsonObject>("application/json");
        definitions.MapPost("/import-files", ImportFilesAsync);
        definitions.MapGet("/{definitionId}/export", ExportAsync);
        elsa.MapPost("/bulk-actions/export/workflow-definitions", ExportManyAsync);
    }

    private static async Task<JsonHttpResult<JsonObject>> ImportAsync(HttpRequest http, string? definitionId, FlowStore flows, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(http.Body, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var json = await reader.ReadToEndAsync(cancellationToken);
        FlowLimits.RefuseText(json);
        var definition = ElsaJson.Read(json);
        var stored = await flows.ImportAsync(definitionId is null ? definition : definition with { DefinitionId = definitionId }, http.HttpContext.User.Identity?.Name, cancellationToken);
        return ElsaWire.Json(DefinitionAnswers.Model(FlowStore.Definition(stored)));
    }

    /// <summary>All of them are read before the first is kept: one that cannot be read keeps the others out.</summary>
    private static async Task<JsonHttpResult<Imported>> ImportFilesAsync(IFormFileCollection files, HttpContext http, FlowStore flows, CancellationToken cancellationToken)
    {
        var (definitions, left) = (new List<WorkflowDefinition>(), MostBytes);
        foreach (var file in files)
        {
            await using var stream = file.OpenReadStream();
            if (!file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            {
                left = await ReadAsync(stream, file.FileName, left, definitions, cancellationToken);
                continue;
            }
            try
            {
                await using var zip = new ZipArchive(stream);
                foreach (var entry in zip.Entries.Where(e => e.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
                {
                    await using var inside = await entry.OpenAsync(cancellationToken);
                    left = await ReadAsync(inside, entry.FullName, left, definitions, cancellationToken);
                }
            }
            // Which of them it is depends on where the file is broken or cut off; the last is one that is encrypted.
            catch (Exception broken) when (broken is InvalidDataException or ArgumentException or EndOfStreamException or NotSupportedException)
            {
                throw new ElsaJsonException($"{Short(file.FileName)} is no zip that can be unpacked: {broken.Message}", broken);
            }
        }
        foreach (var definition in definitions)
            await flows.ImportAsync(definition, http.User.Identity?.Name, cancellationToken);
        return ElsaWire.Json(new Imported(definitions.Count));
    }

    /// <returns>The bytes that are left for further files.</returns>
    private static async Task<long> ReadAsync(Stream stream, string name, long left, List<WorkflowDefinition> definitions, CancellationToken cancellationToken)
    {
        if (definitions.Count == MostFiles)
            throw new FlowTooLargeException($"The request has more than {MostFiles} files; '{Short(name)}' is the first beyond the limit.");
        // What a zip says of the size of its entries is only said; the bytes are counted as they come.
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > left)
                throw new FlowTooLargeException($"The files are larger than {MostBytes} bytes together, which is the limit; '{Short(name)}' is the first beyond it.");
            bytes.Write(buffer, 0, read);
        }
        try
        {
            var json = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
            FlowLimits.RefuseText(json);
            definitions.Add(ElsaJson.Read(json));
            return left - bytes.Length;
        }
        catch (ElsaJsonException unreadable)
        {
            throw new ElsaJsonException($"{Short(name)}: {unreadable.Message}", unreadable);
        }
    }

    private static string Short(string name) => name.Length <= 100 ? name : name[..100] + "…";

    private static async Task<FileContentHttpResult> ExportAsync(string definitionId, string? versionOptions, bool? includeConsumingWorkflows, DefinitionVersions versions, DefinitionConsumers consumers, CancellationToken cancellationToken)
    {
        var definition = await versions.GetAsync(definitionId, versionOptions, cancellationToken);
        var users = includeConsumingWorkflows == true ? await consumers.OfAsync(definitionId, cancellationToken) : [];
        if (users.Count == 0)
            return TypedResults.File(Encoding.UTF8.GetBytes(ElsaJson.Write(definition)), "application/json", FileName(definition));
        var all = new List<WorkflowDefinition> { definition };
        foreach (var user in users)
            all.Add(await versions.GetAsync(user, "Latest", cancellationToken));
        return await ZipAsync(all, cancellationToken);
    }

    private static async Task<FileContentHttpResult> ExportManyAsync(ExportMany request, DefinitionVersions versions, CancellationToken cancellationToken)
    {
        var definitions = new List<WorkflowDefinition>();
        foreach (var id in request.Ids.Distinct())
            definitions.Add(await versions.GetByIdAsync(id, cancellationToken));
        return await ZipAsync(definitions, cancellationToken);
    }

    private static async Task<FileContentHttpResult> ZipAsync(IReadOnlyList<WorkflowDefinition> definitions, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var definition in definitions)
            {
                await using var entry = await zip.CreateEntry(FileName(definition)).OpenAsync(cancellationToken);
                await entry.WriteAsync(Encoding.UTF8.GetBytes(ElsaJson.Write(definition)), cancellationToken);
            }
        }
        return TypedResults.File(bytes.ToArray(), "application/zip", "workflow-definitions.zip");
    }

    /// <summary>Elsa's name for it.</summary>
    private static string FileName(WorkflowDefinition definition) => $"workflow-definition-{FlowNames.Slug(definition.Name, "workflow")}-{definition.DefinitionId}-{definition.Id}.json";

    internal sealed record Imported(int Count);

    internal sealed record ExportMany(IReadOnlyList<string> Ids);
}
