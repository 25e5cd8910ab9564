using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Http;

[Activity(Type, "Answer the request", Category.Data, "Answers whoever sent the request with which the flow began or went on.", Icon.Text, Grain.OncePerRun, IsOrdinaryOnly = true)]
public sealed class WriteHttpResponse(IHttpCallers callers) : IActivity<WriteHttpResponse.Inputs, Nothing>
{
    public const string Type = "Elsa.WriteHttpResponse";

    /// <summary>Headers that are the server's own: an answer of a flow comes from the origin at which the owner is signed in.</summary>
    private static readonly string[] Kept =
    [
        "Set-Cookie", "Clear-Site-Data", "Content-Length", "Content-Type", "Transfer-Encoding", "Connection", "Upgrade", "Trailer", "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options",
        "Strict-Transport-Security", "Service-Worker-Allowed", "Access-Control-Allow-Credentials",
    ];

    public sealed record Inputs
    {
        [Input("Status code", TypeName = "System.Net.HttpStatusCode, System.Net.Primitives", Hint = "A number such as 404, or its name: OK, NotFound."), StringLength(40)]
        public string StatusCode { get; init; } = "OK";

        [Input("Content", Editor = Editor.Text, Hint = "A text goes as it is, anything else as JSON.")]
        public JsonElement? Content { get; init; }

        [Input("Content type", Hint = "Such as application/json.", IsAdvanced = true), StringLength(200)]
        public string? ContentType { get; init; }

        [Input("Headers of the answer", TypeName = "HttpHeaders", Hint = "JSON such as {\"Cache-Control\": \"no-store\"}.", IsAdvanced = true)]
        public JsonElement? ResponseHeaders { get; init; }
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var reply = Reply(inputs);
        // Who called may have gone, or the run was started by hand: that is no fault of the flow.
        if (!callers.Answer(context.RunId, reply))
            context.Journal($"Nobody waits for the answer {reply.StatusCode.ToString(CultureInfo.InvariantCulture)}.");
        context.LeaveAll("Done");
        return Task.FromResult(Nothing.Value);
    }

    private static HttpReply Reply(Inputs inputs)
    {
        var headers = HttpHeaders.Read(inputs.ResponseHeaders).ToImmutableArray();
        HttpHeaders.RefuseBroken(headers);
        if (headers.FirstOrDefault(h => Kept.Contains(h.Name, StringComparer.OrdinalIgnoreCase)) is { Name: { } kept })
            throw new ActivityFaultException($"An answer of a flow may not set the header '{kept}': it is this server's own.", canRetry: false);
        if (headers.FirstOrDefault(h => h.Name.Length == 0 || !h.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) is { Name: { } odd })
            throw new ActivityFaultException($"'{odd}' is no name of a header.", canRetry: false);
        var content = inputs.Content is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } ? null : inputs.Content.Value.ValueKind == JsonValueKind.String ? inputs.Content.Value.GetString() : inputs.Content.Value.GetRawText();
        var isText = inputs.Content is { ValueKind: JsonValueKind.String };
        var type = content is null ? null : !string.IsNullOrWhiteSpace(inputs.ContentType) ? inputs.ContentType.Trim() : isText ? "text/plain" : "application/json";
        HttpHeaders.RefuseBroken([("Content-Type", type ?? "")]);
        return new HttpReply(Code(inputs.StatusCode), content, type) { Headers = headers };
    }

    private static int Code(string given)
    {
        var code = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Enum.TryParse<HttpStatusCode>(given.Trim(), ignoreCase: true, out var name) ? (int)name : 0;
        // Below 200 stands what the protocol itself says before an answer.
        return code is >= 200 and <= 599 ? code : throw new ActivityFaultException($"'{given}' is no status code of an answer: a number from 200 to 599 or a name such as NotFound is expected.", canRetry: false);
    }
}
