using System.Collections.Immutable;
using System.Text.Json;

namespace Activities.Http;

/// <summary>Requests to servers that an author names. Whatever answers them, the network of this machine's owner is not theirs to look at.</summary>
public interface IHttpSender
{
    /// <exception cref="Runs.ActivityFaultException">The address may not be asked, or its answer is too large.</exception>
    Task<HttpAnswer> SendAsync(HttpQuestion question, CancellationToken cancellationToken);
}

public sealed record HttpQuestion(Uri Url, string Method)
{
    public string? Content { get; init; }
    public string? ContentType { get; init; }
    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The status code that the flow counts on first; a simulated run goes on with it.</summary>
    public int Usual { get; init; } = 200;
}

public enum HttpTurn { Answered, FailedToConnect, Timeout }

public sealed record HttpAnswer(HttpTurn Turn)
{
    public int StatusCode { get; init; }
    public ImmutableDictionary<string, string[]> Headers { get; init; } = ImmutableDictionary<string, string[]>.Empty;
    public string? MediaType { get; init; }
    public string Text { get; init; } = "";

    /// <summary>For the journal.</summary>
    public string? Remark { get; init; }

    /// <summary>JSON as what it says, anything else as text.</summary>
    public JsonElement Parsed() =>
        (MediaType is not null && MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase) ? Workflows.Descriptors.InputJson.TryParse(Text) : null) ?? JsonSerializer.SerializeToElement(Text);
}
