namespace CaregiverSignal.Tests.Web;

/// <summary>Where a page says whom to call, a press on the number calls.</summary>
public sealed class CallableTests() : AtASite("2026-03-03", Some.OwnNumber)
{
    [Theory]
    [InlineData("?wat=bellen", "tel:0881234567", "tel:112")]
    [InlineData("?wat=veranderd", "tel:0881234567", "tel:112")]
    [InlineData("", "tel:0881234567", "tel:112")]
    public async Task Behind_a_mail(string step, params string[] numbers)
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");

        var page = await site.NewBrowser().Open(link + step);

        Assert.Equal(numbers, Numbers(page));
    }

    private static IEnumerable<string> Numbers(Browser page) =>
        page.Page.QuerySelectorAll("a[href^='tel:']").Select(link => link.GetAttribute("href")!).Distinct().Order();
}
