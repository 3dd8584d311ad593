using System.Resources;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Tests.Enrolments;

namespace CaregiverSignal.Tests.Web;

/// <summary>
/// Each reads in the language of their choice: on pages, in mails, and staff apart from their people.
/// </summary>
public sealed class LanguageTests() : AtASite("2026-03-02", Some.OwnNumber)
{
    private static readonly Texts Unchecked = Texts.Of("Invitations.CaregiverLetters");

    [Fact]
    public async Task A_caregiver_chooses_a_language_with_one_tap_and_reads_pages_and_mails_in_it_from_then_on()
    {
        var caregiver = await site.AddCaregiver();
        await site.RunJobs();
        Assert.Has("<html lang=\"nl\" dir=\"ltr\">", (await site.Mails("invitation")).Single().Html);
        var link = TestInstallation.LinkIn(site.Mails().Single());

        var browser = await site.NewBrowser().Open(link);
        site.Advance(TimeSpan.FromSeconds(4));
        await browser.Press("العربية");

        Assert.Equal(("ar", "rtl"), LanguageOf(browser));
        Assert.Equal(PathOf(link), browser.Path);
        Assert.Equal("ar", await site.Value<string>($"select language from caregiver where id = {caregiver}"));
        Assert.Equal(
            1,
            await site.Count("audit_log", $"action = 'change' and object = 'details' and caregiver_id = {caregiver}")
        );
        Assert.Equal(("ar", "rtl"), LanguageOf(await site.NewBrowser().Open(link)));
        site.Advance(TimeSpan.FromDays(8));
        await site.RunJobs();
        var reminder = (await site.Mails("reminder")).Single().Html;
        Assert.Has("<html lang=\"ar\" dir=\"rtl\">", reminder);
        Assert.Has(Languages.In(Language.Arabic, () => Unchecked["Unchecked"]), reminder);
        Assert.Has(Languages.In(Language.Arabic, () => Unchecked["Unchecked"]), browser.Page.Body!.TextContent);
    }

    [Fact]
    public async Task A_language_pressed_at_once_is_shown_without_a_question_and_kept_once_it_is_chosen_again()
    {
        var caregiver = await site.AddCaregiver();
        var browser = await site.NewBrowser().Open((await site.AskByLink(caregiver, "opening")).Link);

        await browser.Post(
            "/taal",
            [
                browser.Token,
                new("taal", "ar"),
                new("terug", browser.Path + "?wat=bellen"),
                new(
                    CaregiverSignal.Web.TooFastCheck.Field,
                    site.Time.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
                ),
            ]
        );

        Assert.Equal((HttpStatusCode.OK, ("ar", "rtl")), (browser.Status, LanguageOf(browser)));
        Assert.Has(InArabic("CallYes"), browser.Text);
        Assert.Equal(0, await site.Count("caregiver", "language = 'ar'"));
        site.Advance(TimeSpan.FromSeconds(4));
        await browser.Press(Languages.In(Language.Arabic, () => Texts.Of("Web.Shared")["KeepLanguage"]));
        Assert.Equal(1, await site.Count("caregiver", "language = 'ar'"));
        site.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(("nl", "ltr"), LanguageOf(await browser.Press("Nederlands")));
    }

    [Fact]
    public async Task What_comes_of_a_form_is_in_the_language_of_its_page()
    {
        var caregiver = await site.AddCaregiver();
        await site.Sql($"update caregiver set language = 'ar' where id = {caregiver}");
        var link = await site.PauseLink((await site.AskByLink(caregiver, "opening")).CheckIn);
        var browser = await site.NewBrowser().Open(link + "?wat=bellen");

        site.Advance(TimeSpan.FromSeconds(20));
        await browser.Press(InArabic("CallYes"));

        Assert.Equal(InArabic("CallPromisedTitle"), browser.Heading);
        Assert.Equal(
            Language.Arabic,
            await Languages.In(Language.Arabic, () => site.Database.WriteAsync(_ => Task.FromResult(Languages.Current)))
        );
    }

