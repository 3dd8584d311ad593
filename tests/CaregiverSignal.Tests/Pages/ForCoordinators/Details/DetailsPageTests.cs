using AngleSharp.Html.Dom;

namespace CaregiverSignal.Tests.Pages.ForCoordinators.Details;

/// <summary>Adding somebody while on the phone, and correcting what is known of them.</summary>
public sealed class DetailsPageTests() : AtASite("2026-03-02")
{
    private const string Joost = "joost@steunpunt.example";

    [Fact]
    public async Task A_name_and_one_way_to_reach_are_enough_and_the_first_questions_go_out_the_same_day()
    {
        await site.Coordinator();
        var els = await (await (await site.SignedIn()).Follow(Dutch("Everywhere.Add")))
            .Write(Dutch("Everywhere.FirstName"), "Fatma")
            .Write(Dutch("DetailsModel.Email"), "fatma@example.org")
            .PressFirst(Dutch("Everywhere.Save"));

        Assert.Equal(Dutch("DetailsModel.DetailsOf", "Fatma"), els.Heading);
        Assert.Has(Dutch("DetailsModel.Saved.New", "Fatma"), els.Text);
        Assert.Equal(Dutch("DetailsModel.Saved.New", "Fatma"), els.Page.QuerySelector("h1 + *")!.TextContent);
        Assert.Equal(
            "N1 email active 2026-03-02 2026-03-02",
            await site.Joined(
                "select person || ' ' || channel || ' ' || status || ' ' || enrolled_on || ' ' || next_due_on from caregiver"
            )
        );
        await site.RunJobs();
        Assert.Has("To: fatma@example.org", Assert.Single(site.Mails()));
    }

    [Fact]
    public async Task Who_adds_somebody_sees_what_is_needed_and_whatever_was_typed_stays_in_sight()
    {
        await site.Coordinator();
        var els = await (await site.SignedIn()).Open("/mensen/nieuw");
        Assert.Equal(3, els.Page.QuerySelectorAll(".details-part:not([open]) > summary").Length);

        await els.Write(Dutch("DetailsModel.Born"), "ooit").PressFirst(Dutch("Everywhere.Save"));
        Assert.Empty(els.Page.QuerySelectorAll("details:not([open])"));

        await els.Write(Dutch("DetailsModel.Born"), "1957")
            .Write(Dutch("Everywhere.FirstName"), "Fatma")
            .Write(Dutch("Everywhere.Phone"), "06 12345678")
            .PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(Dutch("DetailsModel.DetailsOf", "Fatma"), els.Heading);
        Assert.Empty(els.Page.QuerySelectorAll("details:not([open])"));
    }

