using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>A team lead reads the counts of a quarter, of the own team alone.</summary>
public sealed class FiguresPageTests() : AtASite("2026-05-12")
{
    private const string Lot = "lot@steunpunt.example";
    private const string Eva = "eva@steunpunt.example";

    [Fact]
    public async Task The_last_whole_quarter_of_the_team_is_counted_in_cards_and_by_month()
    {
        await Story();
        var lot = await (await site.SignedIn(Lot)).Follow(Dutch("StaffLayout.Figures"));

        Assert.Equal(Dutch("FiguresModel.Title", "kwartaal 1 van 2026"), lot.Heading);
        Assert.Equal(
            [
                "Mensen op de laatste dag 1 3 2 2",
                "Nieuw 0 2 0 2",
                "Gestopt 0 0 1 1",
                "Vragenrondes 0 1 1 2",
                "Beantwoord 0 1 0 1",
                "Meldingen ‘snel contact’ 0 0 3 3",
                "Daarvan gesproken binnen 2 werkdagen 0 0 1 1",
                "Meldingen ‘aandacht’ 0 1 0 1",
                "Hulp gevraagd 0 1 0 1",
                "Hulp begonnen 0 0 1 1",
            ],
            Table(lot)
        );
        Assert.Equal(
            [
                "Mensen op de laatste dag 2 1 meer dan het kwartaal ervoor Nieuw: 2 Gestopt: 1",
                "Vragenrondes 2 2 meer dan het kwartaal ervoor Beantwoord: 1 van 2",
                "Meldingen ‘snel contact’ 3 3 meer dan het kwartaal ervoor Daarvan gesproken binnen 2 werkdagen: 1 van 3 Meldingen ‘aandacht’: 1",
                "Hulp gevraagd 1 1 meer dan het kwartaal ervoor Hulp begonnen: 1",
            ],
            Cards(lot)
        );
        var red = lot.Page.QuerySelectorAll(".boxes svg")[2];
        Assert.Ends("jan 0, feb 0, mrt 3.", red.GetAttribute("aria-label")!);
        Assert.Equal(12, red.QuerySelectorAll("rect").Length);
        Assert.Equal(9, red.QuerySelectorAll(".picture-pale").Length);
        Assert.Lacks("Mien", lot.Text);
        Assert.NotNull(lot.Page.QuerySelector("a.button[href='/cijfers/verslag?periode=2026-k1']"));
        await lot.Follow(Dutch("FiguresModel.Before"));
        Assert.Lacks(Dutch("FiguresModel.Before"), lot.Text);
        await lot.Follow(Dutch("FiguresModel.After"));
        await lot.Follow(Dutch("FiguresModel.After"));
        Assert.Equal("Cijfers van kwartaal 2 van 2026 tot en met 12 mei", lot.Heading);
        Assert.Lacks(Dutch("FiguresModel.After"), lot.Text);
        // June has not begun, and May is not over: beside a whole quarter nothing is more or less.
        Assert.Equal(["apr", "t/m 12 mei", Dutch("FiguresModel.Whole")], lot.TextsOf(".boxes + details thead th"));
        Assert.Equal("Meldingen ‘snel contact’ 0 het hele kwartaal ervoor: 3 Meldingen ‘aandacht’: 0", Cards(lot)[2]);
        Assert.Equal(4, lot.Page.QuerySelectorAll(".boxes rect:last-child.picture-open").Length);
        Assert.NotNull(lot.Page.QuerySelector("a.button[href='/cijfers/verslag?periode=2026-k1']"));
    }

    [Fact]
    public async Task A_year_of_months_costs_as_many_statements_as_a_quarter()
    {
        await Story();
        var lot = await site.SignedIn(Lot);
        using var sent = new SentStatements(site);

        await lot.Open("/cijfers?periode=2025-k3");
        var before = sent.Count;
        await lot.Open("/cijfers");

        // Of today alone: who stands, and the three of the talks.
        Assert.Equal(before + 4, sent.Count - before);
    }

