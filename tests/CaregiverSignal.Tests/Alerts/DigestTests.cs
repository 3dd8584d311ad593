using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CaregiverSignal.Tests.Alerts;

/// <summary>The digest respects who reads it: their hour and days, what they know already, and that they are away.</summary>
public sealed class DigestTests() : AtASite("2026-03-02")
{
    private const string Joost = "joost@steunpunt.example";

    [Fact]
    public void What_an_alert_just_said_causes_no_digest_and_an_hour_later_it_does()
    {
        site.AddSignal(site.AddCaregiver());
        site.Beat();
        Assert.Equal(1, site.Count("mail", "kind = 'alert'"));

        At(10, 59);
        site.Beat();
        Assert.Equal(0, site.Count("mail", "kind = 'digest'"));
        At(11, 0);
        site.Beat();
        site.Beat();

        Assert.Equal((1, 1), (site.Count("mail", "kind = 'digest'"), site.Count("mail", "kind = 'alert'")));
    }

    [Fact]
    public void A_digest_about_something_else_does_not_count_as_new_what_an_alert_just_said()
    {
        site.AddSignal(site.AddCaregiver());
        site.AddSignal(site.AddCaregiver("2"), "amber", "change");
        site.Beat();

        var digest = Assert.Single(site.Mails("digest")).Text;
        Assert.Has("Nieuw, nog niet opgepakt: 1.", digest);
        Assert.Has("Open op uw werklijst: 2.", digest);
    }

    [Fact]
    public void It_says_what_is_new_first_and_nothing_of_which_there_is_none()
    {
        site.AddSignal(site.AddCaregiver(), "amber", "change");
        site.Beat();

        var digest = Assert.Single(site.Mails("digest")).Text;
        Assert.Has(
            "Open op uw werklijst: 1. Nieuw, nog niet opgepakt: 1. Voor deze week: 1.",
            digest.ReplaceLineEndings(" ")
        );
        Assert.Lacks(": 0.", digest);
    }

    [Fact]
    public async Task Each_coordinator_chooses_an_hour_and_days()
    {
        var page = await (await site.SignedIn()).Open("/mijn-account");
        Assert.Equal(
            "Zoals gewoonlijk: 8.30 uur",
            page.Page.QuerySelector<IHtmlSelectElement>("#Hour")!.SelectedOptions.Single().Text
        );
        foreach (var day in new[] { "1", "3", "5" })
            Untick(page, day);
        await page.Write("Vanaf welk uur?", "11 uur").Press("Bewaar");
        Assert.Has("Bewaard.", page.Text);
        Assert.Equal(1, site.Count("coordinator", "digest_hour = 11 and digest_days = '24'"));

        site.AddSignal(site.AddCaregiver(), "amber", "change");
        At(16, 0);
        site.Beat();
        Assert.Equal(0, site.Count("mail", "kind = 'digest'"));
        site.On("2026-03-03");
        At(10, 59);
        site.Beat();
        Assert.Equal(0, site.Count("mail", "kind = 'digest'"));
        At(11, 0);
        site.Beat();
        site.Beat();

        Assert.Equal(1, site.Count("mail", "kind = 'digest'"));
    }

    [Fact]
    public async Task Without_a_day_nothing_is_kept_and_the_page_says_so()
    {
        var page = await (await site.SignedIn()).Open("/mijn-account");
        foreach (var day in new[] { "1", "2", "3", "4", "5" })
            Untick(page, day);

        await page.Press("Bewaar");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("#Days", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Has("Kies minstens één dag.", page.Page.QuerySelector("#Days-fout")!.TextContent);
        Assert.Equal(1, site.Count("coordinator", "digest_days is null"));
    }

    [Fact]
    public void Who_stands_in_and_is_away_too_gets_no_digest_and_who_is_there_does()
    {
        const string Mia = "mia@steunpunt.example";
        site.Coordinator();
        site.Coordinator(Joost, "Joost");
        site.Coordinator(Mia, "Mia");
        site.AddSignal(site.AddCaregiver(), "amber", "change");
        site.Away(TestInstallation.CoordinatorEmail, Joost, days: 3);
        site.Away(Joost, Mia, days: 3);

        site.Beat();

        Assert.Equal([Mia], site.MailedTo("digest"));
    }

    [Theory]
    [InlineData("2026-04-06", 0)] // Easter Monday.
    [InlineData("2026-04-07", 1)]
    [InlineData("2026-04-08", 0)]
    public void A_chosen_day_that_is_a_holiday_is_made_good_the_next_working_day(string day, int digests)
    {
        site.AddSignal(site.AddCaregiver(), "amber", "change");
        site.Sql("update coordinator set digest_days = '1'");
        site.On(day);

        site.Beat();

        Assert.Equal(digests, site.Count("mail", "kind = 'digest'"));
    }

    private void At(int hour, int minute) =>
        site.Clock.AdjustTime(site.Time.At(site.Time.Today, new TimeOnly(hour, minute)));

    private static void Untick(Browser page, string day) =>
        page.Page.QuerySelector<IHtmlInputElement>($"[name=Days][value='{day}']")!.IsChecked = false;
}
