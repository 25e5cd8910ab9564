using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Http;

[Activity("Elsa.FlowSendHttpRequest", "Ask a web address", Category.Data, "Sends a request to a web address and goes on by the status code of its answer.", Icon.Branch, Grain.OncePerRun, IsOrdinaryOnly = true, OutcomesFrom = "expectedStatusCodes", Outcomes = [Unmatched, Failed, TimedOut, "Done"])]
public sealed class FlowSendHttpRequest(IHttpSender sender) : IActivity<FlowSendHttpRequest.Inputs, FlowSendHttpRequest.Outputs>
{
    private const string Unmatched = "Unmatched status code";
    private const string Failed = "Failed to connect";
    private const string TimedOut = "Timeout";

    public sealed record Inputs
    {
        [Input("Expected status codes", TypeName = "List<Int32>", Hint = "JSON such as [200, 404]; each is a way on.")]
        public ImmutableArray<JsonElement> ExpectedStatusCodes { get; init; } = [JsonSerializer.SerializeToElement(200)];

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

    public sealed record Outputs(int? StatusCode, JsonElement? ParsedContent, JsonElement? ResponseHeaders, JsonElement? Result);

    public async Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var expected = (inputs.ExpectedStatusCodes.IsDefault ? [] : inputs.ExpectedStatusCodes).Select(c => c.ToString().Trim()).ToList();
        var question = HttpQuestions.Of(inputs.Url, inputs.Method, inputs.Content, inputs.ContentType, inputs.Authorization, inputs.RequestHeaders);
        if (expected.Count > 0 && int.TryParse(expected[0], NumberStyles.None, CultureInfo.InvariantCulture, out var usual))
            question = question with { Usual = usual };
        var answer = await sender.SendAsync(question, cancellationToken);
        if (answer.Remark is { } remark)
            context.Journal(remark);
        if (answer.Turn != HttpTurn.Answered)
        {
            context.LeaveAll(answer.Turn == HttpTurn.Timeout ? TimedOut : Failed);
            return new Outputs(null, null, null, null);
        }
        var code = answer.StatusCode.ToString(CultureInfo.InvariantCulture);
        // As Elsa: by the code, and by Done beside it.
        context.LeaveAllThrough(expected.Count == 0 ? ["Done"] : [expected.Contains(code) ? code : Unmatched, "Done"]);
        return new Outputs(answer.StatusCode, answer.Parsed(), HttpOutputs.Headers(answer), HttpOutputs.Result(answer));
    }
}
