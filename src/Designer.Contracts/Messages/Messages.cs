namespace Designer.Contracts.Messages;

/// <summary>A row of GET /api/messages?runId=&amp;contactId=&amp;state=&amp;offset=&amp;limit=, newest first. State: held, reserved, accepted, deferred, refused, in_doubt; Kept: stayed in the built-in outbox only.</summary>
public sealed record MessageRow(string Id, string RunId, string ActivityId, long ContactId, string? To, string Subject, string State, string? Reason, bool Kept, DateTimeOffset At, bool IsTest);

public sealed record MessagePage(IReadOnlyList<MessageRow> Items, long Total);

/// <summary>GET /api/messages/{id}. Html is shown in a sandboxed frame only. GET …/eml downloads the message as it left.</summary>
public sealed record MessageDetail(MessageRow Message, string From, IReadOnlyList<HeaderRow> Headers, string Html, string Text, string? Response);

public sealed record HeaderRow(string Name, string Value);

/// <summary>POST /api/workflows/{definitionId}/preview: what one activity would send to one contact; nothing is kept or sent.</summary>
public sealed record PreviewMessageRequest(string ActivityId, long ContactId)
{
    /// <summary>The unsaved definition of the canvas; null: the stored draft.</summary>
    public System.Text.Json.JsonElement? Definition { get; init; }
}

public sealed record PreviewMessage(string Subject, string Preheader, string From, string? To, string Html, string Text, IReadOnlyList<string> Warnings);

/// <summary>POST /api/workflows/{definitionId}/test: the same as the preview, sent to an address of the author's and kept in the outbox.</summary>
public sealed record TestSendRequest(string ActivityId, long ContactId, string Address);

public sealed record TestSendResponse(string MessageId, string State, string? Reason);

/// <summary>POST /api/messages/{id}/settle, for a message that is in doubt. State: accepted (it left) or deferred (it did not; a retry may send it).</summary>
public sealed record SettleRequest(string State);
