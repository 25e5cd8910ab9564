using System.Collections.Immutable;

namespace Activities.Http;

/// <summary>Those who sent a request to a flow and wait for its answer.</summary>
public interface IHttpCallers
{
    /// <returns>False: nobody waits for an answer of this run (any more).</returns>
    bool Answer(string runId, HttpReply reply);
}

/// <param name="Content">Null: none.</param>
public sealed record HttpReply(int StatusCode, string? Content = null, string? ContentType = null)
{
    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];
}
