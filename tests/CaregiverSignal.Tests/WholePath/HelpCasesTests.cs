using CaregiverSignal.Tests.Pages.ForCoordinators.Help;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>Cases of the domain from the signal to what became of the help, three months later.</summary>
public sealed class HelpCasesTests() : AtASite("2026-03-02")
{
    private const string Volunteer = "Een vrijwilliger thuis";
    private const string OwnPeople = "Iemand uit de eigen kring neemt het over";
    private const string GoesAlong = "Iemand gaat mee of past op";
    private const string Triad = "Een gesprek met de naaste en de zorg (triade)";
    private const string Explain = "Uitleg aan familie en vrienden";
    private const string Wlz = "Aanvraag voor zorg dag en nacht (Wlz)";
    private static readonly string Onwards = Dutch("CaseModel.When");
    private const string Look = "En daarna?";

    [Fact]
    public async Task C_11_respite_that_fails_twice_leads_to_the_own_people_and_to_a_look_back()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await Answers(anna, "Heel slecht", "Een week tot een maand");
        await site.RunJobs();
        Assert.Equal(1, await site.Count("signal", "closed_at is null"));
        var els = await site.SignedIn();
        await Talks(els, anna);

        await els.Propose(anna, Volunteer, "Als ik eens naar mijn zus kon.");
        await els.Step(anna, Volunteer, "chosen");
        await els.Step(anna, Volunteer, "searching");
        site.On("2026-03-12");
        els = await site.SignedIn();
        await els.Step(anna, Volunteer, "failed", ("Reason", "too-heavy"));
        await els.Propose(anna, Dutch("HelpKindWords.professional-at-home.Name"));
        await els.Step(anna, Dutch("HelpKindWords.professional-at-home.Name"), "chosen");
        site.On("2026-03-16");
        els = await site.SignedIn();
        await els.Step(
            anna,
            Dutch("HelpKindWords.professional-at-home.Name"),
            "failed",
            ("Reason", "refuses-strangers")
        );
        await site.RunJobs();

        Assert.Equal(2, await site.Count("event", "kind = 'RespiteFailed'"));
        Assert.Equal(1, await site.Count("signal", "closed_at is null"));
        await els.Open($"/zaak/{anna}/hulp");
        Assert.Equal(OwnPeople + ".", els.Page.QuerySelector("details:has(#voorstel) > ul li strong")!.TextContent);
        await els.Propose(anna, OwnPeople);
        await els.Step(anna, OwnPeople, "chosen");
        site.On("2026-03-30");
        els = await site.SignedIn();
        await els.Step(anna, OwnPeople, "running", ("Note", "Haar zus komt op donderdag."));

        site.On("2026-06-02");
        els = await site.SignedIn();
        var form = await Answers(anna, "Het gaat wel", "Een jaar tot twee jaar", helps: "Een beetje");
        Assert.Equal("/dank", form.Path);
        await els.Open("/werklijst");
        Assert.Has($"{OwnPeople}. Zegt: het helpt een beetje.", els.Text);
        await els.Step(anna, OwnPeople, "changed", ("Helped", "somewhat"), ("Note", "Voortaan ook op maandag."));

        Assert.Has("Gaat anders door", els.Text);
        Assert.Equal(
            "said,changed",
            await site.Joined("select step from help_step where helped is not null order by id")
        );
        await els.Open("/werklijst");
        Assert.Lacks(Dutch("HelpWords.Said.somewhat"), els.Text);
        await Talks(els, anna);
        await Closes(els, anna, Dutch("CaseModel.Outcome.help-arranged"), isRed: true);

