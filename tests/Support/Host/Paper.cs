using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Support;

public static class Paper
{
    /// <summary>How many sheets of A4 a page takes in print, as a browser makes them.</summary>
    public static async Task<int> SheetsAsync(this IPage page) =>
        Regex.Count(
            Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true })),
            @"/Type\s*/Page\b"
        );
}
