using System.Text.RegularExpressions;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>Who has no mouse gets in: the account is made and signed in with by keys alone, and what has the focus is always seen.</summary>
public sealed class KeyboardTests(PublishedFolder folder, Chromium chromium)
{
    [Fact]
    public async Task The_account_is_made_and_signed_in_with_by_keys_alone()
    {
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:Demo=false");
        await using (var owner = await chromium.VisitAsync(server.Address))
        {
            await owner.Page.GotoAsync($"setup?token={server.Token}");
            await Expect(owner.At("token")).ToBeFocusedAsync();
            foreach (var (field, text) in ((string, string)[])[("user-name", Visitor.Name), ("password", Visitor.Password), ("password-again", Visitor.Password)])
            {
                await owner.Page.Keyboard.PressAsync("Tab");
                await Expect(owner.At(field)).ToBeFocusedAsync();
                await owner.Page.Keyboard.TypeAsync(text);
            }
            await owner.ScreenshotAsync("keyboard-1-set-up");
            await owner.Page.Keyboard.PressAsync("Enter");
            await owner.At("nav-gallery").WaitForAsync();
            owner.HasNoComplaints();
        }
        await using var visitor = await chromium.VisitAsync(server.Address);
        await visitor.Page.GotoAsync("");
        await SignInAsync(visitor, "wrong wrong wrong", "keyboard-2-refused");
        await Expect(visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToBeVisibleAsync();
        await visitor.Page.ReloadAsync();
        await SignInAsync(visitor, Visitor.Password, "keyboard-3-sign-in");
        await visitor.At("nav-gallery").WaitForAsync();
        await WalkAsync(visitor);
        visitor.HasNoComplaints();
    }

    private static async Task SignInAsync(Visitor visitor, string password, string picture)
    {
        await Expect(visitor.At("user-name")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync(Visitor.Name);
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(visitor.At("password")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync(password);
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(visitor.At("submit")).ToBeFocusedAsync();
        await visitor.ScreenshotAsync(picture);
        await visitor.Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>From the top of the page to the list of flows, each stop visible.</summary>
    private static async Task WalkAsync(Visitor visitor)
    {
        for (var steps = 0; steps < 30; steps++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            var seen = await visitor.Page.EvaluateAsync<string>(
                "() => { const at = document.activeElement, style = getComputedStyle(at); return at === document.body || style.outlineStyle !== 'none' || style.boxShadow !== 'none' || at.matches('.mud-button-root') ? at.dataset.testid ?? '' : 'unseen ' + at.outerHTML.slice(0, 200); }");
            Assert.False(seen.StartsWith("unseen", StringComparison.Ordinal), $"The focus cannot be seen on {seen}");
            if (seen != "nav-flows")
                continue;
            await visitor.ScreenshotAsync("keyboard-4-navigation");
            await visitor.Page.Keyboard.PressAsync("Enter");
            await Expect(visitor.Page).ToHaveURLAsync(new Regex("/flows$"));
            return;
        }
        Assert.Fail("The list of flows is not reached within 30 presses of Tab.");
    }
}
