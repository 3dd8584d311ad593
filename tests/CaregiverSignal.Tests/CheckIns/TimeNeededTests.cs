using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;

namespace CaregiverSignal.Tests.CheckIns;

/// <summary>How long answering takes is measured here, of nobody, and said once it was measured often enough.</summary>
public sealed class TimeNeededTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    private int people;

    private long checkIns;

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
    public async Task A_list_is_timed_by_the_question_between_its_first_page_and_its_last_once_it_is_sent()
    {
        var page = await Page("csi");
        await page.Press("Begin met de vragen");
        site.Advance(TimeSpan.FromMinutes(30));
        await ToTheEnd(page);

        Assert.Equal("", Taken);
        await Sent(page);
        // Thirteen questions on pages of 4, 3, 3 and 3: the last nine took three times fifteen seconds.
        Assert.Equal("question 2026-01-01 5 1", Taken);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(3)]
    public async Task A_list_of_which_a_page_is_saved_again_counts_once(int number)
    {
        var page = await Page("csi");
        await page.Press("Begin met de vragen");
        await ToTheEnd(page);
        for (var time = 0; time < 2; time++)
        {
            await page.Open($"/vragen/{number}");
            await ToTheEnd(page);
        }

        await Sent(page);

        Assert.Equal(1, site.Value<long>("select coalesce(sum(times), 0) from time_taken"));
    }

    [Theory]
    [InlineData("left and taken up again")]
    [InlineData("skipped in")]
    [InlineData("skipped in and answered at the end")]
    [InlineData("typed in for a part")]
    public async Task A_list_that_somebody_did_not_go_through_alone_and_in_one_go_is_not_timed(string what)
    {
        var (checkIn, link) = site.AskByLink(site.AddCaregiver(), "csi");
        if (what == "typed in for a part")
            site.Database.Write(transaction =>
                CheckInSubmission.SaveTyped(
                    transaction,
                    checkIn,
                    new GivenList(
                        site.Instruments.Newest("csi"),
                        site.Instruments.Newest("csi").Items.Take(4).ToDictionary(item => item.Key, _ => (int?)1),
                        []
                    ),
                    TestInstallation.CoordinatorEmail,
                    site.Time.Today,
                    site.Time
                )
            );
        var page = await site.NewBrowser().Open(link);
        await page.Press(page.Page.QuerySelectorAll("main button")[0].TextContent.Trim());
        if (what.StartsWith("skipped", StringComparison.Ordinal))
            await page.Choose(page.Questions[0], "Ja").Press("Bewaar en ga verder");
        if (what.StartsWith("left", StringComparison.Ordinal))
        {
            await Answered(page).Press("Bewaar en ga verder");
            site.Advance(TimeSpan.FromSeconds(15));
            page = await site.NewBrowser().Open(link);
            await page.Press("Verder waar u was (stap 2 van 5)");
        }

        site.Advance(TimeSpan.FromSeconds(15));
        while (page.Heading != "Tot slot")
        {
            var isLeft = what == "skipped in" && page.Path == "/vragen/overgeslagen";
            await (isLeft ? page : Answered(page)).Press("Bewaar en ga verder");
            site.Advance(TimeSpan.FromSeconds(15));
        }

        await Sent(page);
        Assert.Equal("", Taken);
    }

    [Fact]
    public async Task The_page_in_pictures_and_that_of_aftercare_are_not_timed()
    {
        var page = await Page("opening", "srb");
        await page.Follow("Met plaatjes");
        site.Advance(TimeSpan.FromSeconds(30));
        await page.Choose("Hoe gaat het", "Slecht").Choose("Hoe zwaar", "Heel zwaar").Press("Verstuur");
        Assert.Equal("/dank", page.Path);

        page = await Page("aftercare");
        site.Advance(TimeSpan.FromSeconds(30));
        await Answered(page).Press("Verstuur");
        Assert.Equal("/dank", page.Path);

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
            "wij rekenen 14 seconden. Gemeten sinds januari 2026: 20 keer",
            settings.Text,
            StringComparison.Ordinal
        );

        // Fourteen of twenty are less than three in four.
        Note(TimedThing.Page, 1, 61);
        Assert.Contains("Een minuut. Eén antwoord mag ook.", (await Page("opening")).Text, StringComparison.Ordinal);
        site.Advance(TimeNeededHere.KeptFor);

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
    public void Beyond_a_hundred_in_a_quarter_one_in_more_and_more_is_counted_as_that_many()
    {
        Note(TimedThing.Page, 100, 50);
        site.Advance(TimeNeededHere.KeptFor);
        Note(TimedThing.Page, 100, 20);
        Assert.Equal("page 2026-01-01 20 100,page 2026-01-01 50 100", Taken);
        site.Advance(TimeNeededHere.KeptFor);
        Note(TimedThing.Page, 3, 90);
        Assert.Equal("page 2026-01-01 20 100,page 2026-01-01 50 100,page 2026-01-01 90 3", Taken);
        Assert.Equal(1, site.On("2026-04-01").Part<TimeNeededHere>().Now.Page.Weight);
    }

    [Fact]
    public void Sixty_in_each_of_two_quarters_are_an_exact_number()
    {
        Note(TimedThing.Page, 60, 50);
        site.On("2026-04-01");
        Note(TimedThing.Page, 60, 50);
        Assert.False(site.Database.Read(transaction => TimeNeeded.Now(transaction, site.Time)).Page.IsAbout);

        Note(TimedThing.Page, 60, 50);

        Assert.True(site.Database.Read(transaction => TimeNeeded.Now(transaction, site.Time)).Page.IsAbout);
    }

    [Fact]
    public void What_only_a_newer_program_times_is_passed_over()
    {
        Note(TimedThing.Page, 20, 50);
        site.Sql("insert into time_taken values ('picture', '2026-01-01', 40, 7)");

        Assert.Equal(20, site.Database.Read(transaction => TimeNeeded.Now(transaction, site.Time).Page.Times));
    }

    [Fact]
    public void After_a_year_they_are_no_longer_kept()
    {
        Note(TimedThing.Page, 20, 50);

        site.On("2027-03-31").Beat();
        Assert.Equal(20, site.Database.Read(transaction => TimeNeeded.Now(transaction, site.Time).Page.Times));
        site.On("2027-04-01").Beat();
        Assert.Equal("", Taken);
    }

    [Fact]
    public void A_store_that_is_away_leaves_what_was_said()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Name, "store.db");
        var database = Database.Open(path);
        var here = new TimeNeededHere(database, site.Time);
        Assert.Same(here.Now, here.Now);
        var said = here.Held;
        database.Dispose();
        File.WriteAllText(path, new string('x', 8192));
        Assert.Throws<StorageException>(() => database.Read(transaction => TimeNeeded.Now(transaction, site.Time)));
        site.Advance(TimeNeededHere.KeptFor);

        Assert.Same(said, here.Now);
    }

    /// <summary>Answers are stored before, and do not wait for a count that others change too.</summary>
    [Theory]
    [InlineData("the page of a month")]
    [InlineData("a list")]
    public async Task A_count_that_cannot_be_written_is_lost_and_nothing_else(string what)
    {
        site.RefuseWrites("insert on time_taken");
        var page = await (what == "a list" ? Page("csi") : Page("opening", "srb"));
        if (what == "a list")
        {
            await page.Press("Begin met de vragen");
            await ToTheEnd(page);
        }
        else
        {
            site.Advance(TimeSpan.FromSeconds(50));
            Answered(page);
        }

        await Sent(page);

        Assert.Equal("", Taken);
        Assert.Equal(1, site.Value<long>("select count(*) from check_in where answered_at is not null"));
    }

    [Theory]
    [InlineData(1, "een minuut")]
    [InlineData(60, "een minuut")]
    [InlineData(61, "twee minuten")]
    [InlineData(301, "6 minuten")]
    public void Seconds_are_said_in_whole_minutes_rounded_up(int seconds, string words) =>
        Assert.Equal(words, TimeNeeded.InWords(seconds));

    private string Taken =>
        site.Joined(
            "select what || ' ' || quarter || ' ' || seconds || ' ' || times from time_taken order by what, seconds"
        );

    private async Task<Browser> Page(params string[] instruments) =>
        await site.NewBrowser().Open(site.AskByLink(site.AddCaregiver($"{++people}"), instruments).Link);

    private static Browser Answered(Browser page)
    {
        foreach (var question in page.Questions.Where(one => page.LabelsOf(one)[0] != "Ja, bel mij maar"))
            page.Choose(question, page.LabelsOf(question)[0]);
        return page;
    }

    private async Task ToTheEnd(Browser page)
    {
        while (page.Heading != "Tot slot")
        {
            await Answered(page).Press("Bewaar en ga verder");
            site.Advance(TimeSpan.FromSeconds(15));
        }
    }

    private static async Task Sent(Browser page)
    {
        await page.Press("Verstuur mijn antwoorden");
        Assert.Equal("/dank", page.Path);
    }

    /// <summary>As many check-ins, one after another.</summary>
    private void Note(TimedThing what, int times, double seconds)
    {
        var needed = site.Part<TimeNeededHere>().Now;
        site.Database.Write(transaction =>
        {
            for (var time = 0; time < times; time++)
                if (needed.Counted(what, seconds, ++checkIns, site.Time.Today) is { } taken)
                    TimeTakenTable.Count(transaction, taken);
        });
    }
}
