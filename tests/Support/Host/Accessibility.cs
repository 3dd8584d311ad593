using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Support;

/// <summary>Holds a page, as somebody without script has it, against WCAG 2.2 AA and its width.</summary>
/// <remarks>
/// The checker needs script and the reader has none, so the very HTML of the reader's page is laid, with its style
/// sheets, in a second page that has script. The rules, which take long, are held against the width at which a page is
/// mostly read, 1280 for staff and 320 for a caregiver, and against both with CAREGIVERSIGNAL_LARGE=1.
/// </remarks>
public sealed partial class Accessibility(Chromium chromium, Uri site)
{
    private const string Rules = """
        async best => {
          const found = await axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', ...best],
            resultTypes: ['violations'],
          });
          return {
            looked: found.passes.length,
            wrong: found.violations.map(one => `${one.id}: ${one.help}: ${one.nodes[0].html}`),
          };
        }
        """;

    private static readonly int[] Widths = [320, 1280];

    /// <summary>What is left between the margins of a sheet of A4, in pixels.</summary>
    private const int PaperWidth = 657;

    /// <summary>A sheet without margins, for cards that are cut out.</summary>
    private const int WholePaperWidth = 794;

    private readonly Dictionary<string, string> styles = [];

    private IPage? copy;

    /// <summary>Pages looked at so far, by title.</summary>
    public List<string> Seen { get; } = [];

    public async Task Check(IPage readers)
    {
        copy ??= await OpenCopyAsync();
        await copy.EmulateMediaAsync(new() { Media = Media.Screen, ForcedColors = ForcedColors.None });
        var html = await WithStylesAsync(readers);
        await copy.SetContentAsync(html);
        var isOfStaff = await readers.Locator("link[href='/staff.css']").CountAsync() > 0;
        var usual = isOfStaff ? Widths[^1] : Widths[0];
        foreach (var width in Widths)
        {
            await copy.SetViewportSizeAsync(width, 800);
            var where = $"{await readers.TitleAsync()} at {width} pixels";
            await CheckWidth(copy, where, width);
            if (isOfStaff && width == usual)
                await CheckNothingIsScrolledAside(copy, where);
            if (LongRun.IsLarge || width == usual)
                await CheckRules(copy, where);
        }

        if (LongRun.IsLarge)
            await LongerTexts.CheckAsync(copy, html, await readers.TitleAsync());
        Seen.Add(await readers.TitleAsync());
    }

    /// <summary>As <see cref="Check"/>, and with letters twice as large, in forced colours and on paper.</summary>
    public async Task CheckEveryWay(IPage readers)
    {
        await Check(readers);
        await CheckOtherWays(await readers.TitleAsync());
    }

    /// <summary>The same for the HTML of a mail, which brings its own style.</summary>
    public async Task CheckMail(string subject, string html)
    {
        copy ??= await OpenCopyAsync();
        await copy.EmulateMediaAsync(new() { Media = Media.Screen, ForcedColors = ForcedColors.None });
        await copy.SetContentAsync(html);
        foreach (var width in Widths)
        {
            await copy.SetViewportSizeAsync(width, 800);
            await CheckWidth(copy, $"{subject} at {width} pixels", width);
            await CheckRules(copy, $"{subject} at {width} pixels", isPage: false);
        }

        await LongerTexts.CheckAsync(copy, html, subject);
        await CheckOtherWays(subject, isPage: false);
    }

    private async Task CheckOtherWays(string title, bool isPage = true)
    {
        var page = copy!;
        await page.SetViewportSizeAsync(Widths[0], 800);
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await CheckRules(page, $"{title} in forced colours", isPage);
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None, Media = Media.Print });
        var paper = await page.Locator(".hand-cards").CountAsync() > 0 ? WholePaperWidth : PaperWidth;
        await page.SetViewportSizeAsync(paper, 800);
        await CheckWidth(page, $"{title} on paper", paper);
        // A sheet has no landmarks and no headings to jump to.
        await CheckRules(page, $"{title} on paper", isPage: false);
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.EvaluateAsync("() => { document.documentElement.style.fontSize = '200%'; }");
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, 800);
            await CheckWidth(page, $"{title} in letters twice as large at {width} pixels", width);
        }

        await page.EvaluateAsync("() => { document.documentElement.style.fontSize = ''; }");
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
            html = html.Replace(link.Value, $"<style>{css}</style>");
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

    /// <summary>On the screen of an office nobody looks for a button of a list behind its edge.</summary>
    private static async Task CheckNothingIsScrolledAside(IPage page, string where)
    {
        var cut = await page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('.scroll-region')]
              .filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
              .map(one => one.innerText.slice(0, 80))
            """
        );
        Assert.True(cut.Length == 0, $"{where}: a list is wider than the page: {string.Join(" | ", cut)}");
    }

    /// <param name="isPage">A mail has no landmarks: it stands in those of the mail program.</param>
    private static async Task CheckRules(IPage page, string where, bool isPage = true)
    {
        string[] best = isPage ? ["best-practice"] : [];
        var found = await page.EvaluateAsync<JsonElement>(Rules, best);
        var looked = found.GetProperty("looked").GetInt32();
        Assert.True(looked > (isPage ? 10 : 5), $"{where}: the checker looked at {looked} rules only");
        Assert.True(found.GetProperty("wrong").GetArrayLength() == 0, $"{where}: {found.GetProperty("wrong")}");
    }

    [GeneratedRegex("""<link rel="stylesheet" href="([^"]+)">""")]
    private static partial Regex StyleLink();
}
