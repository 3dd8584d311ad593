using System.IO.Compression;
using CaregiverSignal.Demo;

namespace CaregiverSignal.Tests.Demo;

/// <summary>A page of staff with its style; the font comes once, and is not waited for.</summary>
public sealed class WeightTests(OpenDemo demo) : IClassFixture<OpenDemo>
{
    private const int Bar = 16 * 1024;

    /// <summary>Of what somebody has who may do everything, from link to link: three pages of each address.</summary>
    [Fact]
    public async Task Every_page_of_staff_comes_with_its_style_in_what_begins_a_connection()
    {
        using var anouk = await new Browser(demo.Address).Open(Tour.Home);
        await anouk.Press(Dutch("TourPage.Desk.Open", "Anouk Lindeman"));
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = anouk.Cookies })
        {
            BaseAddress = demo.Address,
        };
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        var (sizes, seen, files) = (
            new Dictionary<string, int>(),
            new Dictionary<string, int>(),
            new Dictionary<string, int>()
        );
        var next = new Queue<string>(["/werklijst"]);
        while (next.TryDequeue(out var path))
        {
            var kind = Regex.Replace(path.Split('?')[0], @"\d+|[0-9a-f]{32}", "{}");
            if (sizes.ContainsKey(path) || seen.GetValueOrDefault(kind) == 3)
                continue;
            using var answer = await client.GetAsync(path, Some.Stop);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
                continue;
            seen[kind] = seen.GetValueOrDefault(kind) + 1;
            var bytes = await answer.Content.ReadAsByteArrayAsync(Some.Stop);
            var page = await Read(bytes);
            sizes[path] = bytes.Length;
            foreach (var sheet in Addresses(page, "link[rel=stylesheet]"))
            {
                if (!files.ContainsKey(sheet))
                    files[sheet] = (await client.GetByteArrayAsync(sheet, Some.Stop)).Length;
                sizes[path] += files[sheet];
            }
            foreach (var way in Addresses(page, "main a, nav a").Where(way => way.StartsWith('/') && way != Tour.Home))
                next.Enqueue(way.Split('#')[0]);
        }

        Assert.True(sizes.Count > 60, $"Only {sizes.Count} pages.");
        Assert.Empty(sizes.Where(entry => entry.Value > Bar).Select(entry => $"{entry.Key}: {entry.Value}"));
    }

    /// <summary>It is the other demo that needs no browser.</summary>
    [Fact]
    public async Task The_demo_has_offers_whose_numbers_ring_nowhere_and_help_that_was_refused_and_that_failed()
    {
        using var anouk = await new Browser(demo.Address).Open(Tour.Home);
        await anouk.Press(Dutch("TourPage.Desk.Open", "Anouk Lindeman"));

        await anouk.Open("/sociale-kaart");
        Assert.Equal(15, anouk.Page.QuerySelectorAll("section li").Length);
        Assert.All(
            anouk.Page.QuerySelectorAll("section a[href^='tel:']"),
            phone => Assert.Begins("tel:06000070", phone.GetAttribute("href")!)
        );
        await anouk.Open("/hulp?van=team");
        Assert.Has(", bij ", anouk.Text);
        Assert.Has("Niet gelukt op 15 oktober 2026. Niemand beschikbaar.", anouk.Text);
        await anouk.Open("/zaak/28/hulp");
        Assert.Has("Niet gewild op", anouk.Text);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Read(byte[] packed)
    {
        await using var unpacked = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        return await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(unpacked, Some.Stop);
    }

    private static IEnumerable<string> Addresses(AngleSharp.Dom.IParentNode page, string which) =>
        page.QuerySelectorAll(which).Select(element => element.GetAttribute("href")).OfType<string>();
}
