using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>Every page in both languages, light and dark, at two widths: opened without a complaint, nothing wider than the window, and kept as a picture for people to judge.</summary>
public sealed class PageScreenshotTests(PublishedFolder folder, Chromium chromium)
{
    private static readonly string[] Pages = ["gallery", "flows", "runs", "schedules", "contacts", "segments", "models", "outbox", "feed", "settings"];

    [Fact]
    public async Task Every_page_opens_in_every_dress()
    {
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:DemoContacts=300");
        await using (var owner = await chromium.VisitAsync(server.Address))
            await owner.SetUpAsync(server);
        foreach (var (width, dark, language) in ((int, bool, string)[])[(1440, false, "en"), (1280, true, "en"), (1280, false, "zh-CN"), (1440, true, "zh-CN")])
        {
            await using var visitor = await chromium.VisitAsync(server.Address, width, width * 5 / 8, dark, language);
            await visitor.SignInAsync();
            await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
            foreach (var page in Pages)
            {
                await visitor.ClickAsync($"nav-{page}");
                await visitor.At(page).WaitForAsync();
                await Expect(visitor.At("loading")).ToHaveCountAsync(0);
                await Expect(visitor.At("load-failed")).ToHaveCountAsync(0);
                await visitor.ScreenshotAsync($"pages/{language}-{(dark ? "dark" : "light")}-{width}-{page}");
                Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{page} is wider than {width} px in {language}.");
            }
            visitor.HasNoComplaints();
        }
    }
}
