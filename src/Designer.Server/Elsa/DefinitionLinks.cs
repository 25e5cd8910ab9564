namespace Designer.Server.Elsa;

/// <summary>The links that Elsa hangs on its answers, for those of its routes that are answered here.</summary>
internal static class DefinitionLinks
{
    private const string Root = "/workflow-definitions";

    public static IReadOnlyList<ElsaLink> Of(string definitionId)
    {
        var self = $"{Root}/{Uri.EscapeDataString(definitionId)}";
        return
        [
            new($"{Root}/by-definition-id/{Uri.EscapeDataString(definitionId)}", "self", "GET"),
            new($"{self}/dispatch", "dispatch", "POST"),
            new($"{self}/execute", "execute", "POST"),
            new($"{self}/export", "export", "GET"),
            new($"{self}/publish", "publish", "POST"),
            new($"{self}/retract", "retract", "POST"),
            new(self, "delete", "DELETE"),
            new($"{self}/import", "import", "PUT"),
            new($"{self}/update-references", "update-references", "POST"),
        ];
    }

    public static IReadOnlyList<ElsaLink> OfList { get; } =
    [
        new(Root, "self", "GET"),
        new($"{Root}/validation/is-name-unique", "is-name-unique", "GET"),
        new($"{Root}/query/count", "count", "GET"),
        new($"{Root}/many-by-id", "many-by-id", "GET"),
        new("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete-by-definition-id", "POST"),
        new("/bulk-actions/delete/workflow-definitions/by-id", "bulk-delete-by-id", "POST"),
        new("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
        new("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
        new($"{Root}/import", "import", "POST"),
        new($"{Root}/import-files", "import-files", "POST"),
        new(Root, "create", "POST"),
    ];
}
