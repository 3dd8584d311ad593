using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.WholePath;

public sealed class BrowserWalkTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Try()
    {
        using var site = new Site();
        var axe = new Accessibility(chromium, site.Address);
        var page = await chromium.PageAsync(site.Address, 320);
        await page.GotoAsync("/nope");
        await axe.Check(page);
    }
}