    [Fact]
    public async Task By_kind_of_help_stands_what_became_of_it_and_what_they_said()
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        var (mien, koos) = (await Person("1", "Mien", "2025-11-03"), await Person("2", "Koos", "2026-02-02"));
        foreach (
            var (id, help) in new[]
            {
                (mien, "'day-care', 'running', '2026-04-10', '2026-04-22', null, '2026-06-20'"),
                (koos, "'day-care', 'ended', '2026-04-10', '2026-04-22', '2026-05-01', null"),
                (koos, "'buddy', 'declined', '2026-04-11', null, '2026-04-12', null"),
                (koos, "'buddy', 'proposed', '2026-02-11', null, null, '2026-06-12'"),
            }
        )
            await site.Sql(
                $"""
                insert into help (kind, step, proposed_on, began_on, ended_on, next_on, caregiver_id, step_on)
                values ({help}, {id}, '2026-05-01')
                """
            );
        await site.Sql(
            $"""
            insert into help_step (help_id, caregiver_id, step, done_on, helped, at)
            select min(id), {mien}, 'kept', '2026-05-06', 'somewhat', '2026-05-06T09:00:00.000Z' from help
            """
        );

        var lot = await (await site.SignedIn(Lot)).Open("/cijfers?periode=2026-k2");

