using Microsoft.AspNetCore.SignalR;

namespace Designer.Server.Runs;

/// <summary>Live counts. The client says what it watches; <see cref="RunBroadcast"/> sends RunChanged and RunListChanged.</summary>
public sealed class RunHub : Hub
{
    internal const string All = "all";

    public Task Watch(string runId) => Groups.AddToGroupAsync(Context.ConnectionId, Group(runId), Context.ConnectionAborted);

    public Task Unwatch(string runId) => Groups.RemoveFromGroupAsync(Context.ConnectionId, Group(runId), Context.ConnectionAborted);

    public Task WatchAll() => Groups.AddToGroupAsync(Context.ConnectionId, All, Context.ConnectionAborted);

    internal static string Group(string runId) => $"run:{runId}";
}
