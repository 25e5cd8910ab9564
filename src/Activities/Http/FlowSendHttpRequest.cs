using System.Collections.Immutable;
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

    public sealed record Inputs : HttpRequestInputs
    {
        [Input("Expected status codes", TypeName = "List<Int32>", Hint = "JSON such as [200, 404]; each is a way on.")]
        public ImmutableArray<JsonElement> ExpectedStatusCodes { get; init; } = [JsonSerializer.SerializeToElement(200)];
    }

    public sealed record Outputs(int? StatusCode, JsonElement? ParsedContent, JsonElement? ResponseHeaders, JsonElement? Result);

    public async Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var expected = (inputs.ExpectedStatusCodes.IsDefault ? [] : inputs.ExpectedStatusCodes).Select(c => c.ToString().Trim()).ToList();
        var question = HttpQuestions.Of(inputs);
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
