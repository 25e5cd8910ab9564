using System.Globalization;
using System.Text;
using System.Text.Json;
using Designer.Client.Api;
using Designer.Contracts.Flows;
using Designer.Contracts.Messages;
using Designer.Contracts.Runs;
using Workflows.Descriptors;
using Workflows.Validation;

namespace Designer.Client.Flows;

/// <summary>/api/workflows, /api/activities and /api/gallery.</summary>
public sealed class FlowsClient(ApiHttp api)
{
    public Task<IReadOnlyList<GalleryFlow>> GetGalleryAsync() => api.GetAsync<IReadOnlyList<GalleryFlow>>(new Query("api/gallery").And("language", CultureInfo.CurrentUICulture.Name).ToString());

    public Task<IReadOnlyList<ActivityDescriptor>> GetActivitiesAsync() => api.GetAsync<IReadOnlyList<ActivityDescriptor>>("api/activities");

    public Task<IReadOnlyList<FlowSummary>> GetFlowsAsync() => api.GetAsync<IReadOnlyList<FlowSummary>>("api/workflows");

    public Task<FlowDocument> GetFlowAsync(string definitionId) => api.GetAsync<FlowDocument>(Address(definitionId));

    public Task<SaveFlowResponse> CreateAsync(JsonElement definition) => api.PostAsync<SaveFlowResponse>("api/workflows", new SaveFlowRequest(definition));

    /// <param name="keepLatest">What is there stays as a version of its own.</param>
    public Task<SaveFlowResponse> SaveAsync(string definitionId, JsonElement definition, long revision, bool keepLatest = false) =>
        api.PutAsync<SaveFlowResponse>(Address(definitionId), new SaveFlowRequest(definition) { KeepLatest = keepLatest }, revision);

    /// <param name="elsaJson">The file as it is: what cannot be read is answered with a sentence that names the place.</param>
    public Task<SaveFlowResponse> ImportAsync(string elsaJson) =>
        api.SendAsync<SaveFlowResponse>(HttpMethod.Post, "api/workflows/import", new StringContent(elsaJson, Encoding.UTF8, "application/json"), null);

    public Task<JsonElement> ExportAsync(string definitionId) => api.GetAsync<JsonElement>(ExportAddress(definitionId));

    /// <summary>For a link with a download attribute.</summary>
    public static string ExportAddress(string definitionId, int? version = null) => version is { } number ? $"{Address(definitionId)}/export?version={number}" : $"{Address(definitionId)}/export";

    public Task DeleteAsync(string definitionId) => api.DeleteAsync(Address(definitionId));

    public Task<IReadOnlyList<Problem>> ValidateAsync(string definitionId, JsonElement definition, CancellationToken cancellationToken = default) =>
        api.PostAsync<IReadOnlyList<Problem>>($"{Address(definitionId)}/validate", new SaveFlowRequest(definition), cancellationToken);

    public Task<SaveFlowResponse> PublishAsync(string definitionId) => api.PostAsync<SaveFlowResponse>($"{Address(definitionId)}/publish");

    /// <summary>Only what was seen: refused (412) when somebody else saved in between.</summary>
    public Task<SaveFlowResponse> PublishAsync(string definitionId, long revision) => api.PostAsync<SaveFlowResponse>($"{Address(definitionId)}/publish", null, revision);

    public Task<SaveFlowResponse> UnpublishAsync(string definitionId) => api.PostAsync<SaveFlowResponse>($"{Address(definitionId)}/unpublish");

    public Task<SaveFlowResponse> RollbackAsync(string definitionId, int version, long revision) => api.PostAsync<SaveFlowResponse>($"{Address(definitionId)}/rollback", new RollbackRequest(version), revision);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<FlowVersion>> GetVersionsAsync(string definitionId) => api.GetAsync<IReadOnlyList<FlowVersion>>($"{Address(definitionId)}/versions");

    public Task<FlowVersionDocument> GetVersionAsync(string definitionId, int version) => api.GetAsync<FlowVersionDocument>($"{Address(definitionId)}/versions/{version}");

    public Task<FlowVersion> NoteAsync(string definitionId, int version, string note) => api.PutAsync<FlowVersion>($"{Address(definitionId)}/versions/{version}/note", new VersionNoteRequest(note), null);

    /// <summary>Who waits in unfinished runs of other versions.</summary>
    public Task<WaitingPeople> GetWaitingAsync(string definitionId) => api.GetAsync<WaitingPeople>($"{Address(definitionId)}/waiting");

    public Task<MovedFlow> MoveWaitingAsync(string definitionId, int version) => api.PostAsync<MovedFlow>($"{Address(definitionId)}/move", new MovePeopleRequest(version));

    /// <summary>What a run would do: how many people, which channels and accounts.</summary>
    public Task<RunPreview> GetAudienceAsync(string definitionId) => api.PostAsync<RunPreview>($"{Address(definitionId)}/audience");

    /// <param name="idempotencyKey">The same key answers with the same run: a second press or a retry starts no second one.</param>
    public Task<RunSummary> StartRunAsync(string definitionId, StartRunRequest request, string idempotencyKey) =>
        api.SendAsync<RunSummary>(HttpMethod.Post, $"{Address(definitionId)}/runs", ApiHttp.Json(request), message => message.Headers.Add("Idempotency-Key", idempotencyKey));

    public Task<PreviewMessage> PreviewMessageAsync(string definitionId, PreviewMessageRequest request, CancellationToken cancellationToken = default) =>
        api.PostAsync<PreviewMessage>($"{Address(definitionId)}/preview", request, cancellationToken);

    public Task<TestSendResponse> SendTestAsync(string definitionId, TestSendRequest request) => api.PostAsync<TestSendResponse>($"{Address(definitionId)}/test", request);

    private static string Address(string definitionId) => $"api/workflows/{Uri.EscapeDataString(definitionId)}";
}