        Assert.Equal(
            ["Dagopvang 1 1 0", "Een maatje of netwerkcoach 0 0 1", "Dagopvang 0 1 0"],
            Table(lot, ".side-by-side")
        );
    }

    [Fact]
    public async Task A_spreadsheet_gets_the_same_table_as_a_file()
    {
        await Story();
        var lot = await site.SignedIn(Lot);

        await lot.Open("/cijfers?periode=2026-k1&vorm=csv");

        Assert.Equal("text/csv", lot.Answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("cijfers-2026-k1.csv", lot.Answer.Content.Headers.ContentDisposition!.FileName);
        var lines = (await lot.Answer.Content.ReadAsStringAsync(Some.Stop)).TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("Cijfers van kwartaal 1 van 2026;jan;feb;mrt;Samen", lines[0]);
        Assert.Equal("Mensen op de laatste dag;1;3;2;2", lines[1]);
        Assert.Equal(12, lines.Length);
    }

    [Theory]
    [InlineData("2026-k5")]
    [InlineData("2026-k3")]
    [InlineData("2026-01")]
    [InlineData("2025")]
    [InlineData("1-k1")]
    [InlineData("2026-k1; drop table caregiver")]
    public async Task A_quarter_that_is_none_or_has_not_begun_is_no_page(string quarter)
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        var lot = await site.SignedIn(Lot);

        await lot.Open("/cijfers?periode=" + Uri.EscapeDataString(quarter));

        Assert.Equal(HttpStatusCode.NotFound, lot.Status);
    }

    [Fact]
    public async Task The_report_of_the_team_is_of_the_same_quarter_and_has_the_same_numbers()
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        var person = 0;
        foreach (var (month, told) in new[] { ("01", 9), ("02", 5), ("03", 5) })
        {
            for (var each = 0; each < told; each++)
                await Told(
                    await Person($"{++person}", "Mien", "2025-11-03"),
                    $"2026-{month}-10",
                    ($"2026-{month}-{(person == 10 ? 28 : 11)}", "null")
                );
        }

        var lot = await (await site.SignedIn(Lot)).Open("/cijfers?periode=2026-k1");
        Assert.Has("Daarvan gesproken binnen 2 werkdagen: 18 van 19", lot.Text);
        await lot.Follow(Dutch("FiguresModel.Report"));

        Assert.Equal(
            Dutch("ReportWords.Title.Team", ("wie", "Het steunpunt"), ("wanneer", "kwartaal 1 van 2026")),
            lot.Heading
        );
        Assert.Has(Dutch("ReportWords.contact.Headline", 18, ("totaal", "19")), lot.Text);
        await lot.Open("/cijfers/verslag?periode=2026-03");
        Assert.Has(Dutch("ReportWords.contact.Headline", 5, ("totaal", "5")), lot.Text);
        await lot.Follow("Terug naar de cijfers");
        Assert.Equal(Dutch("FiguresModel.Title", "kwartaal 1 van 2026"), lot.Heading);
    }

    [Fact]
    public async Task Who_stands_red_now_and_who_of_them_nobody_spoke_with_stands_above_the_last_quarter()
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        await site.Coordinator(Eva, "Eva");
        await site.Sql("insert into team (name, made_at) values ('Zuid', '2026-01-01T00:00:00Z')");
        await site.Sql($"update coordinator set team_id = 1 where email = '{Eva}'");
        var (mien, koos) = (await Person("1", "Mien", "2025-11-03"), await Person("2", "Koos", "2025-11-03"));
        var (truus, bep) = (await Person("3", "Truus", "2025-11-03"), await Person("4", "Bep", "2025-11-03", Eva));
        site.On("2026-04-01");
        await Answer(1, mien, koos, truus, bep);
        site.On("2026-04-06");
        Assert.True(await site.Contact((await site.OpenSignal(koos))!.Id, ContactWay.Spoken, days: 14));
        site.On("2026-05-04");
        await Answer(1, mien);
        await Answer(5, truus);
        site.On("2026-05-12");

        // Who answered lighter stands no more, whoever was spoken does, and a second red answer does not begin the wait anew.
        Assert.Equal("Nu op ‘snel contact’: 2. Nog niet gesproken: 1. Langste wachttijd in dagen: 41.", await Now());
        Assert.True(await site.Contact((await site.OpenSignal(mien))!.Id, ContactWay.Spoken, days: 14));
        Assert.Equal("Nu op ‘snel contact’: 2. Nog niet gesproken: 0.", await Now());
        await site.Close(koos, look: new NextLook(LookKind.OnDay, site.Time.Today.AddDays(14)));
        await site.RunJobs();
        Assert.Begins("Nu op ‘snel contact’: 2.", await Now());
        var lot = await (await site.SignedIn(Lot)).Open("/cijfers?periode=2025-k4");
        Assert.Lacks(Dutch("FiguresModel.Standing"), lot.Text);

        async Task<string> Now() => (await (await site.SignedIn(Lot)).Open("/cijfers")).TextsOf(".standing").Single();

        async Task Answer(int time, params long[] people)
        {
            foreach (var person in people)
                await site.AddAnswered(person, site.Time.Today, null, ("volhoudtijd.time", time));
            await site.RunJobs();
        }
    }

    [Fact]
    public async Task Talks_that_were_needed_stand_beside_those_that_were_had_and_how_far_ahead_the_looks_lie()
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        var (mien, koos) = (await Person("1", "Mien", "2025-11-03"), await Person("2", "Koos", "2025-11-03"));
        var truus = await Person("3", "Truus", "2025-11-03");
        site.On("2026-04-01");
        await site.AddAnswered(mien, site.Time.Today, null, ("volhoudtijd.time", 1));
        await site.AddAnswered(koos, site.Time.Today, null, ("volhoudtijd.time", 1));
        await site.RunJobs();
        site.On("2026-04-07");
        Assert.True(await site.Contact((await site.OpenSignal(koos))!.Id, ContactWay.Spoken, days: 14));
        // One heavy thing is a line, which asks for a talk as well.
        site.On("2026-04-15");
        await site.AddAnswered(truus, site.Time.Today, null, ("srb.burden", 85));
        await site.RunJobs();
        site.On("2026-04-29");
        Assert.True(await site.Contact((await site.OpenSignal(truus))!.Id, ContactWay.Spoken, days: 30));

        var lot = await (await site.SignedIn(Lot)).Open("/cijfers");

        Assert.Equal(
            Dutch("FiguresModel.TalksNeeded", ("nodig", "2, 0, 1, 1"), ("gevoerd", "0, 1, 0, 0"))
                + " "
                + Dutch("FiguresModel.TalksAhead", ("midden", "30"), ("verst", "30")),
            lot.TextsOf(".talks").Single()
        );
        Assert.Empty((await lot.Open("/cijfers?periode=2025-k4")).TextsOf(".talks"));
    }

    private static IReadOnlyList<string> Cards(Browser browser) =>
        [
            .. browser
                .Page.QuerySelectorAll(".boxes > section")
                .Select(card => Regex.Replace(card.TextContent, @"\s+", " ").Trim()),
        ];

    private static IEnumerable<string> Table(Browser browser, string within = ".boxes + details") =>
        browser
            .Page.QuerySelectorAll(within + " tbody tr")
            .Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim())));

    /// <summary>Two coordinators of the team of Lot, one of another team, and their first quarter.</summary>
    private async Task Story()
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        await site.Coordinator(Eva, "Eva");
        await site.Sql("insert into team (name, made_at) values ('Zuid', '2026-01-01T00:00:00Z')");
        await site.Sql($"update coordinator set team_id = 1 where email = '{Eva}'");
        var (mien, koos) = (await Person("1", "Mien", "2025-11-03"), await Person("2", "Koos", "2026-02-02"));
        var (truus, bep) = (await Person("3", "Truus", "2026-02-28"), await Person("4", "Bep", "2026-01-05", Eva));
        await site.Sql($"update caregiver set status = 'ended', ended_on = '2026-03-31' where id = {truus}");
        foreach (
            var (caregiver, asked, answered) in new[]
            {
                (mien, "2026-02-01", true),
                (koos, "2026-03-31", false),
                (bep, "2026-02-01", true),
            }
        )
        {
            var at = answered ? "'2026-04-02T08:00:00Z'" : "null";
            await site.Sql(
                $"""
                insert into check_in (caregiver_id, number, asked_on, closes_on, instruments, opened_at, answered_at, closed_at)
                values ({caregiver}, 1, '{asked}', '2026-04-10', 'csi', '2026-02-01T08:00:00Z', {at}, '2026-04-10T08:00:00Z')
                """
            );
        }

        await Told(mien, "2026-02-28");
        await site.Sql("update notification set urgency = 'amber'");
        // Friday to Tuesday is two working days; a message left is nobody spoken.
        await Told(koos, "2026-03-06", ("2026-03-09", "'message'"), ("2026-03-10", "null"));
        var signal = await Told(truus, "2026-03-06", ("2026-03-11", "null"));
        // It was told once more, after the talk, and nobody spoke them since.
        await site.Sql(
            $"insert into notification (signal_id, notified_on, urgency, kinds) values ({signal}, '2026-03-20', 'red', 'level')"
        );
        await Told(bep, "2026-03-06");
        await site.Sql(
            $"""
            insert into help (caregiver_id, kind, step, step_on, proposed_on, wanted_on, began_on)
            values ({mien}, 'respite', 'began', '2026-03-01', '2026-02-01', '2026-02-27', '2026-03-01')
            """
        );
    }

    private Task<long> Person(
        string person,
        string name,
        string since,
        string coordinator = TestInstallation.CoordinatorEmail
    ) =>
        site.AddCaregiver(
            person,
            name,
            enrolledOn: DateOnly.Parse(since, CultureInfo.InvariantCulture),
            nextDueOn: new DateOnly(2026, 6, 1),
            coordinator: coordinator
        );

    private async Task<long> Told(long caregiver, string opened, params (string On, string Outcome)[] calls)
    {
        var day = DateOnly.Parse(opened, CultureInfo.InvariantCulture);
        var signal = (await site.AddSignal(caregiver, on: day)).Id;
        await site.Sql($"update notification set notified_on = '{opened}' where signal_id = {signal}");
        foreach (var (on, outcome) in calls)
            await site.Sql(
                $"""
                insert into action (signal_id, caregiver_id, kind, at, done_on, outcome)
                values ({signal}, {caregiver}, 'contacted', '{on}T09:00:00Z', '{on}', {outcome})
                """
            );
        return signal;
    }
}
