using System.Diagnostics.CodeAnalysis;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Support;

/// <summary>Debian's Chromium, headless; one for all tests of a collection.</summary>
/// <remarks>The one without windows, where it is installed: the same engine for half of the work.</remarks>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    /// <summary>For what is there at once on a machine with nothing else to do.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private IPlaywright playwright = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        Browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? Programs.First(File.Exists),
                Headless = true,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    /// <summary>A browser of somebody without script, with a screen this wide.</summary>
    public async Task<IPage> PageAsync(Uri site, int width, bool script = false, string locale = "nl-NL")
    {
        var context = await Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = site.ToString(),
                JavaScriptEnabled = script,
                ViewportSize = new ViewportSize { Width = width, Height = 800 },
                Locale = locale,
            }
        );
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
    }
}

/// <summary>Waiting for a page, for half a minute.</summary>
/// <remarks>
/// The driver's own ways look first and listen then, and lose what happens in between (microsoft/playwright-dotnet,
/// issue 3364).
/// </remarks>
public static class Arrival
{
    /// <summary>Waits for an address that matches a pattern.</summary>
    public static async Task AtAsync(this IPage page, [StringSyntax(StringSyntaxAttribute.Regex)] string address)
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(address));
        await page.LoadedAsync();
    }

    /// <summary>Waits until the page has loaded: asked once more, the driver knows.</summary>
    public static async Task LoadedAsync(this IPage page)
    {
        for (var left = 30; ; left--)
        {
            try
            {
                await page.WaitForLoadStateAsync(options: new() { Timeout = 1000 });
                return;
            }
            catch (TimeoutException) when (left > 1) { }
        }
    }
}

public static class Folds
{
    /// <summary>Opens what this button is folded in.</summary>
    public static async Task UnfoldAsync(this IPage page, string button)
    {
        var fold = page.Locator("details:not([open])", new() { Has = page.Locator($"button:text-is(\"{button}\")") });
        if (await fold.CountAsync() > 0)
            await fold.First.Locator("summary").First.ClickAsync();
    }

    public static async Task PressUnfoldedAsync(this IPage page, string button)
    {
        await page.UnfoldAsync(button);
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }
}
