using Designer.Client.Api;
using Designer.Contracts.Messages;

namespace Designer.Client.Messages;

/// <summary>/api/messages: the outbox.</summary>
public sealed class MessagesClient(ApiHttp api)
{
    public Task<MessagePage> GetMessagesAsync(string? runId = null, long? contactId = null, string? state = null, int offset = 0, int limit = 50, CancellationToken cancellationToken = default) =>
        api.GetAsync<MessagePage>(new Query("api/messages").And("runId", runId).And("contactId", contactId).And("state", state).Page(offset, limit).ToString(), cancellationToken);

    public Task<MessageDetail> GetMessageAsync(string id) => api.GetAsync<MessageDetail>(Address(id));

    /// <param name="state">accepted (it left) or deferred (it did not).</param>
    public Task<MessageRow> SettleAsync(string id, string state) => api.PostAsync<MessageRow>($"{Address(id)}/settle", new SettleRequest(state));

    /// <summary>For a link with a download attribute.</summary>
    public static string EmlAddress(string id) => $"{Address(id)}/eml";

    private static string Address(string id) => $"api/messages/{Uri.EscapeDataString(id)}";
}
