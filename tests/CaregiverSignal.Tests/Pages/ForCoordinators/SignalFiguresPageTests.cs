namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>A team lead reads how the signals of the own team did.</summary>
public sealed class SignalFiguresPageTests() : AtASite("2026-03-02")
{
    private const string Lot = "lot@steunpunt.example";
    private const string Eva = "eva@steunpunt.example";

    private static readonly string TooFew = Dutch("SignalFiguresModel.TooFew").Replace('\u00a0', ' ');

    [Fact]
    public async Task What_followed_and_what_was_foreseen_is_counted_of_the_own_team_with_its_interval()
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        await site.Coordinator(Eva, "Eva");
        await site.Sql("insert into team (name, made_at) values ('Zuid', '2026-01-01T00:00:00Z')");
        await site.Sql($"update coordinator set team_id = 1 where email = '{Eva}'");
        // Ten were red on 2 March; the care of one collapsed, two were admitted in a crisis, one died.
        var people = (await Enumerable.Range(0, 10).SelectAsync(number => Told($"p{number}"))).ToList();
        var other = await Told("ander", Eva);
        site.On("2026-03-09");
        foreach (var person in people.Take(8))
            Assert.True(await site.Contact((await site.OpenSignal(person))!.Id, ContactWay.Spoken, days: 14));
        site.On("2026-06-01");
        foreach (
            var (person, kind) in new[]
            {
                (1, EventKind.CareCollapse),
                (2, EventKind.CrisisAdmission),
                (3, EventKind.CrisisAdmission),
                (4, EventKind.Death),
            }
        )
            await Happened(people[person], kind);
        await Happened(other, EventKind.CareCollapse);
        site.On("2026-09-30");

        var lot = await (await (await site.SignedIn(Lot)).Follow(Dutch("StaffLayout.Figures"))).Follow(
            Dutch("SignalFiguresModel.Title")
        );

        Assert.Equal(
            [
                "Zware antwoorden 10",
                "Niets open op die dag of de dag erna 0",
                "Waarvan ‘snel contact’ 10",
                "Nog niet gesproken 2",
                "Dagen tot een gesprek, in het midden 7 (7–nog niet)",
                "Het langst tot een gesprek, ook wie nog wacht 212",
                "Vooraf gemeld 3 van 3 te weinig",
                "Met alleen ‘hoe lang nog’ ongeveer 3 van 3 te weinig",
                "Mantelval 1 van 10 10 (2–40)",
                "Spoed of crisis 2 van 10 te weinig",
                "Overlijden 1 van 10 10 (2–40)",
                "Geplande opname 0 van 10 0 (0–28)",
                "Niets hiervan 6 van 10 te weinig",
                "0 of 1 0 van 0 te weinig",
                "2 of 3 0 van 0 te weinig",
                "4 of 5 0 van 0 te weinig",
                "6 of 7 0 van 0 te weinig",
                "8 of meer 3 van 10 te weinig",
                "Gesproken 8 van 10 te weinig",
                "Hulp gekozen 0 van 10 0 (0–28)",
                "Hulp begonnen 0 van 10 0 (0–28)",
            ],
            Rows(lot)
        );
        Assert.Equal(
            [
                "Het ging thuis 3 keer mis bij mensen van wie wij het weten. 3 keer was er vooraf een melding.",
                "Na 3 van de 10 keer ‘snel contact’ ging het mis. Na 7 keer niet.",
                "Bij 8 of meer punten ging het 3 van de 10 keer mis, bij minder 0 van de 0 keer.",
                "Na een melding is 8 van de 10 keer gesproken. 0 keer begon hulp.",
            ],
            lot.TextsOf(".said")
        );
        Assert.Has("In het midden 91 (91–91) dagen.", Plain(lot.Text));
        Assert.Has(Dutch("SignalFiguresModel.FewToSay"), lot.Text);
        Assert.Lacks("Nog geen mantelval", lot.Text);
        var cards = lot.Page.QuerySelectorAll("main section");
        Assert.Equal(3, cards[0].QuerySelectorAll("circle.picture-full").Length);
        // Of too few the dot is open: of ‘spoed of crisis’ and of none, and of mantelval it is not.
        Assert.Equal([false, true, true], cards[1].QuerySelectorAll("circle").Select(IsOpen));
        Assert.Equal(["10 (2–40)", "te weinig", "te weinig"], cards[1].QuerySelectorAll("svg").Select(Said));
        Assert.True(IsOpen(cards[2].QuerySelectorAll("circle").Single()));
        Assert.Equal(
            ["‘aandacht’ vanaf 5", "‘snel contact’ vanaf 8"],
            cards[2].QuerySelectorAll("text").Take(2).Select(text => text.TextContent)
        );
        Assert.Equal(
            ["100%", "80%", "0%", "0%"],
            cards[3].QuerySelectorAll("rect").Select(bar => bar.GetAttribute("width"))
        );
        Assert.Equal(
            ["10", "8", "0", "0"],
            cards[3].QuerySelectorAll(".measured dd:last-child").Select(number => number.TextContent)
        );
        Assert.Has(
            "Zware antwoorden: 10. Zonder iets open op de werklijst: 0. ‘Snel contact’: 10. Nog niet gesproken: 2.",
            cards[3].TextContent
        );
        // Of who waited longest the case is one link away, and the audit log knows that the name was shown.
        Assert.Equal(
            [$"/zaak/{people[8]}", $"/zaak/{people[9]}", $"/zaak/{people[0]}"],
            cards[3].QuerySelectorAll("a").Select(link => link.GetAttribute("href"))
        );
        Assert.Equal(
            1,
            await site.Count("audit_log", $"action = 'look' and object = 'people:{people[0]},{people[8]},{people[9]}'")
        );
        Assert.InRange(WordsInView(lot), 1, 275);

