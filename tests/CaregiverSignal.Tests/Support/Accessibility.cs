using System.Text.Json;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Support;

/// <summary>Holds a page, as somebody without script has it, against WCAG 2.2 AA and its width.</summary>
/// <remarks>
/// The checker needs script and the reader has none, so the very HTML of the reader's page is laid, with its style
/// sheets, in a second page that has script.
/// </remarks>
public sealed partial class Accessibility(Chromium chromium, Uri site)
{
    private const string Rules = """
        async () => {
          const found = await axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            resultTypes: ['violations'],
          });
          return {
            looked: found.passes.length,
            wrong: found.violations.map(one => `${one.id}: ${one.help}: ${one.nodes[0].html}`),
          };
        }
        """;

    private static readonly int[] Widths = [320, 1280];

    private readonly Dictionary<string, string> styles = [];

    private IPage? copy;

    /// <summary>Pages looked at so far, by title.</summary>
    public List<string> Seen { get; } = [];

    public async Task Check(IPage readers)
    {
        copy ??= await OpenCopyAsync();
        await copy.SetContentAsync(await WithStylesAsync(readers));
        foreach (var width in Widths)
        {
            await copy.SetViewportSizeAsync(width, 800);
            var where = $"{await readers.TitleAsync()} at {width} pixels";
            await CheckWidth(copy, where, width);
            await CheckRules(copy, where);
        }

        Seen.Add(await readers.TitleAsync());
    }

    private async Task<string> WithStylesAsync(IPage readers)
    {
        var html = await readers.ContentAsync();
        var links = StyleLink().Matches(html);
        Assert.NotEmpty(links);
        foreach (Match link in links)
        {
            var sheet = link.Groups[1].Value;
            if (!styles.TryGetValue(sheet, out var css))
                styles[sheet] = css = await (
                    await readers.APIRequest.GetAsync(new Uri(site, sheet).ToString())
                ).TextAsync();
            html = html.Replace(link.Value, $"<style>{css}</style>", StringComparison.Ordinal);
        }

        return html;
    }

    private async Task<IPage> OpenCopyAsync()
    {
        var page = await chromium.PageAsync(site, Widths[0], script: true);
        // Laying other content in the page keeps its script, so the checker is brought once.
        await page.EvaluateAsync(new BundledAxeScriptProvider().GetScript());
        return page;
    }

    private static async Task CheckWidth(IPage page, string where, int width)
    {
        var needed = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(needed <= width, $"{where}: is {needed} wide");
    }

    private static async Task CheckRules(IPage page, string where)
    {
        var found = await page.EvaluateAsync<JsonElement>(Rules);
        var looked = found.GetProperty("looked").GetInt32();
        Assert.True(looked > 10, $"{where}: the checker looked at {looked} rules only");
        Assert.True(found.GetProperty("wrong").GetArrayLength() == 0, $"{where}: {found.GetProperty("wrong")}");
    }

    [GeneratedRegex("""<link rel="stylesheet" href="([^"]+)">""")]
    private static partial Regex StyleLink();
}
