using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Http;

/// <summary>The activity of each status code hangs inside it; FlowSendHttpRequest leads to those that stand beside it.</summary>
[Activity("Elsa.SendHttpRequest", "Ask a web address, with activities inside", Category.Data, "Sends a request to a web address and runs the activity that hangs at the status code of its answer.", Icon.Branch, Grain.OncePerRun, IsOrdinaryOnly = true, Bodies = [Unmatched, Failed, TimedOut])]
public sealed class SendHttpRequest(IHttpSender sender) : IActivity<SendHttpRequest.Inputs, SendHttpRequest.Outputs>
{
    private const string Unmatched = "unmatchedStatusCode";
    private const string Failed = "failedToConnect";
    private const string TimedOut = "timeout";

    public sealed record Inputs : HttpRequestInputs
    {
        [Input("Expected status codes", Editor = Editor.Text, IsPlain = true)]
        public ImmutableArray<Case> ExpectedStatusCodes { get; init; } = [];
    }

    public sealed record Case(int StatusCode, JsonElement? Activity = null);

    public sealed record Outputs(int? StatusCode, JsonElement? ParsedContent, JsonElement? ResponseHeaders, JsonElement? Result);

    public async Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var expected = inputs.ExpectedStatusCodes.IsDefault ? [] : inputs.ExpectedStatusCodes;
        var question = HttpQuestions.Of(inputs);
        var answer = await sender.SendAsync(expected.IsEmpty ? question : question with { Usual = expected[0].StatusCode }, cancellationToken);
        if (answer.Remark is { } remark)
            context.Journal(remark);
        if (answer.Turn != HttpTurn.Answered)
        {
            context.LeaveAll(answer.Turn == HttpTurn.Timeout ? TimedOut : Failed);
            return new Outputs(null, null, null, null);
        }
        context.LeaveAll(expected.Any(c => c.StatusCode == answer.StatusCode) ? answer.StatusCode.ToString(CultureInfo.InvariantCulture) : Unmatched);
        return new Outputs(answer.StatusCode, answer.Parsed(), HttpOutputs.Headers(answer), HttpOutputs.Result(answer));
    }
}
