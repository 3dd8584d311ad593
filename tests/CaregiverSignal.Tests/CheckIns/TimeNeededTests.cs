using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;

namespace CaregiverSignal.Tests.CheckIns;

/// <summary>How long answering takes is measured here, of nobody, and said once it was measured often enough.</summary>
public sealed class TimeNeededTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    private int people;

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData(2, "")]
    [InlineData(3, "page 2026-01-01 10 1")]
    [InlineData(41, "page 2026-01-01 50 1")]
    [InlineData(600, "page 2026-01-01 600 1")]
    [InlineData(601, "")]
    public async Task The_page_of_a_month_is_timed_from_when_it_was_shown_until_it_was_sent(int seconds, string taken)
    {
        var page = await Page("opening", "srb");
        site.Advance(TimeSpan.FromSeconds(seconds));
        await Answered(page).Press("Verstuur mijn antwoorden");

        Assert.Equal(taken, Taken);
    }

    [Fact]
    public async Task Who_leaves_a_question_or_sees_the_page_again_is_not_timed()
    {
        var page = await Page("opening", "srb");
        site.Advance(TimeSpan.FromSeconds(30));
        await page.Choose(page.Questions[0], "Goed").Press("Verstuur mijn antwoorden");

        page = await Page("opening", "srb");
        site.Advance(TimeSpan.FromSeconds(30));
        await page.Press("Verstuur mijn antwoorden");
        Assert.StartsWith("Fout:", page.Title, StringComparison.Ordinal);
        site.Advance(TimeSpan.FromSeconds(30));
        await Answered(page).Press("Verstuur mijn antwoorden");

        Assert.Equal("/dank", page.Path);
        Assert.Equal("", Taken);
    }

    [Fact]
    public async Task A_list_is_timed_by_the_question_between_its_first_page_and_its_last()
    {
        var page = await Page("csi");
        await page.Press("Begin met de vragen");
        site.Advance(TimeSpan.FromMinutes(30));
        while (page.Heading != "Tot slot")
        {
            await Answered(page).Press("Bewaar en ga verder");
            site.Advance(TimeSpan.FromSeconds(15));
        }

        // Thirteen questions on pages of 4, 3, 3 and 3: the last nine took three times fifteen seconds.
        Assert.Equal("question 2026-01-01 5 1", Taken);
    }

    [Fact]
    public async Task A_list_that_was_left_and_taken_up_again_or_skipped_in_is_not_timed()
    {
        var (_, link) = site.AskByLink(site.AddCaregiver(), "csi");
        var page = await site.NewBrowser().Open(link);
        await page.Press("Begin met de vragen");
        await Answered(page).Press("Bewaar en ga verder");
        site.Advance(TimeSpan.FromSeconds(15));
        page = await site.NewBrowser().Open(link);
        await page.Press("Verder waar u was (stap 2 van 5)");
        while (page.Heading != "Tot slot")
        {
            await Answered(page).Press("Bewaar en ga verder");
            site.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.Equal("", Taken);
    }

    [Fact]
    public async Task Nineteen_times_change_nothing_and_from_twenty_on_pages_and_mails_say_what_three_in_four_needed()
    {
        site.WithRoles("ada@steunpunt.example", "Ada", StaffRole.Administrator);
        Note(TimedThing.Page, 14, 50);
        Note(TimedThing.Page, 5, 110);
        Note(TimedThing.Question, 20, 14);
        Assert.Contains("Een minuut. Eén antwoord mag ook.", (await Page("opening")).Text, StringComparison.Ordinal);
        var settings = await (await site.SignedIn("ada@steunpunt.example")).Open("/beheer/instellingen");
        Assert.Contains("Gemeten: 19 van de 20 keer", settings.Text, StringComparison.Ordinal);
        Assert.Contains(
            "wij rekenen 14 seconden. Gemeten in het laatste jaar: 20 keer",
            settings.Text,
            StringComparison.Ordinal
        );

        // Fourteen of twenty are less than three in four.
        Note(TimedThing.Page, 1, 61);

        Assert.Contains("Twee minuten. Eén antwoord mag ook.", (await Page("opening")).Text, StringComparison.Ordinal);
        Assert.Contains(
            "13 korte vragen. Dat duurt ongeveer vier minuten.",
            (await Page("csi")).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Dat duurt ongeveer twee minuten.",
            (await site.NewBrowser().Open("/aanmelden")).Text,
            StringComparison.Ordinal
        );
        await settings.Open("/beheer/instellingen");
        Assert.Contains("wij zeggen ‘twee minuten’", settings.Text, StringComparison.Ordinal);
        Assert.Contains(
            "20 keer. Drie van de vier keer was het klaar binnen 70 seconden.",
            settings.Text,
            StringComparison.Ordinal
        );
        site.AddCaregiver("nina");
        site.Beat();
        Assert.Contains(
            "Dat duurt ongeveer twee minuten.",
            site.Mails("invitation")[^1].Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_a_quarter_no_more_than_a_hundred_are_counted_and_after_a_year_they_are_no_longer_kept()
    {
        Note(TimedThing.Page, TimeNeeded.MostAQuarter, 50);
        Note(TimedThing.Page, 1, 20);
        Assert.Equal("page 2026-01-01 50 100", Taken);

        site.On("2027-03-31").Beat();
        Assert.Equal(100, site.Database.Read(transaction => TimeNeeded.Now(transaction, site.Time).Page.Times));
        site.On("2027-04-01").Beat();
        Assert.Equal("", Taken);
    }

    [Theory]
    [InlineData(1, "een minuut")]
    [InlineData(60, "een minuut")]
    [InlineData(61, "twee minuten")]
    [InlineData(301, "6 minuten")]
    public void Seconds_are_said_in_whole_minutes_rounded_up(int seconds, string words) =>
        Assert.Equal(words, TimeNeeded.InWords(seconds));

    private string Taken =>
        site.Joined("select what || ' ' || quarter || ' ' || seconds || ' ' || times from time_taken");

    private async Task<Browser> Page(params string[] instruments) =>
        await site.NewBrowser().Open(site.AskByLink(site.AddCaregiver($"{++people}"), instruments).Link);

    private static Browser Answered(Browser page)
    {
        foreach (var question in page.Questions.Where(one => page.LabelsOf(one)[0] != "Ja, bel mij maar"))
            page.Choose(question, page.LabelsOf(question)[0]);
        return page;
    }

    private void Note(TimedThing what, int times, double seconds)
    {
        for (var time = 0; time < times; time++)
            site.Database.Write(transaction => TimeNeeded.Note(transaction, what, seconds, site.Time));
    }
}