        // The help goes on with its day, and the questions with theirs.
        await els.Open($"/zaak/{anna}");
        Assert.Has($"{OwnPeople}. Gaat anders door.", els.Text);
    }

    [Fact]
    public async Task C_02_somebody_who_goes_along_is_help_in_their_own_words_and_is_asked_about_later()
    {
        var lina = await site.AddCaregiver("c2", "Lina", nextDueOn: new DateOnly(2027, 1, 1));
        var pieter = await site.AddCaregiver("c2b", "Pieter", nextDueOn: new DateOnly(2027, 1, 1));
        var els = await site.SignedIn();
        foreach (var _ in Enumerable.Range(0, 3))
            await CaresFor(els, lina, "parent");
        await site.Happened(lina, "2026-03-01", "JobChanged");
        await AnswersAll(
            lina,
            ("Hoe gaat het met u", "Heel slecht"),
            ("Hoe lang", "Een week tot een maand"),
            ("Wat zou u nu het meest helpen?", "Hulp in huis of bij papieren"),
            ("Kan iemand het een halve dag", "Nee, er is niemand")
        );
        await site.RunJobs();
        Assert.Equal(0, await site.Count("signal", $"caregiver_id = {pieter}"));
        await els.Open($"/zaak/{lina}");
        Assert.Has("Kan iemand een halve dag overnemen: ‘Nee, er is niemand’", els.Text);
        await els.Open($"/zaak/{lina}/hulp");
        Assert.Begins(GoesAlong, Offered(els).Trim());
        Assert.Lacks(OwnPeople, Offered(els));
        await Talks(els, lina);
        await els.Propose(lina, GoesAlong, "Wie kan er mee naar het ziekenhuis?");
        await els.Step(lina, GoesAlong, "chosen");
        await els.Propose(lina, "Hulp in het huishouden");
        await els.Step(lina, "Hulp in het huishouden", "declined", ("Reason", "not-now"));
        await els.Step(lina, GoesAlong, "searching");
        site.On("2026-03-16");
        els = await site.SignedIn();
        await els.Step(lina, GoesAlong, "matched", ("Who", "Michel"));
        await els.Step(lina, GoesAlong, "running");
        await els.Open("/hulp");
        Assert.Has("“Wie kan er mee naar het ziekenhuis?”", els.Text);

        site.On("2026-06-02");
        els = await site.SignedIn();
        await Answers(lina, "Het gaat wel", "Een jaar tot twee jaar", helps: "Ja");
        await els.Step(lina, GoesAlong, "kept");

        Assert.Has("Weer kijken op 2 december 2026.", els.Text);
        Assert.Equal(0, await site.Count("event", "kind = 'RespiteFailed'"));
        Assert.Equal("kept,declined", await site.Joined("select step from help order by id"));
        await Talks(els, lina);
        await Closes(els, lina, Dutch("CaseModel.Outcome.lighter"), isRed: true);

        // What stays as it is, is not told each week again.
        var alerts = await site.Count("mail", "kind = 'alert'");
        foreach (var day in new[] { "2026-06-09", "2026-06-16", "2026-06-23" })
            await site.On(day).RunJobs();
        Assert.Equal(alerts, await site.Count("mail", "kind = 'alert'"));
        Assert.Equal(0, await site.Count("signal", "closed_at is null and kinds <> ''"));
    }

    [Fact]
    public async Task C_06_who_works_and_cares_for_three_is_heard_and_not_sent_to_the_family()
    {
        var broer = await site.AddCaregiver("c6", "Bram", nextDueOn: new DateOnly(2027, 1, 1));
        var els = await site.SignedIn();
        await els.Open($"/zaak/{broer}/hulp");
        Assert.Has(OwnPeople, Offered(els));
        foreach (var relation in new[] { "parent", "sibling", "child" })
            await CaresFor(els, broer, relation);
        await site.Happened(broer, "2026-03-01", "FormalHelpReduced");
        await Answers(broer, "Slecht", "Een week tot een maand");
        await site.RunJobs();
        await els.Open("/werklijst");
        Assert.Has("Bram J.", els.Text);
        await els.Open($"/zaak/{broer}/hulp");
        Assert.Lacks(OwnPeople, Offered(els));
        await Talks(els, broer);

        // The day activities were refused: the road of the authority begins anew, with a day for each step.
        await els.Propose(broer, Wlz, "Ze moet weer ergens naartoe overdag.");
        foreach (var (day, step) in new[] { ("2026-03-02", "chosen"), ("2026-03-09", "reported") })
        {
            site.On(day);
            els = await site.SignedIn();
            await els.Step(broer, Wlz, step);
        }

        await site.On("2026-04-27").RunJobs();
        els = await site.SignedIn();
        Assert.Has($"{Wlz}. Gemeld.", els.Text);
        await els.Step(broer, Wlz, "decided");
        await els.Step(broer, Wlz, "running", ("Note", "Drie dagen in de week."));
        site.On("2026-06-02");
        els = await site.SignedIn();
        await Answers(broer, "Goed", "Langer dan twee jaar", helps: "Ja");
        await els.Step(broer, Wlz, "kept");
        await Talks(els, broer);
        await Closes(els, broer, Dutch("CaseModel.Outcome.lighter"), isRed: true);
    }

    [Fact]
    public async Task C_08_who_hears_only_in_a_crisis_is_called_and_agrees_with_the_professionals_who_tells_what()
    {
        var anna = await site.AddCaregiver("c8", "Anna", nextDueOn: new DateOnly(2027, 1, 1));
        await Answers(anna, "Goed", "Langer dan twee jaar");
        site.On("2026-03-03");
        await Tells(anna, "Een crisis, of met spoed opgenomen", "Hij zit in een isoleercel. Ik hoorde het nu pas.");
        await site.RunJobs();
        var els = await site.SignedIn();
        Assert.Has("isoleercel", els.Text);
        await Talks(els, anna, whatNow: Dutch("HappenedModel.Then.goes-on"));

        await els.Open($"/zaak/{anna}/hulp");
        Assert.Begins(Triad, Offered(els).Trim());
        await els.Propose(anna, Triad, "Dat ik het hoor vóór het misgaat.");
        await els.Step(anna, Triad, "chosen");
        await els.Step(anna, Triad, "asked-for", ("Next", "2026-03-16"));
        await site.On("2026-03-17").RunJobs();
        els = await site.SignedIn();
        Assert.Has($"{Triad}. Aangevraagd.", els.Text);
        await els.Step(
            anna,
            Triad,
            "running",
            ("Who", "Michel van de kliniek"),
            ("Note", "Michel belt Anna dezelfde dag. Haar man vindt dat goed.")
        );
        Assert.Has("Michel belt Anna dezelfde dag.", els.Text);
        await els.Open($"/zaak/{anna}");
        Assert.Has(
            Dutch("CaseModel.Help.Line", ("hulp", Triad), ("stand", "Loopt"), ("dag", "14 april 2026")),
            els.Text
        );

        site.On("2026-06-02");
        els = await site.SignedIn();
        var (_, link) = await site.AskByLink(anna, "opening", "volhoudtijd");
        var form = await site.NewBrowser().Open(link);
        await form.Choose("Hoe gaat het met u", "Het gaat wel")
            .Choose("Hoe lang", "Een jaar tot twee jaar")
            .Choose("U krijgt hulp: afspraken met uw naaste en de zorg. Helpt dat?", "Ja")
            .Press(Dutch("LastPage.Send"));
        await els.Step(anna, Triad, "kept");
        await Talks(els, anna);
        await Closes(els, anna, Dutch("CaseModel.Outcome.lighter"));
    }

    [Fact]
    public async Task C_10_who_loses_help_as_behaviour_worsens_gets_the_others_informed_before_the_club_falls_away()
    {
        var anna = await site.AddCaregiver("c10", "Anna", nextDueOn: new DateOnly(2027, 1, 1));
        await Answers(anna, "Het gaat wel", "Een maand tot zes maanden");
        site.On("2026-03-03");
        await Tells(anna, Dutch("ChangePage.Kind.BehaviourWorsened"));
        await site.RunJobs();
        var els = await site.SignedIn();
        Assert.Has("Anna J.", els.Text);
        Assert.Equal(1, await site.Count("signal", "closed_at is null"));
        await Talks(els, anna);
        await els.Open($"/zaak/{anna}/hulp");
        Assert.Begins(Explain, Offered(els).Trim());
        // Not more people, while those who are there do not understand.
        Assert.Lacks("netwerkcoach", Offered(els));
        await els.Propose(anna, Explain, "De hockeyclub snapt het niet.");
        await els.Step(anna, Explain, "chosen");
        await els.Step(anna, Explain, "running", ("Note", "Avond bij de club op 12 maart."));

        site.On("2026-03-20");
        await Tells(anna, Dutch("ChangePage.Kind.HelperLost"));
        await site.RunJobs();
        els = await site.SignedIn();
        Assert.Contains(Dutch("EventWords.Kind.HelperLost"), els.Text, StringComparison.OrdinalIgnoreCase);
        await Talks(els, anna);

        site.On("2026-06-19");
        els = await site.SignedIn();
        await Answers(anna, "Goed", "Langer dan twee jaar", helps: "Ja");
        await els.Open("/werklijst");
        Assert.Has($"{Explain}. Zegt: het helpt.", els.Text);
        await els.Step(anna, Explain, "ended", ("Note", "De club weet het nu."));
        await Talks(els, anna);
        await Closes(els, anna, Dutch("CaseModel.Outcome.lighter"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'help' and done_at is null"));
    }

    [Fact]
    public async Task C_14_who_lost_own_contacts_is_a_line_and_no_alarm_and_meets_others_before_any_care_is_taken_over()
    {
        var anna = await site.AddCaregiver("c14", "Anna", nextDueOn: new DateOnly(2027, 1, 1));
        await Says("Heel vaak");
        site.On("2026-09-02");
        await Says("Bijna nooit");
        await site.RunJobs();

        var els = await site.SignedIn();
        Assert.Has("Anna J.", els.Text);
        Assert.Equal(0, await site.Count("mail", "kind = 'alert'"));
        await els.Open($"/zaak/{anna}");
        Assert.Has("Artsen en andere hulpverleners: ‘Er komt geen hulpverlener’", els.Text);
        await els.Open($"/zaak/{anna}/hulp");
        Assert.Begins("Lotgenoten: een groep of zelfhulp", Offered(els).Trim());
        Assert.Lacks("Eigen Kracht-conferentie", Offered(els));

        Task Says(string support) =>
            AnswersAll(
                anna,
                ("Hoe gaat het met u", "Goed"),
                ("Hoe lang", "Langer dan twee jaar"),
                ("Hoe vaak", support),
                ("Wat zou u nu het meest helpen?", "Contact met mensen die ook voor iemand zorgen"),
                ("Hoe gaat het met artsen", "Er komt geen hulpverlener")
            );
    }

    [Fact]
    public async Task C_19_circumstances_that_weigh_with_answers_that_are_light_raise_nothing()
    {
        var anna = await site.AddCaregiver("c19", "Anna", nextDueOn: new DateOnly(2027, 1, 1));
        var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}/gegevens");
        await els.Write(Dutch("DetailsModel.HadChoice"), "Nee")
            .Write("Kan iemand een halve dag", "Nee")
            .PressFirst(Dutch("Everywhere.Save"));
        await AnswersAll(
            anna,
            ("Hoe gaat het met u", "Goed"),
            ("Hoe lang", "Langer dan twee jaar"),
            ("Wat zou u nu het meest helpen?", "Nu niets"),
            ("Kan iemand het een halve dag", "Nee, dat wil ik liever niet")
        );
        site.On("2026-03-03");
        await Tells(anna, Dutch("ChangePage.Kind.BehaviourWorsened"));
        await site.RunJobs();

        Assert.Equal((0, 0), (await site.Count("signal"), await site.Count("mail", "kind = 'alert'")));
        els = await site.SignedIn();
        await els.Open($"/zaak/{anna}");
        var choice = els
            .Page.QuerySelectorAll("dt")
            .Single(element => element.TextContent == Dutch("CaseModel.Asked.HadChoice") + ":");
        Assert.Equal("nee", choice.NextElementSibling!.TextContent);
        Assert.Has("Kan iemand een halve dag overnemen: ‘Nee, dat wil ik liever niet’", els.Text);
        Assert.Equal(0, await site.Count("help"));

        // What may help stands there for what was told alone, until somebody acted on it.
        Assert.NotNull(els.Page.QuerySelector("#mogelijk"));
        await Talks(els, anna);
        await els.Open($"/zaak/{anna}");
        Assert.Null(els.Page.QuerySelector("#mogelijk"));
    }

    [Fact]
    public async Task Only_ones_own_help_that_runs_is_asked_about_and_one_tap_is_enough()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var bert = await site.AddCaregiver("2", "Bert", nextDueOn: new DateOnly(2027, 1, 1));
        var els = await site.SignedIn();
        foreach (var step in new[] { "", "chosen", "running" })
        {
            foreach (var id in new[] { anna, bert })
            {
                if (step.Length == 0)
                    await els.Propose(id, Dutch("HelpKindWords.day-care.Name"));
                else
                    await els.Step(id, Dutch("HelpKindWords.day-care.Name"), step);
            }
        }

        site.On("2026-03-30");
        var (_, link) = await site.AskByLink(anna, "opening", "volhoudtijd");
        var form = await site.NewBrowser().Open(link);
        Assert.Contains(Dutch("LastPage.Helps", "dagopvang"), form.Questions);
        var other = await site.Joined($"select id from help where caregiver_id = {bert}");
        await form.Post(link, [form.Token, new("hulp", other), new("helpt", "no"), new("doe", "verstuur")]);
        Assert.Equal(0, await site.Count("help_step", "step = 'said'"));

        await form.Open(link);
        await form.Choose("Helpt dat?", "Nee").Press(Dutch("LastPage.Send"));

        Assert.Equal("/dank", form.Path);
        Assert.Equal(1, await site.Count("help_step", $"step = 'said' and helped = 'no' and caregiver_id = {anna}"));
        // It is answered: nothing is asked about it again before somebody looked at it.
        var (_, again) = await site.On("2026-04-27").AskByLink(anna, "opening", "volhoudtijd");
        await form.Open(again);
        Assert.DoesNotContain(form.Questions, question => question.Contains("Helpt dat?"));
    }

    [Fact]
    public async Task Who_answers_step_by_step_is_asked_once_whether_help_helps()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var els = await site.SignedIn();
        await els.Propose(anna, Dutch("HelpKindWords.day-care.Name"));
        foreach (var step in new[] { "chosen", "running" })
            await els.Step(anna, Dutch("HelpKindWords.day-care.Name"), step);
        var (_, link) = await site.On("2026-03-30").AskByLink(anna, "opening", "volhoudtijd");
        var form = await site.NewBrowser().Open(link);

        await form.Press(Dutch("CheckInPageModel.Start"));
        while (form.Path != "/vragen/slot")
            await form.ChooseFirst(form.Questions[0]).Press(Dutch("QuestionsPage.Next"));
        Assert.Contains(Dutch("LastPage.Helps", "dagopvang"), form.Questions);
        await form.Choose("Helpt dat?", "Een beetje")
            .Write(Dutch("LastPage.OwnWords"), new string('a', 4001))
            .Press(Dutch("LastPage.Send"));
        Assert.Equal("Een beetje", form.Chosen("Helpt dat?"));
        await form.Write(Dutch("LastPage.OwnWords"), "Het gaat.").Press(Dutch("LastPage.Send"));

        Assert.Equal("/dank", form.Path);
        Assert.Equal(1, await site.Count("help_step", "step = 'said' and helped = 'somewhat'"));
    }

    private static string Offered(Browser browser) =>
        browser.Page.QuerySelector("details:has(#voorstel) > ul")?.TextContent ?? "";

    /// <summary>A coordinator phones, and looks again in two weeks.</summary>
    private static async Task Talks(Browser els, long caregiver, string? whatNow = null)
    {
        await els.Open($"/zaak/{caregiver}");
        if (whatNow is not null)
            els.Choose(Dutch("CaseModel.WhatNow"), whatNow);
        await els.Choose(Dutch("Everywhere.Step"), Dutch("CaseModel.Way.spoken"))
            .Choose(Onwards, els.LabelsOf(Onwards)[^2])
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Contains("bewaard", els.Text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// The case is closed with how it ended, a plan for a next time, and as next look the usual questions, or a day for
    /// whose newest answers are red.
    /// </summary>
    private async Task Closes(Browser els, long caregiver, string outcome, bool isRed = false)
    {
        await els.Open($"/zaak/{caregiver}/afsluiten");
        if (isRed)
            els.Write(Dutch("ClosingModel.Day"), $"{site.Time.Today.AddDays(28):yyyy-MM-dd}");
        await els.Choose(Dutch("ClosingModel.Outcome"), outcome)
            .Choose(Look, Beginning(els, Look, isRed ? Dutch("ClosingModel.Look.on-day") : "Gewone vragen"))
            .Write(DutchPart("ClosingModel.Signs"), "Dan slaap ik niet meer.")
            .Press(Dutch("ClosingModel.Close"));
        // Later than they say that they can go on: it is asked once.
        if (els.Status == HttpStatusCode.BadRequest)
            await els.Press(Dutch("ClosingModel.Close"));
        Assert.Equal(isRed ? 1 : 0, await site.Count("signal", $"caregiver_id = {caregiver} and closed_at is null"));
        Assert.Equal(
            1,
            await site.Count("action", $"caregiver_id = {caregiver} and next_look = '{(isRed ? "on-day" : "rhythm")}'")
        );
        Assert.Equal(1, await site.Count("relapse_plan", $"caregiver_id = {caregiver} and signs like 'Dan slaap%'"));
    }

    private static string Beginning(Browser browser, string question, string beginning) =>
        browser.LabelsOf(question).Single(text => text.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>A coordinator notes that somebody cares for one more.</summary>
    private static async Task CaresFor(Browser els, long caregiver, string relation)
    {
        await els.Open($"/zaak/{caregiver}/naasten");
        await els.Post($"/zaak/{caregiver}/naasten", [els.Token, new("Relation", relation), new("Role", "primary")]);
    }

    /// <summary>The caregiver tells what changed, behind the link of a mail.</summary>
    private async Task Tells(long caregiver, string what, string words = "")
    {
        var (_, link) = await site.AskByLink(caregiver, "opening", "volhoudtijd");
        var page = await site.NewBrowser().Open(link + "?wat=veranderd");
        await page.Choose(Dutch("ChangePage.Heading"), what)
            .Choose(Dutch("ChangePage.When"), Dutch("ChangePage.When.vandaag"))
            .Write(Dutch("ChangePage.Note"), words)
            .Press(Dutch("Everywhere.Send"));
        Assert.Equal(Dutch("ChangedPage.Title"), page.Heading);
    }

    /// <summary>Every page of the form, with these answers and all other questions skipped.</summary>
    private async Task AnswersAll(long caregiver, params (string Question, string Answer)[] given)
    {
        var (_, link) = await site.AskByLink(caregiver, "opening", "volhoudtijd", "ssl-12-i", "wishes");
        var form = await site.NewBrowser().Open(link);
        await form.Press(Dutch("CheckInPageModel.Start"));
        while (form.Path != "/vragen/slot")
        {
            foreach (var question in form.Questions)
            {
                if (given.LastOrDefault(pair => question.Contains(pair.Question)) is { Answer: { } answer })
                    form.Choose(question, answer);
            }
            await form.Press(Dutch("QuestionsPage.Next"));
        }

        await form.Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", form.Path);
    }

    /// <summary>The one page, filled in behind the link.</summary>
    private async Task<Browser> Answers(long caregiver, string going, string time, string? helps = null)
    {
        var (_, link) = await site.AskByLink(caregiver, "opening", "volhoudtijd");
        var form = await site.NewBrowser().Open(link);
        form.Choose("Hoe gaat het", going).Choose("Hoe lang", time);
        if (helps is not null)
            form.Choose("Helpt dat?", helps);
        return await form.Press(Dutch("LastPage.Send"));
    }
}