    [Fact]
    public async Task Names_and_numbers_run_their_own_way_between_words_from_the_right()
    {
        var caregiver = await site.AddCaregiver();
        await site.Sql($"update caregiver set language = 'ar', first_name = 'Anna (66)' where id = {caregiver}");
        await site.RunJobs();

        var mail = (await site.Mails("invitation")).Single();
        foreach (var part in new[] { mail.Text, mail.Html })
            Assert.Has(Isolated("Anna (66)"), part);
        Assert.Has(Isolated("De Linde"), mail.Html);
        var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(site.Mails().Single()));
        Assert.Equal(Isolated("088\u00a0123\u00a045\u00a067"), browser.Page.QuerySelector("footer a")!.TextContent);
        Assert.Has(Isolated("De Linde"), browser.Page.QuerySelector("header")!.TextContent);
        Assert.DoesNotContain(Languages.Isolate, (await browser.Press("Nederlands")).Text);

        static string Isolated(string value) => Languages.Isolate + value + Languages.EndIsolate;
    }

    [Fact]
    public async Task A_copy_to_hand_over_is_in_the_language_of_whom_it_is_about()
    {
        var caregiver = await site.AddCaregiver();
        await site.Sql($"update caregiver set language = 'pl' where id = {caregiver}");
        await site.WithRoles("lea@steunpunt.example", "Lea", StaffRole.TeamLead, StaffRole.Coordinator);
        var lea = await site.SignedIn("lea@steunpunt.example");

        await lea.Open($"/zaak/{caregiver}/afschrift");

        Assert.Equal(("nl", "ltr"), LanguageOf(lea));
        Assert.Equal("pl", lea.Page.QuerySelector("article")!.GetAttribute("lang"));
        Assert.Has("Anna Jansen", lea.Heading);
    }

    private static string InArabic(string key) =>
        new ResourceManager("CaregiverSignal.Web.Shared", typeof(ServiceHost).Assembly).GetString(
            key,
            CultureInfo.GetCultureInfo("ar")
        )!;

    [Fact]
    public async Task Staff_read_their_own_language_and_see_that_of_their_people_whoever_uses_the_browser()
    {
        var caregiver = await site.AddCaregiver();
        await site.Sql($"update caregiver set language = 'tr', interpreter = 1 where id = {caregiver}");
        var (_, link) = await site.AskByLink(caregiver);
        var staff = await site.SignedIn();

        Assert.Equal(("nl", "ltr"), LanguageOf(await staff.Open($"/zaak/{caregiver}")));
        Assert.Has("Spreekt een andere taal (Turks). Bel met een tolk.", staff.Text);
        Assert.Equal("tr", LanguageOf(await staff.Open(link)).Lang);
        await staff.Open($"/zaak/{caregiver}/gegevens");
        Assert.Equal("Turks", staff.Page.QuerySelector("#Language option[selected]")!.TextContent);
        await staff.Write("In welke taal leest en praat iemand?", "Pools").PressFirst("Bewaar");
        Assert.Equal("pl", await site.Value<string>($"select language from caregiver where id = {caregiver}"));

        await staff.Open("/mijn-account");
        await staff.Write("In welke taal werkt u?", "English").PressFirst("Bewaar");
        Assert.Equal("en", await site.Value<string>("select language from coordinator"));
        Assert.Equal("en", LanguageOf(staff).Lang);
        Assert.Equal("en", LanguageOf(await staff.Open($"/zaak/{caregiver}")).Lang);
    }

    [Fact]
    public async Task A_figure_has_the_words_of_who_reads_it_in_letters_that_its_font_lacks()
    {
        var caregiver = await site.AddCaregiver();
        await site.AddAnswered(caregiver, new DateOnly(2025, 12, 2), null, site.Csi(3));
        await site.AddAnswered(caregiver, new DateOnly(2026, 1, 2), null, site.Csi(4));
        await site.Sql(
            $"""
            insert into event (caregiver_id, happened_on, kind, reported_by, recorded_at)
            values ({caregiver}, '2025-12-20', 'Fall', 'professional', '2025-12-20T09:00:00.000Z')
            """
        );
        var browser = await site.NewBrowser().Open((await site.AskByLink(caregiver, "opening")).Link);
        await browser.Choose("Hoe gaat het", "Goed").Press("Verstuur mijn antwoorden");
        await site.Sql($"update caregiver set language = 'ar', mail_readers = 'nobody' where id = {caregiver}");

        await browser.Open("/dank");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal(("ar", "rtl"), LanguageOf(browser));
        var written = string.Join('|', browser.TextsOf("svg text").Concat(browser.TextsOf(".fig-rows")));
        foreach (var words in new[] { "الضغط", "يناير" })
            Assert.Has(words, written);
        Assert.DoesNotContain(written.ToCharArray(), letter => char.IsAsciiLetter(letter));
    }

    [Fact]
    public async Task Who_enrols_is_asked_for_the_language_and_reads_the_mail_and_the_pages_in_it()
    {
        await site.Coordinator();
        var browser = await site.NewBrowser().Open("/aanmelden?taal=en");
        Assert.Equal("en", LanguageOf(browser).Lang);
        Assert.Equal("en", LanguageOf(await browser.Open("/aanmelden/18")).Lang);
        Assert.Equal("English", browser.Page.QuerySelector("#Language option[selected]")!.TextContent);
        await browser.Open("/aanmelden?taal=nl");

        browser = await site.Enrolling();
        await browser.Write("In welke taal schrijven wij u?", "Türkçe").Sent();
        var mailed = await site.OpenedMail();
        await mailed.Press("Ja, ik doe mee");

        Assert.Equal("tr", await site.Value<string>("select language from caregiver"));
    }

    [Fact]
    public async Task A_browser_that_asks_for_a_language_gets_it_until_somebody_chose()
    {
        var browser = site.NewBrowser().Asking("fr, pl-PL;q=0.8, en;q=0.5");

        Assert.Equal("pl", LanguageOf(await browser.Open("/aanmelden")).Lang);
        Assert.Equal("nl", LanguageOf(await browser.Open("/aanmelden?taal=nl")).Lang);
        Assert.Equal("nl", LanguageOf(await browser.Open("/aanmelden")).Lang);
    }

    [Fact]
    public async Task What_is_sent_is_answered_in_the_language_of_the_page_that_it_was_sent_from()
    {
        var caregiver = await site.AddCaregiver();
        await site.Sql($"update caregiver set language = 'tr' where id = {caregiver}");
        var (_, link) = await site.AskByLink(caregiver);
        var browser = await site.NewBrowser().Asking("pl").Open(link);

        await browser.Post(PathOf(link), [browser.Token, new("doe", "versturen")]);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("tr", LanguageOf(browser).Lang);
        site.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("en", LanguageOf(await browser.Press("English")).Lang);
        Assert.Equal("en", await site.Value<string>($"select language from caregiver where id = {caregiver}"));
    }

    [Theory]
    [InlineData("//elders.example")]
    [InlineData("/\\elders.example")]
    [InlineData("https://elders.example")]
    [InlineData("/\t/elders.example")]
    [InlineData("/\n/elders.example")]
    [InlineData("/mijn\r\nSet-Cookie: a=b")]
    [InlineData("/é")]
    [InlineData("")]
    public async Task The_way_back_never_leads_elsewhere(string back)
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver());
        var browser = await site.NewBrowser().Open(link);

        await browser.Post("/taal", [browser.Token, new("taal", "en"), new("terug", back)]);

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task What_is_stored_from_a_page_in_another_language_is_in_that_of_the_support_point()
    {
        var caregiver = await site.AddCaregiver();
        await site.Write(transaction => Participation.StopThemselves(transaction, caregiver, site.Time));

        using (Languages.Speak(Language.English))
            await site.Write(async transaction =>
                await Participation.Rejoin(
                    transaction,
                    (await CaregiverTable.Get(transaction, caregiver))!,
                    Language.Dutch,
                    site.Time
                )
            );

        Assert.Equal(1, await site.Count("event", "note like 'Stopte zelf op 2 maart 2026%'"));
    }

    private static (string? Lang, string? Dir) LanguageOf(Browser browser) =>
        (browser.Page.DocumentElement.GetAttribute("lang"), browser.Page.DocumentElement.GetAttribute("dir"));

    private static string PathOf(string link) => new Uri(link).AbsolutePath;
}
