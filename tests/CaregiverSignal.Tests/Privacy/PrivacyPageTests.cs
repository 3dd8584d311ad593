using System.Xml.Linq;
using CaregiverSignal.Configuration;
using CaregiverSignal.Pages.ForEverybody.Privacy;

namespace CaregiverSignal.Tests.Privacy;

/// <summary>The page that says what happens with people's data (AVG, articles 13 and 14).</summary>
public sealed partial class PrivacyPageTests
{
    private static readonly (string Key, string? Value)[] Said =
    [
        ("Privacy:Controller", "Stichting De Linde"),
        ("Privacy:Address", "Lindelaan 1, 1234 AB Voorbeeldstad"),
        ("Privacy:Officer", "fg@delinde.example"),
        ("Privacy:Ground", "u gaf ons toestemming (AVG, artikel 6 en 9)."),
        ("Privacy:Processors", "Voorbeeld BV (bewaart de gegevens)"),
    ];

    [Fact]
    public async Task It_says_what_the_support_point_says_to_anybody_and_changes_nothing()
    {
        using var site = Some.Installation(Said);
        var page = await site.NewBrowser().Open("/zorgen");
        var before = await site.Content();

        await page.Open("/privacy");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("Uw gegevens – Het steunpunt", page.Title);
        Assert.Has(
            "Stichting De Linde, Lindelaan 1, 1234 AB Voorbeeldstad, is verantwoordelijk voor uw gegevens.",
            page.Text
        );
        Assert.Has("De reden: u gaf ons toestemming (AVG, artikel 6 en 9).", page.Text);
        Assert.All(Said, pair => Assert.Has(pair.Value!.TrimEnd('.'), page.Text));
        Assert.Lacks("Wilt u weten", page.Text);
        Assert.Has(Dutch("PrivacyModel.ComplaintText"), page.Text);
        Assert.Equal(before, await site.Content());
    }

    [Fact]
    public async Task Where_the_support_point_says_nothing_it_says_whom_to_call()
    {
        using var site = Some.Installation([.. Some.OwnNumber, ("SupportPoint:CallingHours", "op werkdagen")]);

        var page = await site.NewBrowser().Open("/privacy");

        Assert.Equal(4, Unsaid().Count(page.Text));
        Assert.Has("Bel ons: 088 123 45 67 (op werkdagen).", page.Text);
        Assert.DoesNotContain('{', page.Text);
    }

    [Theory]
    [InlineData(730, "2 jaar")]
    [InlineData(1461, "4 jaar")]
    [InlineData(732, "732 dagen")]
    [InlineData(400, "ruim 13 maanden")]
    [InlineData(397, "397 dagen")]
    [InlineData(120, "120 dagen")]
    [InlineData(30, "30 dagen")]
    public void A_term_of_whole_years_or_some_more_than_months_is_said_so(int days, string said)
    {
        var model = ModelOf(new RetentionTerms(EndedDays: days));

        Assert.Equal(Dutch("PrivacyModel.KeptAnswers", said), model.Answers);
    }

    [Theory]
    [InlineData(1461, "4 jaar")]
    [InlineData(1460, "1460 dagen")]
    [InlineData(366, "1 jaar")]
    [InlineData(365, "365 dagen")]
    [InlineData(400, "ruim 13 maanden")]
    public void A_link_is_said_to_work_for_years_only_where_no_run_of_them_is_longer(int days, string said)
    {
        var model = ModelOf(new RetentionTerms(LinkDays: days));

        Assert.Contains(Dutch("PrivacyModel.KeptLinks", said), model.Terms);
    }

    [Fact]
    public async Task A_term_on_the_page_is_the_one_that_the_program_keeps()
    {
        using var site = Some.Where(settings =>
            settings with
            {
                Retention = new RetentionTerms(MailBytesDays: 1, MailDays: 143, EndedDays: 365, LinkDays: 400),
            }
        );

        var page = await site.NewBrowser().Open("/privacy");

        Assert.All(
            [
                "zolang u meedoet, en daarna nog 1 jaar. Dan wissen wij het.",
                "De tekst van een mail aan u: 1 dag nadat",
                "Dat wij u een mail stuurden: 143 dagen.",
                Dutch("PrivacyModel.KeptLinks", "ruim 13 maanden"),
                "na 2 werkdagen.",
            ],
            sentence => Assert.Has(sentence, page.Text)
        );
    }

    [Fact]
    public void No_number_of_days_is_typed_in_its_words()
    {
        var words = XDocument
            .Load(
                Path.Combine(
                    Some.Root,
                    "src",
                    "CaregiverSignal",
                    "Pages",
                    "ForEverybody",
                    "Privacy",
                    "PrivacyModel.resx"
                )
            )
            .Root!.Elements("data")
            .Select(text => (Key: (string)text.Attribute("name")!, Value: (string)text.Element("value")!))
            .ToList();

        Assert.DoesNotContain(words, word => Number().IsMatch(word.Value));
        // The answer to a request is given by people, within the term of the law (AVG, article 12).
        Assert.Equal(
            ["RightHow"],
            words
                .Where(word => Span().IsMatch(word.Value) && !word.Key.StartsWith("Term", StringComparison.Ordinal))
                .Select(pair => pair.Key)
        );
    }

    [Fact]
    public async Task Every_page_for_caregivers_and_neighbours_links_to_it_and_no_page_of_staff()
    {
        using var site = Some.Installation().On("2026-03-02");
        var (checkIn, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = site.NewBrowser();
        List<string> without = [];
        async Task Look(Browser on, string address)
        {
            await on.Open(address);
            if (on.Page.QuerySelector("footer a[href='/privacy']") is null)
                without.Add(address);
        }

        foreach (var address in new[] { link, await site.PauseLink(checkIn), "/zorgen", "/nergens", "/privacy" })
            await Look(browser, address);
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        foreach (var address in new[] { "/vragen/1", "/vragen/slot", "/pauze", "/stoppen" })
            await Look(browser, address);
        Assert.Empty(without);

        await Look(browser, "/inloggen");
        await Look(await site.SignedIn(), "/werklijst");
        Assert.Equal(["/inloggen", "/werklijst"], without);
    }

    [Fact]
    public async Task Check_says_what_the_support_point_still_has_to_say()
    {
        using var folder = new ProgramFolder();

        var empty = await folder.RunAsync("check");
        await folder.RunAsync("tick");
        folder.FillIn(Said);
        var said = await folder.RunAsync("check");

        Assert.Has("/beheer/instellingen: Controller, Address, Officer", empty);
        Assert.Matches(@"ok\s+privacy\s+the page /privacy has all that you have to say", said);
    }

    private static PrivacyModel ModelOf(RetentionTerms terms) =>
        new(new CurrentSettings(Some.Settings() with { Retention = terms }, Some.Configuration()));

    [GeneratedRegex(@"\? Vraag het ons gerust\.")]
    private static partial Regex Unsaid();

    [GeneratedRegex("[0-9]")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(dag|week|weken|maand|maanden|jaar)\b")]
    private static partial Regex Span();
}
