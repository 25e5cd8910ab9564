using Microsoft.Playwright;
using Xunit;

namespace Browser.Tests;

/// <summary>A person at a browser. Everything is found by data-testid; every complaint of the page is kept, so that a test may hold it to none.</summary>
public sealed class Visitor : IAsyncDisposable
{
    public const string Name = "Ada Lovelace";
    public const string Password = "correct horse battery";
    private readonly IBrowserContext _context;
    private string _clicked = "nothing";

    public Visitor(IBrowserContext context, IPage page, Uri server)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            // A refused sign-in is logged by Chromium itself; what the program says is another matter.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                Complaints.Add($"console: {message.Text}");
        };
        page.PageError += (_, error) => Complaints.Add($"{page.Url} after {_clicked}: {error}");
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && !request.Url.StartsWith(server.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal))
                Complaints.Add($"foreign request: {request.Url}");
        };
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    public ILocator At(string testId) => Page.GetByTestId(testId);

    public Task ClickAsync(string testId)
    {
        _clicked = testId;
        return At(testId).ClickAsync();
    }

    /// <summary>MudBlazor puts the attribute on the input itself or on a wrapper around it.</summary>
    public ILocator Input(string testId) => Page.Locator($"input[data-testid='{testId}'], textarea[data-testid='{testId}'], [data-testid='{testId}'] input, [data-testid='{testId}'] textarea").First;

    public async Task SetUpAsync(ServerProcess server)
    {
        // As printed on the console: the token stands in the address and is filled in.
        await Page.GotoAsync($"setup?token={server.Token ?? throw new InvalidOperationException("The server printed no set-up token.")}");
        await Assertions.Expect(Input("token")).ToHaveValueAsync(server.Token);
        await Input("user-name").FillAsync(Name);
        await Input("password").FillAsync(Password);
        await Input("password-again").FillAsync(Password);
        await ClickAsync("submit");
        await At("nav-gallery").WaitForAsync();
    }

    public async Task SignInAsync()
    {
        await Page.GotoAsync("");
        await Input("user-name").FillAsync(Name);
        await Input("password").FillAsync(Password);
        await ClickAsync("submit");
        await At("nav-gallery").WaitForAsync();
    }

    public Task ScreenshotAsync(string name) => Page.ScreenshotAsync(new() { Path = Chromium.Artifact($"screenshots/{name}.png") });

    /// <summary>Goes to a page, waits for its content and keeps a picture.</summary>
    public async Task ScreenshotOfAsync(string nav, string content, string name)
    {
        await ClickAsync(nav);
        await At(content).First.WaitForAsync();
        await ScreenshotAsync(name);
    }

    public void HasNoComplaints() => Assert.True(Complaints.Count == 0, string.Join(Environment.NewLine, Complaints));

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
