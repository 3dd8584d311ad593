namespace CaregiverSignal.Tests.Web;

/// <summary>
/// Wherever a caregiver reads that they may call the support point, they read when. <c>ComposedMailsTests</c> holds the
/// same of each mail as it goes out, and <c>EveryCaregiverPageTests</c> of each page as it is shown.
/// </summary>
public sealed class CallingHoursTests
{
    private const string Hours = "op werkdagen van 9 tot 17 uur";

    [Theory]
    [InlineData("/zorgen")]
    [InlineData("/v/x")]
    [InlineData("/inloggen")]
    public async Task Pages_say_when_the_phone_is_answered(string page)
    {
        using var site = Some.Installation([.. Some.OwnNumber, ("SupportPoint:CallingHours", Hours)]);

        var browser = await site.NewBrowser().Open(page);

        Assert.Has($"088 123 45 67 ({Hours})", browser.Page.Body!.TextContent.Replace('\u00a0', ' '));
    }
}