    [Theory]
    [InlineData("2026-03-01", "maandag 2 maart")]
    [InlineData("2026-03-02", "maandag 2 maart")]
    [InlineData("2026-03-07", "maandag 9 maart")]
    public async Task Outside_the_hours_for_mail_the_day_of_the_first_questions_is_said(string today, string day)
    {
        using var own = Some.Installation(("Mail:Window", "14:00-15:00"), ("Mail:Days", "Mon-Fri")).On(today);
        await own.Coordinator();
        var els = await (await own.SignedIn()).Open("/mensen/nieuw");

        await els.Write(Dutch("Everywhere.FirstName"), "Fatma")
            .Write(Dutch("DetailsModel.Email"), "fatma@example.org")
            .PressFirst(Dutch("Everywhere.Save"));

        Assert.Has(Dutch("DetailsModel.Saved.NewLater", ("naam", "Fatma"), ("dag", day), ("tijd", "14.00")), els.Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_may_change_the_days_for_mail_reads_where_and_nobody_else(bool mayChange)
    {
        using var own = Some.Installation(("Mail:Days", "Mon-Fri")).On("2026-03-01");
        StaffRole[] roles = mayChange ? [StaffRole.Coordinator, StaffRole.Administrator] : [StaffRole.Coordinator];
        await own.WithRoles("ada@steunpunt.example", "Ada", roles);
        var ada = await (await own.SignedIn("ada@steunpunt.example")).Open("/mensen/nieuw");

        await ada.Write(Dutch("Everywhere.FirstName"), "Fatma")
            .Write(Dutch("DetailsModel.Email"), "fatma@example.org")
            .PressFirst(Dutch("Everywhere.Save"));

        Assert.Has("maandag 2 maart", ada.Text);
        Assert.Equal(mayChange, ada.Text.Contains(Dutch("DetailsModel.Saved.Days"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Everywhere.Phone", "06 12345678", "phone")]
    [InlineData("DetailsModel.PostalAddress", "Lindelaan 1, 1234 AB Ergens", "paper")]
    public async Task Who_is_not_asked_by_mail_is_on_the_worklist_on_the_day_of_enrolment(
        string field,
        string value,
        string channel
    )
    {
        await site.Coordinator();
        var els = await (await (await site.SignedIn()).Open("/mensen/nieuw"))
            .Write(Dutch("Everywhere.LastName"), "Verzonnen")
            .Write(Dutch(field), value)
            .PressFirst(Dutch("Everywhere.Save"));

        Assert.Has(DutchPart("DetailsModel.Saved.NewByHand"), els.Text);
        await site.RunJobs();
        Assert.Equal(channel, await site.Joined("select channel from caregiver"));
        Assert.Has(Dutch("WorklistModel.Kind.ask"), (await els.Open("/werklijst")).Text);
        Assert.Equal(0, await site.Count("mail", "asks = 1"));
    }

    [Fact]
    public async Task How_to_phone_without_harm_stands_wherever_the_number_does()
    {
        const string how = "Alleen dinsdagochtend. Geen bericht inspreken.";
        await site.Coordinator();
        var els = await (await site.SignedIn()).Open("/mensen/nieuw");
        await els.Write(Dutch("Everywhere.FirstName"), "Pauline")
            .Write(Dutch("Everywhere.Phone"), "06 12345678")
            .Write(Dutch("DetailsModel.SafeToCall"), how)
            .PressFirst(Dutch("Everywhere.Save"));
        await site.RunJobs();

        await els.Open("/werklijst");
        Assert.Matches(@"06\s12\s34\s56\s78\s*" + how, els.Page.QuerySelector("th:has(a[href^='tel:'])")!.TextContent);
        await els.Open("/zaak/1");
        Assert.Has("Zo bellen: " + how, els.Page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task Everything_that_is_asked_is_stored_and_stands_on_the_page_and_the_wishes_stand_on_the_case()
    {
        await site.Coordinator();
        var els = await (await site.SignedIn()).Open("/mensen/nieuw");
        await els.Write(Dutch("Everywhere.FirstName"), "Pauline")
            .Write(Dutch("Everywhere.Phone"), "06 12345678")
            .PressFirst(Dutch("Everywhere.Save"));

        await els.Write(Dutch("Everywhere.LastName"), "Verzonnen")
            .Write(Dutch("DetailsModel.PostalAddress"), "Lindelaan 1, 1234 AB Ergens")
            .Write(Dutch("DetailsModel.Channel"), Dutch("DetailsModel.Channel.paper"))
            .Write(Dutch("DetailsModel.Relation"), "Partner")
            .Write(Dutch("DetailsModel.HoursPerWeek"), "60")
            .Write(Dutch("DetailsModel.CaringSince"), "5-2019")
            .Write(Dutch("DetailsModel.LivesTogether"), "Ja")
            .Write("betaald werk", "Nee")
            .Write(Dutch("Everywhere.Why"), "Dementie")
            .Choose(Dutch("Everywhere.Tasks"), Dutch("Everywhere.Tasks.nights"))
            .Choose(Dutch("Everywhere.Tasks"), Dutch("Everywhere.Tasks.administration"))
            .Write("als een keuze", "Nee")
            .Write("zelf blijven doen", "Samen wandelen.\nKoken.")
            .Write("overdragen", "De nachten.")
            .Write("halve dag", "Nee")
            .Write("tolk", "Ja")
            .Write("Geboortejaar", "1957")
            .Write(Dutch("Everywhere.Municipality"), "Ergens")
            .Write("Wijk", "De Linde")
            .Write(Dutch("DetailsModel.ReferredBy"), "Huisarts Verzonnen")
            .Write(Dutch("DetailsModel.ReferralAgreedBy"), "Pauline zelf")
            .PressFirst(Dutch("Everywhere.Save"));

        Assert.Equal(
            new PersonDetails
            {
                FirstName = "Pauline",
                LastName = "Verzonnen",
                Phone = "06 12345678",
                PostalAddress = "Lindelaan 1, 1234 AB Ergens",
                Channel = Channel.Paper,
                Relation = Relation.Partner,
                HoursPerWeek = 60,
                CaringSince = new DateOnly(2019, 5, 1),
                LivesTogether = true,
                Works = false,
                Condition = "dementia",
                Tasks = "administration nights",
                TasksOn = site.Time.Today,
                HadChoice = false,
                KeepsDoing = "Samen wandelen.\nKoken.",
                HandsOver = "De nachten.",
                TakesOver = false,
                Interpreter = true,
                Born = new DateOnly(1957, 12, 31),
                BornInYear = true,
                Municipality = "Ergens",
                Neighbourhood = "De Linde",
                ReferredBy = "Huisarts Verzonnen",
                ReferralAgreedBy = "Pauline zelf",
            },
            await Details(1)
        );
        // What the page shows is what it saves.
        await els.PressFirst(Dutch("Everywhere.Save"));
        Assert.Contains(FormOf(els), entry => entry is { Key: "CaringSince", Value: "1-5-2019" });
        await els.Open("/zaak/1");
        Assert.Equal(["Samen wandelen.\nKoken.", "De nachten."], els.TextsOf("#wens ~ .told dd").Take(2));
        Assert.Equal(["Papieren en geld, ’s Nachts helpen", "nee", "nee"], els.TextsOf("#wens + dl dd").Skip(2));
        Assert.Has(Dutch("DetailsModel.WithInterpreter"), els.Text);
        Assert.Has("papier", els.Text);
    }

    [Theory]
    [InlineData("Voornaam", "", "Vul een voornaam of een achternaam in.")]
    [InlineData("Telefoon", "", "Vul een telefoonnummer, mailadres of postadres in.")]
    [InlineData("Telefoon", "12", "Vul een telefoonnummer in, zoals 06 12345678.")]
    [InlineData("Mailadres", "geen adres", "Vul een mailadres in")]
    [InlineData("Uren zorg", "200", "Vul een getal in van 0 tot en met 168.")]
    [InlineData("Zorgt sinds", "lang", "Zorgt sinds: vul een jaar, maand of dag in")]
    [InlineData("Zorgt sinds", "2030", "Zorgt sinds: vul een jaar, maand of dag in")]
    [InlineData("Geboortejaar", "57", "Geboren: vul een jaar of een dag in")]
    [InlineData("Hoe stellen wij de vragen?", "Per mail", "Vragen per mail kan alleen met een mailadres.")]
    public async Task What_cannot_be_is_said_beside_the_field_and_what_was_typed_stays(
        string field,
        string value,
        string error
    )
    {
        await site.Coordinator();
        var els = await (await site.SignedIn()).Open("/mensen/nieuw");
        els.Write(Dutch("Everywhere.FirstName"), "Fatma")
            .Write(Dutch("Everywhere.Phone"), "06 11111111")
            .Write(Dutch("Everywhere.Why"), "Iets Bijzonders");

        await els.Write(field, value).PressFirst(Dutch("Everywhere.Save"));

        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has(error, els.Text);
        Assert.Contains(FormOf(els), entry => entry is { Key: "Condition", Value: "Iets Bijzonders" });
        Assert.Equal(0, await site.Count("caregiver"));
    }

    [Theory]
    [InlineData("2008")] // may be 17
    [InlineData("3-3-2008")]
    public async Task Somebody_who_may_be_under_18_is_never_asked_by_mail(string born)
    {
        // C-15
        await site.Coordinator();
        var els = await (await site.SignedIn()).Open("/mensen/nieuw");
        els.Write(Dutch("Everywhere.FirstName"), "Kim")
            .Write(Dutch("DetailsModel.Email"), "kim@example.org")
            .Write("Geboortejaar", born);

        await els.Write(Dutch("DetailsModel.Channel"), Dutch("DetailsModel.Channel.email"))
            .PressFirst(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("DetailsModel.Error.Minor"), els.Text);
        await els.Write(Dutch("DetailsModel.Channel"), Dutch("DetailsModel.Channel.phone"))
            .PressFirst(Dutch("Everywhere.Save"));
        await site.RunJobs();

        Assert.Equal("phone", await site.Joined("select channel from caregiver"));
        Assert.Equal(0, await site.Count("mail", "asks = 1"));
    }

    [Fact]
    public async Task Somebody_alike_is_pointed_out_before_saving_and_can_be_gone_past()
    {
        await site.AddCaregiver();
        var els = await (await site.SignedIn()).Open("/mensen/nieuw");

        await els.Write(Dutch("Everywhere.FirstName"), "Ánna")
            .Write(Dutch("Everywhere.LastName"), "jansen")
            .Write(Dutch("Everywhere.Phone"), "+31 (0)6-12345678")
            .PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal((HttpStatusCode.Conflict, 1L), (els.Status, await site.Count("caregiver")));
        Assert.Has("Er is al iemand", els.Text);
        Assert.Equal("/zaak/1", els.Page.QuerySelector("main .notice a")!.GetAttribute("href"));
        var again = FormOf(els);
        await els.PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(2, await site.Count("caregiver"));

        // The connection was lost, and the same form comes once more.
        await els.Post("/mensen/nieuw", again);
        Assert.Equal((HttpStatusCode.Conflict, 2L), (els.Status, await site.Count("caregiver")));
    }

    [Fact]
    public async Task Of_somebody_alike_whom_another_team_follows_nothing_is_said_and_who_is_shown_is_recorded()
    {
        await site.InTeam(await site.Coordinator(Joost, "Joost"), "Noord");
        await site.AddCaregiver(coordinator: Joost);
        await site.InTeam(await site.Coordinator(), "Zuid");
        var els = await (await site.SignedIn()).Open("/mensen/nieuw");

        await els.Write(Dutch("Everywhere.FirstName"), "Bep")
            .Write(Dutch("DetailsModel.Email"), "PERSOON1@example.org")
            .PressFirst(Dutch("Everywhere.Save"));

        Assert.Equal("/zaak/2/gegevens", els.Path);
        Assert.Equal(0, await site.Count("audit_log", "action = 'search'"));
        await els.Open("/mensen/nieuw");
        await els.Write(Dutch("Everywhere.FirstName"), "Bep")
            .Write(Dutch("DetailsModel.Email"), "PERSOON1@example.org")
            .PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(HttpStatusCode.Conflict, els.Status);
        Assert.Equal("people:2", await site.Joined("select object from audit_log where action = 'search'"));
        Assert.Lacks("Anna", els.Text);
    }

    [Fact]
    public async Task A_correction_keeps_what_stood_there_with_who_and_when()
    {
        var id = await site.AddCaregiver();
        var els = await (await (await site.SignedIn()).Open($"/zaak/{id}")).Follow(Dutch("CaseModel.Correct"));

        await els.Write(Dutch("Everywhere.Phone"), "06 87654321")
            .Write(Dutch("Everywhere.Municipality"), "Ergens")
            .PressFirst(Dutch("Everywhere.Save"));

        Assert.Has(Dutch("DetailsModel.By", ("dag", "2 maart 2026"), ("wie", "Els")), els.Text);
        Assert.Matches(@"06\s12345678", els.Page.QuerySelector("main dl")!.TextContent);
        Assert.Equal(
            "phone 06 12345678,municipality -",
            await site.Joined("select field || ' ' || coalesce(old_value, '-') from detail_change order by id")
        );
        // The same once more changes nothing.
        await els.PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(2, await site.Count("detail_change"));
    }

    [Fact]
    public async Task A_corrected_mail_address_ends_links_and_waiting_mail_and_its_stop_stays_with_the_old_one()
    {
        var id = await site.AddCaregiver();
        await site.RunJobs();
        var old = site.Mails().Single();
        await site.Sql(
            "insert into mail_address (address, stopped_at, stopped_why) values ('persoon1@example.org', @now, 'hard')",
            new { now = site.Time.Now }
        );
        var els = await (await site.SignedIn()).Open($"/zaak/{id}/gegevens");

        await els.Write(Dutch("DetailsModel.Email"), "nieuw@elders.example").PressFirst(Dutch("Everywhere.Save"));
        await site.RunJobs();

        var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(old));
        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.Single(site.Mails(), mail => mail.Contains("To: nieuw@elders.example"));
    }

    [Fact]
    public async Task Of_two_who_correct_at_once_the_second_sees_what_changed_and_keeps_what_they_typed()
    {
        await site.Coordinator(Joost, "Joost");
        var id = await site.AddCaregiver();
        await site.Away(TestInstallation.CoordinatorEmail, Joost);
        var els = await (await site.SignedIn()).Open($"/zaak/{id}/gegevens");
        var joost = await (await site.SignedIn(Joost)).Open($"/zaak/{id}/gegevens");
        await joost
            .Write(Dutch("Everywhere.Phone"), "06 11111111")
            .Write(Dutch("Everywhere.Municipality"), "Joosterdam")
            .PressFirst(Dutch("Everywhere.Save"));

        await els.Write(Dutch("Everywhere.Phone"), "06 22222222")
            .Write("Wijk", "Elswijk")
            .PressFirst(Dutch("Everywhere.Save"));

        Assert.Equal(HttpStatusCode.Conflict, els.Status);
        Assert.Has("Telefoon: eerst 06 12345678, nu 06 11111111. Door Joost.", els.Text);
        Assert.Has("Gemeente: eerst leeg, nu Joosterdam. Door Joost.", els.Text);
        Assert.Equal(("06 11111111", "Joosterdam", null), await Seen(id));

        await els.PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(("06 22222222", "Joosterdam", "Elswijk"), await Seen(id));
    }

    [Fact]
    public async Task Tasks_that_end_are_ticked_no_more_and_stand_below_as_they_were()
    {
        var id = await site.AddCaregiver();
        var els = await (await site.SignedIn()).Open($"/zaak/{id}/gegevens");
        var (tasks, nights) = (Dutch("Everywhere.Tasks"), Dutch("Everywhere.Tasks.nights"));
        await els.Choose(tasks, nights)
            .Choose(tasks, Dutch("Everywhere.Tasks.company"))
            .PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal("nights company", (await Details(id)).Tasks);

        await els.Post(els.Path, FormOf(els).Where(entry => entry.Key != "Tasks"));

        Assert.Null((await Details(id)).Tasks);
        Assert.Null(els.Chosen(tasks));
        Assert.Contains(els.TextsOf("dd .note"), was => was == "’s Nachts helpen, Gezelschap en steun");
    }

    [Fact]
    public async Task A_neighbourhood_of_no_municipality_stays_when_something_else_is_corrected()
    {
        var id = await site.AddCaregiver();
        var els = await (await site.SignedIn()).Open($"/zaak/{id}/gegevens");
        await els.Write("Wijk", "Elswijk").PressFirst(Dutch("Everywhere.Save"));

        await (await els.Open($"/zaak/{id}/gegevens"))
            .Write(Dutch("Everywhere.Municipality"), "Joosterdam")
            .PressFirst(Dutch("Everywhere.Save"));

        Assert.Equal(("06 12345678", "Joosterdam", "Elswijk"), await Seen(id));
    }

    [Fact]
    public async Task Two_who_correct_in_the_same_instant_lose_nothing_of_each_other()
    {
        await site.Coordinator(Joost, "Joost");
        var id = await site.AddCaregiver();
        await site.Away(TestInstallation.CoordinatorEmail, Joost);
        var els = await (await site.SignedIn()).Open($"/zaak/{id}/gegevens");
        var joost = await (await site.SignedIn(Joost)).Open($"/zaak/{id}/gegevens");
        joost.Write(Dutch("Everywhere.Municipality"), "Joosterdam");
        els.Write("Wijk", "Elswijk");

        await Task.WhenAll(joost.PressFirst(Dutch("Everywhere.Save")), els.PressFirst(Dutch("Everywhere.Save")));

        var second = Assert.Single(new[] { joost, els }, browser => browser.Status == HttpStatusCode.Conflict);
        await second.PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(("06 12345678", "Joosterdam", "Elswijk"), await Seen(id));
    }

    private static IReadOnlyList<KeyValuePair<string, string>> FormOf(Browser browser) =>
        Browser.FieldsOf(
            (IHtmlFormElement)(
                browser.Page.QuerySelector("main form.details") ?? browser.Page.QuerySelector("main form")!
            )
        );

    private Task<PersonDetails> Details(long id) =>
        site.Read(async transaction => await PersonDetailsTable.Of(transaction, id));

    private async Task<(string?, string?, string?)> Seen(long id) =>
        await Details(id) is var person ? (person.Phone, person.Municipality, person.Neighbourhood) : default;
}
