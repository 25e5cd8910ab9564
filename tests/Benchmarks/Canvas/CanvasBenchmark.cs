using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Benchmarks.Memory;
using Microsoft.Playwright;
using Testing;

namespace Benchmarks.Canvas;

/// <summary>
/// What the designer's canvas takes of the browser's main thread: opening a flow in a page that is there, and each frame of a drag, a pan and a zoom. The published client, as a user gets it, in Debian's
/// Chromium; processor time, not wall time, because these machines are shared. Medians of five openings; the frames of all five together.
/// </summary>
internal static class CanvasBenchmark
{
    private const int Rounds = 5;
    private const int Frames = 40;
    private const string TwoFrames = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

    /// <param name="args">A published folder; without one the server is published first.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var published = args is [var given, ..] ? given : await PublishAsync();
        var data = Directory.CreateTempSubdirectory("designer-benchmark-").FullName;
        try
        {
            using var server = await StartedServer.StartAsync(Path.Combine(published, "Designer.Server.dll"), Path.GetTempPath(), data, "--Designer:DemoContacts=20");
            using (var owner = await server.Http.PostAsJsonAsync("/api/setup", new { token = server.SetupToken, userName = "bench", password = "correct horse battery" }))
                owner.EnsureSuccessStatusCode();
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = "/usr/bin/chromium",
                Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
            foreach (var steps in (int[])[50, 200, 1000, 5000])
                await MeasureAsync(server, browser, steps);
            Console.WriteLine("goals: open 1,000: 400 ms; at 1,000 a frame, p95: drag and pan 8 ms, zoom 16 ms; 5,000: median 25 ms");
            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task MeasureAsync(StartedServer server, IBrowser browser, int steps)
    {
        var id = $"bench-{steps}";
        using (var json = new StringContent(BenchmarkFlow.Json(id, steps), Encoding.UTF8, "application/json"))
        using (var imported = await server.Http.PostAsync("/api/workflows/import", json))
        {
            if (!imported.IsSuccessStatusCode)
                throw new InvalidOperationException(await imported.Content.ReadAsStringAsync());
        }
        await using var context = await browser.NewContextAsync(new() { BaseURL = server.Http.BaseAddress!.ToString(), ViewportSize = new() { Width = 1440, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        var page = await SignedInAsync(context);
        var thread = await MainThread.OfAsync(page);
        var (open, drag, pan, zoom) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            open.Add(await OpenAsync(page, thread, id));
            drag.AddRange(await DragAsync(page, thread));
            pan.AddRange(await PanAsync(page, thread));
            zoom.AddRange(await ZoomAsync(page, thread));
            await page.Keyboard.PressAsync("Control+s");
            await page.GetByTestId("save-state").And(page.Locator(".is-saved")).WaitForAsync();
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"canvas: {steps,5} steps: open {At(open, 0.5),5:F0} ms; a frame, median and p95: drag {At(drag, 0.5):F1} {At(drag, 0.95):F1}, pan {At(pan, 0.5):F1} {At(pan, 0.95):F1}, zoom {At(zoom, 0.5):F1} {At(zoom, 0.95):F1} ms of main thread"));
    }

    private static async Task<IPage> SignedInAsync(IBrowserContext context)
    {
        context.SetDefaultTimeout(120_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync("");
        await page.Locator("[data-testid='user-name'] input, input[data-testid='user-name']").First.FillAsync("bench");
        await page.Locator("[data-testid='password'] input, input[data-testid='password']").First.FillAsync("correct horse battery");
        await page.GetByTestId("submit").ClickAsync();
        await page.GetByTestId("nav-flows").WaitForAsync();
        return page;
    }

    private static async Task<double> OpenAsync(IPage page, MainThread thread, string id)
    {
        await page.GetByTestId("nav-flows").ClickAsync();
        await page.GetByTestId("flow-row").First.WaitForAsync();
        await page.WaitForTimeoutAsync(1000);
        var before = await thread.MillisecondsAsync();
        await page.EvaluateAsync($"Blazor.navigateTo('flows/{id}')");
        await page.Locator("[data-node]").First.WaitForAsync();
        await page.EvaluateAsync(TwoFrames);
        await page.WaitForTimeoutAsync(500);
        return await thread.MillisecondsAsync() - before;
    }

    private static async Task<List<double>> DragAsync(IPage page, MainThread thread)
    {
        var box = await page.Locator("[data-node]").Nth(3).BoundingBoxAsync() ?? throw new InvalidOperationException("No card is in sight.");
        var (x, y) = (box.X + (box.Width / 2), box.Y + 12);
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + 8, y + 8);
        var frames = await FramesAsync(page, thread, i => page.Mouse.MoveAsync(x + 8 + (i % 2 == 0 ? 3 * i : -3 * i), y + 8 + i));
        await page.Mouse.UpAsync();
        return frames;
    }

    private static async Task<List<double>> PanAsync(IPage page, MainThread thread)
    {
        var canvas = await page.GetByTestId("canvas").BoundingBoxAsync() ?? throw new InvalidOperationException("There is no canvas.");
        var (x, y) = (canvas.X + (canvas.Width / 2), canvas.Y + (canvas.Height / 2));
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync(new() { Button = MouseButton.Middle });
        var frames = await FramesAsync(page, thread, i => page.Mouse.MoveAsync(x - (12 * i), y - (6 * i)));
        await page.Mouse.UpAsync(new() { Button = MouseButton.Middle });
        return frames;
    }

    private static async Task<List<double>> ZoomAsync(IPage page, MainThread thread)
    {
        var frames = await FramesAsync(page, thread, i => page.Mouse.WheelAsync(0, i < Frames / 2 ? 100 : -100));
        await page.GetByTestId("fit").ClickAsync();
        return frames;
    }

    private static async Task<List<double>> FramesAsync(IPage page, MainThread thread, Func<int, Task> step)
    {
        var frames = new List<double>(Frames);
        await page.EvaluateAsync(TwoFrames);
        var before = await thread.MillisecondsAsync();
        for (var i = 1; i <= Frames; i++)
        {
            await step(i);
            await page.EvaluateAsync(TwoFrames);
            var after = await thread.MillisecondsAsync();
            frames.Add(after - before);
            before = after;
        }
        return frames;
    }

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)Math.Ceiling(share * values.Count) - 1);

    private static async Task<string> PublishAsync()
    {
        var folder = SharedData.Repository("artifacts/published-for-benchmark");
        var start = new ProcessStartInfo("dotnet", ["publish", SharedData.Repository("src/Designer.Server"), "-c", "Release", "-v", "q", "-o", folder]);
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using var publish = Process.Start(start)!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException("dotnet publish failed; what it wrote above tells why.");
    }

    /// <summary>Processor time of the page's main thread, as Chromium's Performance domain counts it.</summary>
    private sealed class MainThread(ICDPSession session)
    {
        public static async Task<MainThread> OfAsync(IPage page)
        {
            var session = await page.Context.NewCDPSessionAsync(page);
            await session.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
            return new MainThread(session);
        }

        public async Task<double> MillisecondsAsync()
        {
            var told = await session.SendAsync("Performance.getMetrics");
            return 1000 * told!.Value.GetProperty("metrics").EnumerateArray().Single(m => m.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble();
        }
    }
}
