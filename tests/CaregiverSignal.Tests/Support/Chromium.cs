using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Support;

/// <summary>Debian's Chromium, headless; one for all tests of a collection.</summary>
/// <remarks>The one without windows, where it is installed: the same engine for half of the work.</remarks>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private IPlaywright playwright = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
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
    public async Task<IPage> PageAsync(Uri site, int width, bool script = false)
    {
        var context = await Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = site.ToString(),
                JavaScriptEnabled = script,
                ViewportSize = new ViewportSize { Width = width, Height = 800 },
                Locale = "nl-NL",
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
