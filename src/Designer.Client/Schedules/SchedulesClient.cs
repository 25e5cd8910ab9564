using Designer.Client.Api;
using Designer.Contracts.Schedules;

namespace Designer.Client.Schedules;

/// <summary>/api/schedules.</summary>
public sealed class SchedulesClient(ApiHttp api)
{
    public Task<IReadOnlyList<ScheduleRow>> GetSchedulesAsync() => api.GetAsync<IReadOnlyList<ScheduleRow>>("api/schedules");

    public Task<SchedulePreview> PreviewAsync(string cron, string zone, CancellationToken cancellationToken = default) =>
        api.PostAsync<SchedulePreview>("api/schedules/preview", new SchedulePreviewRequest(cron, zone), cancellationToken);
}
