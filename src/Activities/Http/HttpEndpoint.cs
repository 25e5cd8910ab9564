using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;
using Workflows.Running.Ordinary;
using Workflows.Validation;

namespace Activities.Http;

/// <summary>A published flow begins with a request to its address; in the middle of a run it waits for one. What stands in a request beside texts (files) is not taken.</summary>
[Activity(Type, "Web address of its own", Category.Triggers, "Begins with a request to a web address of this server, or waits for one.", Icon.Schedule, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, IsTrigger = true)]
public sealed class HttpEndpoint : IActivity<HttpEndpoint.Inputs, HttpEndpoint.Outputs>
{
    public const string Type = "Elsa.HttpEndpoint";

    public sealed record Inputs
    {
        [Input("Path", Hint = "Below /workflows: orders/{id}"), Required, StringLength(300)]
        public string Path { get; init; } = "";

        [Input("Methods", TypeName = "List<String>", Hint = "JSON such as [\"GET\", \"POST\"]. Without a sign-in anybody may send them; also links and search engines follow a GET.")]
        public ImmutableArray<string> SupportedMethods { get; init; } = ["GET"];

        [Input("Only with an API key or a sign-in")]
        public bool Authorize { get; init; }

        [Input("Policy", Hint = "There are none here; leave it empty.", IsAdvanced = true), StringLength(100)]
        public string? Policy { get; init; }

        [Input("The answer comes within", Hint = "Empty: 30 seconds. At most 10 minutes; the run goes on after it.", IsAdvanced = true)]
        public TimeSpan? RequestTimeout { get; init; }

        [Input("Largest request", Hint = "Bytes. Empty: 1048576.", IsAdvanced = true), Range(1, 16 * 1024 * 1024)]
        public long? RequestSizeLimit { get; init; }
    }

    public sealed record Outputs(JsonElement? ParsedContent, JsonElement? RouteData, JsonElement? QueryStringData, JsonElement? Headers, JsonElement? Result);

    public Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var terms = HttpTerms.Of(inputs);
        if (terms.Count == 0)
            throw new ActivityFaultException($"'{context.ActivityId}' waits for a request, but for none of the methods {string.Join(", ", EndpointRules.Methods)}.", canRetry: false);
        foreach (var one in terms)
            context.Flow.WaitFor(one.Stimulus, null, resultOutput: Bookmark.EveryOutput, terms: JsonSerializer.SerializeToElement(one));
        return Task.FromResult(new Outputs(null, null, null, null, null));
    }
}
