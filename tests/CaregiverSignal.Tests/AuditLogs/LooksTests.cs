using CaregiverSignal.AuditLogs;
using CaregiverSignal.Erasure;

namespace CaregiverSignal.Tests.AuditLogs;

/// <summary>What staff and caregivers do on the pages, as the record and its readers have it.</summary>
public sealed class LooksTests() : AtASite("2026-03-03")
{
    [Fact]
    public async Task No_record_no_page()
    {
        var caregiver = await site.AddCaregiver(firstName: "Wilhelmientje");
        var browser = await site.SignedIn();
        await site.RefuseWrites("insert on audit_log");

        foreach (var address in new[] { $"/zaak/{caregiver}", "/mensen", "/werklijst", $"/zaak/{caregiver}/wie-keek" })
        {
            await browser.Open(address);

            Assert.True((int)browser.Status >= 500, $"{address} answered {browser.Status}");
            Assert.Lacks("Wilhelmientje", browser.Text);
        }

        await site.PermitWrites();
        await browser.Open($"/zaak/{caregiver}");
        Assert.Has("Wilhelmientje", browser.Text);
    }

    [Fact]
    public async Task A_deed_that_cannot_be_recorded_is_not_done()
    {
        var caregiver = await site.AddCaregiver();
        await site.AddSignal(caregiver);
        var browser = await site.SignedIn();
        await browser.Open($"/zaak/{caregiver}");
        await site.RefuseWrites("insert on audit_log");

        await browser.Press(Dutch("Everywhere.TakeUp"));

        Assert.Equal(0, await site.Count("action", "kind = 'seen'"));
    }

    [Fact]
    public async Task A_line_says_in_whose_place_somebody_looked_and_who_was_refused()
    {
        var caregiver = await site.AddCaregiver();
        await site.Deputy(TestInstallation.CoordinatorEmail, "dirk@steunpunt.example");
        await site.Away(TestInstallation.CoordinatorEmail, "dirk@steunpunt.example");
        await site.Coordinator("joost@steunpunt.example", "Joost");

        await (await site.SignedIn("dirk@steunpunt.example")).Open($"/zaak/{caregiver}");
        await (await site.SignedIn("joost@steunpunt.example")).Open($"/zaak/{caregiver}");

        Assert.Equal(
            "dirk@steunpunt.example for els@steunpunt.example standing-in -,joost@steunpunt.example for - - refused",
            await site.Joined(
                $"""
                select
                    (select email from coordinator where id = by_staff) || ' for '
                    || coalesce((select email from coordinator where id = for_staff), '-') || ' '
                    || coalesce(ground, '-') || ' ' || coalesce(outcome, '-')
                from audit_log
                where action = 'look' and object = 'case' and caregiver_id = {caregiver}
                order by id
                """
            )
        );
        Assert.Equal(
            "127.0.0.0/24",
            await site.Joined("select distinct network from audit_log where network is not null")
        );
    }

    [Fact]
    public async Task The_caregiver_gets_it_in_words_without_the_names_of_colleagues()
    {
        var caregiver = await site.AddCaregiver(firstName: "Anna");
        var browser = await site.SignedIn();
        await browser.Open($"/zaak/{caregiver}");
        await browser.Open($"/zaak/{caregiver}");
        await site.Part<AuditWriter>()
            .AddAsync(Actor.Caregiver(null, null), AuditAction.Answer.Of(AuditTarget.CheckIn), caregiver);

        await browser.Open($"/zaak/{caregiver}/wie-keek");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal(
            [
                "3 maart 2026: uw coördinator bekeek wie uw gegevens zag.",
                "3 maart 2026: u vulde de vragen in.",
                "3 maart 2026: uw coördinator bekeek gegevens en antwoorden. (2 keer)",
            ],
            browser.TextsOf("main li")
        );
    }

