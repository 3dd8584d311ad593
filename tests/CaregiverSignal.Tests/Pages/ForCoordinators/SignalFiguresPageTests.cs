using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>A team lead reads how the signals of the own team did.</summary>
public sealed class SignalFiguresPageTests() : AtASite("2026-03-02")
{
    private const string Lot = "lot@steunpunt.example";
    private const string Eva = "eva@steunpunt.example";

    [Fact]
    public async Task What_followed_and_what_was_foreseen_is_counted_of_the_own_team_with_its_interval()
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        site.Coordinator(Eva, "Eva");
        site.Sql("insert into team (name, made_at) values ('Zuid', '2026-01-01T00:00:00Z')");
        site.Sql($"update coordinator set team_id = 1 where email = '{Eva}'");
        // Ten were red on 2 March; the care of one collapsed, two were admitted in a crisis, one died.
        var people = Enumerable.Range(0, 10).Select(number => Told($"p{number}")).ToList();
        var other = Told("ander", Eva);
        site.On("2026-03-09");
        foreach (var person in people.Take(8))
            Assert.True(site.Contact(site.OpenSignal(person)!.Id, ContactWay.Spoken, days: 14));
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
            Happened(people[person], kind);
        Happened(other, EventKind.CareCollapse);
        site.On("2026-09-30");

        var lot = await (await (await site.SignedIn(Lot)).Follow(Dutch("StaffLayout.Figures"))).Follow(
            Dutch("SignalFiguresModel.Title")
        );

        Assert.Equal(
            [
                "Alarmerende antwoorden 10",
                "Nog niet gesproken 2",
                "Dagen tot een gesprek, in het midden 7 (7–7)",
                "Het langst, ook wie nog wacht 212",
                "Vooraf gemeld 3 van 3 te weinig",
                "Met één vraag zo’n 3 van 3 te weinig",
                "Mantelval 1 van 10 10 (2–40)",
                "Spoed of crisis 2 van 10 te weinig",
                "Overlijden 1 van 10 10 (2–40)",
                "Geplande opname 0 van 10 0 (0–28)",
                "Niets hiervan 6 van 10 te weinig",
                "De eerste twee 3 van 10 te weinig",
                "Hoe lang het nog gaat, of hoe zwaar het voelt 3 van 3 te weinig",
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
        Assert.Has("in het midden 91 (91–91)", Plain(lot.Text));
        Assert.Lacks("Nog geen mantelval", lot.Text);
        Assert.InRange(
            lot.Page.QuerySelector("main")!
                .TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Length,
            1,
            310
        );
    }

    [Fact]
    public async Task Where_nobody_noted_an_outcome_it_says_what_to_do()
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);

        var lot = await (await site.SignedIn(Lot)).Open("/cijfers/signalen");

        Assert.Equal(HttpStatusCode.OK, lot.Status);
        Assert.Has(Dutch("SignalFiguresModel.None"), lot.Text);
        Assert.Equal(["Alarmerende antwoorden 0", "Nog niet gesproken 0"], Rows(lot).Take(2));
        Assert.All(
            Rows(lot).Skip(2),
            row => Assert.EndsWith(Dutch("LimitsModel.TooFew"), row, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task It_costs_a_fixed_number_of_statements_and_a_row_that_cannot_be_read_is_left_out_and_named()
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        Happened(Told("p0"), EventKind.CareCollapse);
        var lot = await site.SignedIn(Lot);
        var count = await StatementsOf(lot);
        foreach (var number in Enumerable.Range(1, 8))
            Happened(Told($"p{number}"), EventKind.CareCollapse);
        Assert.Equal(count, await StatementsOf(lot));
        site.On("2026-09-30");
        site.Sql("update event set kind = 'Onzin' where id = 1");
        site.Sql("update response set answered_on = 'ooit' where id = 1");
        site.Sql("update check_in set asked_on = 'gisteren' where id = 2");
        site.Sql("update notification set notified_on = 'ooit', kinds = 'x' where signal_id = 3");
        site.Sql("update caregiver set created_at = 'ooit' where id = 4");

        lot = await (await site.SignedIn(Lot)).Open("/cijfers/signalen");

        Assert.Equal(HttpStatusCode.OK, lot.Status);
        Assert.Has(DutchPart("StaffLayout.Unreadable"), lot.Text);
        foreach (
            var row in new[] { "CareEvent 1", "StoredScore 1", "CheckIn 2", "StoredNotification 3", "Caregiver 4" }
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

    private long Told(string person, string coordinator = TestInstallation.CoordinatorEmail)
    {
        var id = site.AddCaregiver(person, coordinator: coordinator, nextDueOn: new DateOnly(2027, 1, 1));
        site.AddAnswered(id, site.Time.Today, null, ("volhoudtijd.time", 2));
        site.RunJobs();
        Assert.Equal(Urgency.Red, site.OpenSignal(id)!.Urgency);
        return id;
    }

    private void Happened(long caregiver, EventKind kind) =>
        site.Database.Write(transaction =>
            CaseActions.Happened(transaction, caregiver, site.Time.Today, kind, site.Time)
        );

    private static IEnumerable<string> Rows(Browser browser) =>
        browser
            .Page.QuerySelectorAll("tbody tr")
            .Select(row => Plain(string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim()))));

    /// <summary>Without what only keeps a number on one line.</summary>
    private static string Plain(string text) =>
        text.Replace('\u00a0', ' ').Replace("\u2060", "", StringComparison.Ordinal);
}
