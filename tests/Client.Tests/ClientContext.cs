using Bunit;
using Designer.Client.Accounts;
using Designer.Client.Api;
using Designer.Client.Churn;
using Designer.Client.Contacts;
using Designer.Client.Copy;
using Designer.Client.FlowDesigner;
using Designer.Client.Flows;
using Designer.Client.Messages;
using Designer.Client.Posts;
using Designer.Client.Runs;
using Designer.Client.Schedules;
using Designer.Client.Security;
using Designer.Client.Segments;
using Designer.Client.Settings;
using Designer.Client.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Client.Tests;

/// <summary>The client's own services over a server that answers from a table.</summary>
public abstract class ClientContext : BunitContext
{
    protected ClientContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddScoped(_ => new HttpClient(Server) { BaseAddress = new Uri("http://localhost/") });
        Services.AddSingleton(TimeProvider.System);
        Services.AddLogging();
        Services.AddApi();
        Services.AddShell();
        Services.AddSecurity();
        Services.AddFlows();
        Services.AddFlowDesigner();
        Services.AddRuns();
        Services.AddSchedules();
        Services.AddContacts();
        Services.AddSegments();
        Services.AddChurn();
        Services.AddCopy();
        Services.AddMessages();
        Services.AddPosts();
        Services.AddAccounts();
        Services.AddSettings();
    }

    protected FakeServer Server { get; } = new();

    /// <summary>The providers that MudBlazor's menus, dialogs and snackbars need, then the component.</summary>
    protected IRenderedComponent<T> RenderPage<T>(Action<ComponentParameterCollectionBuilder<T>>? parameters = null) where T : IComponent
    {
        Render<MudPopoverProvider>();
        Dialogs = Render<MudDialogProvider>();
        Snackbars = Render<MudSnackbarProvider>();
        return Render(parameters ?? (_ => { }));
    }

    protected IRenderedComponent<MudDialogProvider> Dialogs { get; private set; } = null!;

    protected IRenderedComponent<MudSnackbarProvider> Snackbars { get; private set; } = null!;
}
