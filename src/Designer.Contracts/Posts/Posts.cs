namespace Designer.Contracts.Posts;

/// <summary>A row of GET /api/posts?runId=&amp;offset=&amp;limit=, newest first. State: feed (kept in the built-in feed only), published, failed, simulated.</summary>
public sealed record PostRow(string Id, string? RunId, string? WorkflowName, string Text, string Language, string? Account, string State, string? Url, string? Fault, DateTimeOffset At);

public sealed record PostPage(IReadOnlyList<PostRow> Items, long Total);
