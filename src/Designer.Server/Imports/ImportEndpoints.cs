using Activities.Contacts;
using Activities.Imports;
using Designer.Contracts.Contacts;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Designer.Server.Imports;

public static class ImportEndpoints
{
    private const int SampleRows = 200;
    private const int ShownRows = 8;

    public static IEndpointRouteBuilder MapImports(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/contacts/import/preview", PreviewAsync);
        routes.MapPost("/api/contacts/import", StartAsync).Accepts<StartImportRequest>("application/json", "multipart/form-data");
        routes.MapGet("/api/contacts/import/{id}", Find);
        routes.MapPost("/api/contacts/import/{id}/cancel", Cancel);
        routes.MapGet("/api/contacts/import/{id}/report", Report);
        return routes;
    }

    private static async Task<Ok<ImportPreview>> PreviewAsync(HttpContext http, ImportFiles files, IContactStore contacts, IOptions<DesignerOptions> options, CancellationToken cancellationToken) =>
        TypedResults.Ok(await LookAsync(await UploadAsync(http, options.Value, cancellationToken), files, contacts, cancellationToken));

    /// <summary>
    /// JSON: a file that a preview kept, with the mapping that a person confirmed. Multipart: the file itself with the guessed mapping, for automation; its field
    /// "conflict" may say fill or overwrite, without it contacts that are there are skipped, so that nothing is changed unasked.
    /// </summary>
    private static async Task<Accepted<ImportStatus>> StartAsync(HttpContext http, ImportFiles files, ImportJobs jobs, IContactStore contacts, IOptions<DesignerOptions> options, CancellationToken cancellationToken)
    {
        ImportJob job;
        if (http.Request.HasFormContentType)
        {
            var upload = await UploadAsync(http, options.Value, cancellationToken);
            var conflict = http.Request.Form.TryGetValue("conflict", out var chosen) ? Conflict(chosen.ToString()) : ImportConflict.Skip;
            var preview = await LookAsync(upload, files, contacts, cancellationToken);
            job = jobs.Start(preview.Token, preview.FileName, [.. preview.Columns.Select(Mapping)], conflict);
        }
        else
        {
            var request = await http.Request.ReadFromJsonAsync<StartImportRequest>(cancellationToken) ?? throw new ImportException("The body is null; it needs token, columns and conflict.");
            var columns = request.Columns.Select(Mapping).ToList();
            await using (var file = files.Open(request.Token))
                _ = new RowMapping(columns, (await CsvRows.OpenAsync(file, cancellationToken)).Header.Count);
            job = jobs.Start(request.Token, "upload.csv", columns, Conflict(request.Conflict));
        }
        return TypedResults.Accepted($"/api/contacts/import/{job.Id}", job.Status);
    }

    private static Results<Ok<ImportStatus>, ProblemHttpResult> Find(string id, ImportJobs jobs) =>
        jobs.Find(id) is { } job ? TypedResults.Ok(job.Status) : Unknown(id);

    private static Results<Ok<ImportStatus>, ProblemHttpResult> Cancel(string id, ImportJobs jobs)
    {
        if (jobs.Find(id) is not { } job)
            return Unknown(id);
        job.Cancel();
        return TypedResults.Ok(job.Status);
    }

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> Report(string id, ImportFiles files) =>
        files.FindReport(id) is { } path ? TypedResults.PhysicalFile(path, "text/csv; charset=utf-8", $"rejected-{id}.csv") : Unknown(id);

    private static ProblemHttpResult Unknown(string id) =>
        TypedResults.Problem($"There is no import '{id}' (imports are remembered until the server restarts).", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IFormFile> UploadAsync(HttpContext http, DesignerOptions options, CancellationToken cancellationToken)
    {
        var limit = options.MaxImportMegabytes * 1024L * 1024;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
        if (!http.Request.HasFormContentType)
            throw new ImportException("Send the file as multipart/form-data in a field called 'file'.");
        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = limit }));
        var form = await http.Request.ReadFormAsync(cancellationToken);
        return form.Files.Count == 1 ? form.Files[0] : throw new ImportException($"Send one file in a field called 'file'; {form.Files.Count} were sent.");
    }

    private static async Task<ImportPreview> LookAsync(IFormFile upload, ImportFiles files, IContactStore contacts, CancellationToken cancellationToken)
    {
        await using var content = upload.OpenReadStream();
        var token = await files.KeepAsync(content, cancellationToken);
        try
        {
            await using var file = files.Open(token);
            var rows = await CsvRows.OpenAsync(file, cancellationToken);
            var sample = new List<string[]>();
            await foreach (var (_, fields) in rows.ReadAsync(file, cancellationToken))
            {
                sample.Add(fields);
                if (sample.Count == SampleRows)
                    break;
            }
            var columns = ColumnGuess.Guess(rows.Header, sample, await contacts.AttributesAsync(cancellationToken));
            return new ImportPreview(token, Path.GetFileName(upload.FileName), upload.Length, rows.EncodingName, rows.Delimiter.ToString(), [.. columns.Select(Contract)], [.. sample.Take(ShownRows)]);
        }
        catch
        {
            files.Drop(token);
            throw;
        }
    }

    private static ImportConflict Conflict(string text) =>
        Enum.TryParse<ImportConflict>(text, ignoreCase: true, out var conflict) && Enum.IsDefined(conflict) ? conflict : throw new ImportException($"'{text}' is no way to deal with contacts that are there; choose skip, fill or overwrite.");

    private static ImportColumn Contract(ColumnMapping column) => new(column.Index, column.Header, Camel(column.Target.ToString()), column.Attribute, column.Type.ToString());

    private static ColumnMapping Mapping(ImportColumn column) => new(
        column.Index,
        column.Header,
        Enum.TryParse<ColumnTarget>(column.Target, ignoreCase: true, out var target) && Enum.IsDefined(target) ? target : throw new ImportException($"Column '{column.Header}': '{column.Target}' is no target."),
        column.Attribute,
        Enum.TryParse<AttributeType>(column.Type, ignoreCase: true, out var type) && Enum.IsDefined(type) ? type : throw new ImportException($"Column '{column.Header}': '{column.Type}' is no type; choose Text, Number, YesNo or Date."));

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
