using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Workflows.Descriptors;

namespace Activities.Http;

/// <summary>What every activity that asks a web address says of its request.</summary>
public abstract record HttpRequestInputs
{
    [Input("Address", TypeName = "System.Uri, System.Private.Uri", Hint = "https://example.com/api/orders"), Required, StringLength(4000)]
    public string Url { get; init; } = "";

    [Input("Method", Hint = "GET, POST, PUT, PATCH or DELETE."), StringLength(20)]
    public string Method { get; init; } = "GET";

    [Input("Content", Editor = Editor.Text)]
    public JsonElement? Content { get; init; }

    [Input("Content type", Hint = "Such as application/json.", IsAdvanced = true), StringLength(200)]
    public string? ContentType { get; init; }

    [Input("Authorization", Hint = "The value of the header of this name.", IsAdvanced = true), StringLength(8000)]
    public string? Authorization { get; init; }

    [Input("Request headers", TypeName = "HttpHeaders", Hint = "JSON such as {\"Accept-Language\": \"en\"}.", IsAdvanced = true)]
    public JsonElement? RequestHeaders { get; init; }
}