    [Theory]
    [InlineData("/verwijderen")]
    [InlineData("?handler=People")]
    public async Task Whose_coordinator_left_reads_that_they_have_another(string how)
    {
        const string Joost = "joost@steunpunt.example";
        var (els, joost) = (await site.Coordinator(), await site.Coordinator(Joost, "Joost"));
        var caregiver = await site.AddCaregiver();
        await site.WithRoles("ada@steunpunt.example", "Ada", StaffRole.Administrator);
        var ada = await site.SignedIn("ada@steunpunt.example");

        await ada.Open($"/beheer/medewerkers/{els}");
        await ada.Post($"/beheer/medewerkers/{els}{how}", [ada.Token, new("ToId", $"{joost}")]);

        var browser = await (await site.SignedIn(Joost)).Open($"/zaak/{caregiver}/wie-keek");
        Assert.Has("3 maart 2026: een beheerder regelde een andere coördinator.", browser.Text);
    }

    [Fact]
    public async Task Who_stood_on_a_list_is_in_its_line_and_reads_that_without_who_else_did()
    {
        var anna = await site.AddCaregiver(firstName: "Anna");
        var bea = await site.AddCaregiver("2", "Bea");
        var browser = await site.SignedIn();
        await browser.Open("/mensen");
        await browser.Open("/mensen");
        await browser.Write(Dutch("StaffLayout.Find"), "Bea").Press(Dutch("StaffLayout.Find.Go"));

        Assert.Equal(
            $"people:{anna},{bea} people:{anna},{bea} people:{bea}",
            (await site.Joined("select object from audit_log where object like 'people:%' order by id")).Replace(
                ",people",
                " people"
            )
        );
        await browser.Open($"/zaak/{anna}/wie-keek");
        Assert.Contains(
            "3 maart 2026: een medewerker bekeek de lijst met mensen, en u stond daarbij. (2 keer)",
            browser.TextsOf("main li")
        );
        Assert.Lacks(DutchPart("ReadersModel.Action.search"), browser.Text);
        await browser.Open($"/zaak/{bea}/wie-keek");
        Assert.Has(Dutch("ReadersModel.On", "zocht in de lijst met mensen"), browser.Text);
        var lines = await site.Read(transaction => PersonTable.Rows(transaction, "audit_log", bea));
        Assert.Equal(2, lines.Count(line => (string?)line["action"] == "look" && (string?)line["object"] == "people"));
    }

    [Fact]
    public async Task What_a_caregiver_does_by_their_link_is_theirs()
    {
        var caregiver = await site.AddCaregiver();
        var browser = await site.NewBrowser().Open((await site.AskByLink(caregiver)).Link);

        await browser.Follow(Dutch("Everywhere.LessLink"));
        await browser.LessMail(Dutch("OptOutPage.Choice.zelf"));

        Assert.Equal(
            "change participation caregiver themselves",
            await site.Joined(
                $"""
                select action || ' ' || object || ' ' || by_role || ' ' || ground
                from audit_log
                where caregiver_id = {caregiver}
                order by id
                """
            )
        );
    }

    [Fact]
    public async Task A_change_leaves_a_line_between_the_looks_before_and_after_it()
    {
        var caregiver = await site.AddCaregiver();
        await site.AddSignal(caregiver);
        var browser = await site.SignedIn();
        await browser.Open($"/zaak/{caregiver}");

        await browser.Press(Dutch("Everywhere.TakeUp"));

        Assert.Equal(
            "look case,take-up signal,look case",
            await site.Joined(
                $"select action || ' ' || object from audit_log where caregiver_id = {caregiver} order by id"
            )
        );
    }

    [Fact]
    public async Task Who_is_erased_leaves_the_lines_about_them_and_one_that_says_so()
    {
        var caregiver = await site.AddCaregiver(firstName: "Wilhelmientje");
        await site.Part<AuditWriter>().AddAsync(Actor.Program, AuditAction.Send.Of(AuditTarget.Signal, 1), caregiver);

        await site.Part<Erasures>().EraseAsync(await site.Caregiver(caregiver), Actor.CommandLine);

        Assert.Equal(
            "send signal/1,erase person",
            await site.Joined(
                $"select action || ' ' || object from audit_log where caregiver_id = {caregiver} order by id"
            )
        );
        Assert.Equal(0, await site.Count("caregiver"));
    }

