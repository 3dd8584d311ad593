using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Support;

/// <summary>Holds a page, as somebody without script has it, against WCAG 2.2 AA and its width.</summary>
/// <remarks>
/// The checker needs script and the reader has none, so the very HTML of the reader's page is laid, with the site's style
/// sheet, in a second page that has script.
/// </remarks>
public sealed class Accessibility(Chromium chromium, Uri site)
{
    private static readonly int[] Widths = [320, 1280];
    private static readonly List<string> Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    private string? css;

    /// <summary>Pages looked at so far, by title.</summary>
    public List<string> Seen { get; } = [];

    public async Task Check(IPage readers)
    {
        css ??= await (await readers.APIRequest.GetAsync(new Uri(site, "/site.css").ToString())).TextAsync();
        var html = (await readers.ContentAsync()).Replace("<link rel=\"stylesheet\" href=\"/site.css\">", $"<style>{css}</style>", StringComparison.Ordinal);
        Assert.Contains("<style>", html, StringComparison.Ordinal);
        foreach (var width in Widths)
        {
            var copy = await chromium.PageAsync(site, width, script: true);
            await copy.SetContentAsync(html);
            var where = $"{await readers.TitleAsync()} at {width} pixels";
            await CheckWidth(copy, where, width);
            await CheckRules(copy, where);
            await copy.Context.CloseAsync();
        }

        Seen.Add(await readers.TitleAsync());
    }

    private static async Task CheckWidth(IPage page, string where, int width)
    {
        var needed = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(needed <= width, $"{where}: is {needed} wide");
    }

    private static async Task CheckRules(IPage page, string where)
    {
        var found = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = Rules } });
        Assert.True(found.Passes.Length > 10, $"{where}: the checker looked at {found.Passes.Length} rules only");
        Assert.True(found.Violations.Length == 0, $"{where}: {string.Join("; ", found.Violations.Select(one => $"{one.Id}: {one.Help}: {one.Nodes[0].Html}"))}");
    }
}
