using System.Globalization;
using Microsoft.Playwright;
using Xunit;

namespace Browser.Tests;

/// <summary>What a marketer does on the canvas.</summary>
public sealed class DesignerScreen(Visitor visitor)
{
    private IPage Page => visitor.Page;

    public ILocator Nodes => Page.Locator("[data-testid^='node-']");

    private ILocator Links => Page.Locator("[data-testid^='link-']");

    /// <summary>The flow that is open: the last part of the address.</summary>
    public string FlowId => Uri.UnescapeDataString(new Uri(Page.Url).Segments[^1].TrimEnd('/'));

    public async Task OpenedAsync()
    {
        await visitor.At("designer").WaitForAsync();
        await visitor.At("canvas").WaitForAsync();
    }

    /// <returns>The id of the new step.</returns>
    public async Task<string> DragFromPaletteAsync(string type, int x, int y)
    {
        var before = await IdsAsync();
        await visitor.At($"palette-{type}").DragToAsync(visitor.At("canvas"), new() { TargetPosition = new() { X = x, Y = y } });
        return await NewAsync(before);
    }

    /// <returns>The id of the new step.</returns>
    public async Task<string> ClickInPaletteAsync(string type)
    {
        var before = await IdsAsync();
        await visitor.ClickAsync($"palette-{type}");
        return await NewAsync(before);
    }

    /// <summary>With the mouse, from the port of an outcome to the port of the next step.</summary>
    public async Task ConnectAsync(string from, string outcome, string to)
    {
        var links = await Links.CountAsync();
        var (startX, startY) = await MiddleAsync($"port-{from}-{outcome}");
        var (endX, endY) = await MiddleAsync($"in-{to}");
        await Page.Mouse.MoveAsync(startX, startY);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync((startX + endX) / 2, (startY + endY) / 2, new() { Steps = 5 });
        await Page.Mouse.MoveAsync(endX, endY, new() { Steps = 5 });
        await Page.Mouse.UpAsync();
        await Assertions.Expect(Links).ToHaveCountAsync(links + 1);
    }

    public async Task SelectAsync(string step)
    {
        await visitor.At($"node-{step}").ClickAsync(new() { Position = new() { X = 60, Y = 18 } });
        await visitor.At("step-title").WaitForAsync();
    }

    public Task FillAsync(string input, string text) => visitor.At($"input-{input}").FillAsync(text);

    /// <summary>Every change is kept, so a run takes what is seen.</summary>
    public Task SavedAsync() => Assertions.Expect(visitor.At("save-state")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("is-saved"));

    /// <summary>A number on a card, by its test id; thousands are grouped by the language.</summary>
    public async Task<long> NumberAsync(string testId) =>
        long.Parse(string.Concat((await visitor.At(testId).InnerTextAsync()).TakeWhile(c => !char.IsLetter(c)).Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    private async Task<(float X, float Y)> MiddleAsync(string testId)
    {
        var box = await visitor.At(testId).BoundingBoxAsync();
        Assert.NotNull(box);
        return (box.X + box.Width / 2, box.Y + box.Height / 2);
    }

    private async Task<HashSet<string>> IdsAsync() =>
        [.. await Nodes.EvaluateAllAsync<string[]>("nodes => nodes.map(node => node.dataset.node)")];

    private async Task<string> NewAsync(HashSet<string> before)
    {
        await Assertions.Expect(Nodes).ToHaveCountAsync(before.Count + 1);
        return Assert.Single(await IdsAsync(), id => !before.Contains(id));
    }
}