    [Fact]
    public async Task The_register_is_for_reviewers_shows_fifty_a_page_and_answers_by_person_colleague_and_day()
    {
        var caregiver = await site.AddCaregiver(firstName: "Wilhelmientje");
        var recorder = site.Part<AuditWriter>();
        for (var line = 0; line < 60; line++)
            await recorder.AddAsync(
                new Actor(ActorRole.Coordinator, 1, Ground: Ground.Own),
                AuditAction.Look.Of(AuditTarget.Case),
                100 + line
            );
        site.On("2026-03-05");
        await recorder.AddAsync(Actor.CommandLine, AuditAction.Export.Of(AuditTarget.Case), caregiver);
        var browser = await site.SignedIn();

        await browser.Open("/register");
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead, StaffRole.Operator);
        await browser.Open("/register");
        Assert.Equal(50, Rows());
        Assert.Has("Maakte een kopie van gegevens en antwoorden", browser.Text);
        await browser.Open("/register?Day=2026-03-03&blad=2");
        Assert.Equal(10, Rows());
        await browser.Open("/register?Person=103");
        Assert.Equal(1, Rows());
        await browser.Open("/register?Person=abc");
        Assert.Has(Dutch("RegisterModel.Error.Person"), browser.Page.QuerySelector(".error-summary")!.TextContent);
        await browser.Open("/register?Colleague=77");
        Assert.Equal(0, Rows());
        await browser.Open(string.Create(CultureInfo.InvariantCulture, $"/register?Person={caregiver}&Day=2026-03-05"));
        Assert.Equal(1, Rows());
        Assert.Lacks("Wilhelmientje", browser.Text);
        Assert.Equal(6, await site.Count("audit_log", "action = 'look' and object like 'audit-log%'"));

        int Rows() => browser.Page.QuerySelectorAll("tbody tr:has(td)").Length;
    }

    [Fact]
    public async Task A_line_names_its_signal_by_number_and_a_file_by_its_code()
    {
        var signal = (await site.AddSignal(await site.AddCaregiver())).Id;
        await site.Part<AuditWriter>().AddAsync(Actor.CommandLine, AuditAction.Close.Of(AuditTarget.Signal, signal));
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead, StaffRole.Operator);
        var browser = await (await site.SignedIn()).Open("/register");

        Assert.Has(Dutch("RegisterModel.Number", $"{signal}"), browser.Text);
        Assert.Lacks("signal/", browser.Text);
        await browser.Open("/register?vorm=csv");
        Assert.Has(
            $"signal/{signal}",
            await browser.Answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_team_lead_reviews_no_line_about_somebody_of_another_team()
    {
        var els = await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead);
        var zoe = await site.Coordinator("zoe@steunpunt.example", "Zoe");
        await site.InTeam(els, "Noord");
        await site.InTeam(zoe, "Zuid");
        var (anna, bram) = (
            await site.AddCaregiver("1", "Anna"),
            await site.AddCaregiver("2", "Bram", coordinator: "zoe@steunpunt.example")
        );
        var recorder = site.Part<AuditWriter>();
        foreach (var (staff, caregiver) in new[] { (els, anna), (zoe, bram) })
        {
            await recorder.AddAsync(
                new Actor(ActorRole.Coordinator, staff, Ground: Ground.Own),
                AuditAction.Look.Of(AuditTarget.Details),
                caregiver
            );
            await recorder.AddListAsync(
                new Actor(ActorRole.Coordinator, staff),
                AuditAction.Look,
                AuditTarget.People,
                [caregiver]
            );
        }

        var browser = await (await site.SignedIn()).Open("/register");

        Assert.Contains(Whose(), number => number == Number(anna));
        Assert.DoesNotContain(Whose(), number => number == Number(bram));
        Assert.Single(browser.Page.QuerySelectorAll("tbody tr"), row => row.TextContent.Contains("op de lijst"));
        await browser.Open($"/register?Person={Number(bram)}");
        Assert.Empty(browser.Page.QuerySelectorAll("tbody tr"));
        await browser.Open($"/register?Colleague={Number(zoe)}");
        Assert.DoesNotContain(Whose(), number => number == Number(bram));

        static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
        IEnumerable<string> Whose() => browser.TextsOf("tbody tr td:nth-child(4)");
    }
}
