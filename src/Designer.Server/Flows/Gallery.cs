using System.Reflection;
using System.Text.Json;
using Designer.Contracts.Flows;
using Workflows.Definitions;
using Workflows.Elsa;

namespace Designer.Server.Flows;

/// <summary>The sample flows of the folder workflows, which travel inside the server so that a published folder has them too.</summary>
public sealed class Gallery
{
    private const string Folder = "workflows/";

    public static IReadOnlyList<(string Id, WorkflowDefinition Definition)> Samples { get; } = Read();

    public IReadOnlyList<GalleryFlow> For(HttpRequest request)
    {
        var language = request.Query["language"].FirstOrDefault() ?? request.GetTypedHeaders().AcceptLanguage.MaxBy(l => l.Quality ?? 1)?.Value.Value ?? "en";
        return [.. Samples.Select(s => new GalleryFlow(s.Id, Text(s.Definition, "title", language) ?? s.Definition.Name, Text(s.Definition, "description", language) ?? s.Definition.Description ?? "", ElsaJson.WriteElement(s.Definition)))];
    }

    /// <summary>Elsa has no place for a second language, so it stands in customProperties: "title.zh-CN".</summary>
    private static string? Text(WorkflowDefinition definition, string name, string language) =>
        language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) && definition.CustomProperties.TryGetValue($"{name}.zh-CN", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static IReadOnlyList<(string, WorkflowDefinition)> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return [.. files.Select(file =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            return (Path.GetFileNameWithoutExtension(file[Folder.Length..]), ElsaJson.Read(reader.ReadToEnd()));
        }).OrderBy(s => Order(s.Item2)).ThenBy(s => s.Item1, StringComparer.Ordinal)];
    }

    private static int Order(WorkflowDefinition definition) =>
        definition.CustomProperties.TryGetValue("gallery.order", out var order) && order.TryGetInt32(out var number) ? number : int.MaxValue;
}