        static bool IsOpen(AngleSharp.Dom.IElement dot) => dot.ClassList.Contains("picture-open");
        static string Said(AngleSharp.Dom.IElement picture) => Plain(picture.GetAttribute("aria-label")!);
    }

    /// <summary>Of the page as it opens: the tables are folded.</summary>
    private static int WordsInView(Browser browser)
    {
        var main = (AngleSharp.Dom.IElement)browser.Page.QuerySelector("main")!.Clone();
        main.QuerySelector("details")!.Remove();
        return main.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
    }

    [Fact]
    public async Task With_too_little_no_sentence_of_the_page_runs_into_it()
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        var person = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(person, site.Time.Today, null, ("volhoudtijd.time", 6));
        site.On("2026-06-01");
        await Happened(person, EventKind.CareCollapse);
        var lot = await site.SignedIn(Lot);

        await lot.Open("/cijfers/signalen");

        var card = lot.Page.QuerySelector("main section")!.TextContent;
        Assert.Has("Het ging thuis 1 keer mis bij mensen van wie wij het weten. 0 keer was er", card);
        Assert.Lacks(TooFew + ".", card);
        Assert.Lacks("In het midden", card);
        Assert.Single(lot.Page.QuerySelectorAll("main section circle.picture-hair"));
    }

    [Fact]
    public async Task Where_nobody_noted_an_outcome_it_says_what_to_do()
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);

        var lot = await (await site.SignedIn(Lot)).Open("/cijfers/signalen");

        Assert.Equal(HttpStatusCode.OK, lot.Status);
        Assert.Has(Dutch("SignalFiguresModel.Foreseen.None"), lot.Text);
        Assert.Equal(4, lot.TextsOf(".said").Count);
        Assert.Empty(lot.Page.QuerySelectorAll("main svg"));
        Assert.Equal("Zware antwoorden 0", Rows(lot).First());
        Assert.All(Rows(lot).Skip(4), row => Assert.EndsWith(TooFew, row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_costs_a_fixed_number_of_statements_and_a_row_that_cannot_be_read_is_left_out_and_named()
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        await Happened(await Told("p0"), EventKind.CareCollapse);
        var lot = await site.SignedIn(Lot);
        var count = await StatementsOf(lot);
        foreach (var number in Enumerable.Range(1, 8))
            await Happened(await Told($"p{number}"), EventKind.CareCollapse);
        Assert.Equal(count, await StatementsOf(lot));
        site.On("2026-09-30");
        await site.Sql("update event set kind = 'Onzin' where id = 1");
        await site.Sql("update response set scores = 'x' where id = 1");
        await site.Sql("update check_in set asked_on = 'gisteren' where id = 2");
        await site.Sql("update notification set notified_on = 'ooit', kinds = 'x' where signal_id = 3");
        await site.Sql("update caregiver set created_at = 'ooit' where id = 4");

        lot = await (await site.SignedIn(Lot)).Open("/cijfers/signalen");

        Assert.Equal(HttpStatusCode.OK, lot.Status);
        Assert.Has(DutchPart("StaffLayout.Unreadable"), lot.Text);
        foreach (
            var row in new[] { "CareEvent 1", "ScoresForRules 1", "CheckIn 2", "StoredNotification 3", "Caregiver 4" }
        )
            Assert.Has(row, lot.Text);
        Assert.Has("Gesproken 0 van 6", string.Join('\n', Rows(lot)));
    }

    private async Task<int> StatementsOf(Browser browser)
    {
        using var sent = new SentStatements(site);
        await browser.Open("/cijfers/signalen");
        return sent.Count;
    }

    private async Task<long> Told(string person, string coordinator = TestInstallation.CoordinatorEmail)
    {
        var id = await site.AddCaregiver(person, coordinator: coordinator, nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(id, site.Time.Today, null, ("volhoudtijd.time", 2));
        await site.RunJobs();
        Assert.Equal(Urgency.Red, (await site.OpenSignal(id))!.Urgency);
        return id;
    }

    private Task Happened(long caregiver, EventKind kind) =>
        site.Happened(caregiver, site.Time.Today, kind, ReportedBy.Coordinator);

    private static IEnumerable<string> Rows(Browser browser) =>
        browser
            .Page.QuerySelectorAll("tbody tr")
            .Select(row => Plain(string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim()))));

    /// <summary>Without what only keeps a number on one line.</summary>
    private static string Plain(string text) =>
        text.Replace('\u00a0', ' ').Replace("\u2060", "", StringComparison.Ordinal);
}
