using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Web;

public sealed class CallingHoursTests : IDisposable
{
    private const string Said = "088 000 00 00 (op werkdagen van 9 tot 17 uur)";

    private readonly TestInstallation site = Some.Installation(
        ("SupportPoint:CallingHours", "op werkdagen van 9 tot 17 uur")
    );

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData("/zorgen")]
    [InlineData("/v/x")]
    [InlineData("/inloggen")]
    public async Task Pages_say_when_the_phone_is_answered(string page)
    {
        var browser = await site.NewBrowser().Open(page);

        Assert.Contains(Said, browser.Page.Body!.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void So_does_the_invitation()
    {
        site.AddCaregiver();
        site.Beat();

        Assert.Contains(Said, Assert.Single(site.Mails("invitation")).Text, StringComparison.Ordinal);
    }
}
