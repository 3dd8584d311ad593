using CaregiverSignal.AuditLogs;
using CaregiverSignal.Erasure;

namespace CaregiverSignal.Tests.Enrolments;

/// <summary>Somebody enrols themselves, from the page to the first questions.</summary>
public sealed class EnrolmentTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task Who_enrols_confirms_their_address_takes_part_and_answers_at_once()
    {
        await site.Coordinator();
        var start = await site.NewBrowser().Open("/aanmelden");
        Assert.Has(Dutch("StartModel.IsNot.Emergency"), start.Text);
        Assert.Has(Dutch("StartModel.Is.Free"), start.Text);

        var browser = await site.Enrolling();
        Assert.Empty(browser.Page.QuerySelectorAll("input[type=checkbox][checked]:not(#TakesPart)"));
        await browser
            .Write(Dutch("Everywhere.LastName"), "Voorbeeld")
            .Write(Dutch("EnrolModel.Phone"), "06 11223344")
            .Choose(Dutch("EnrolModel.Relation"), Dutch("EnrolModel.Relation.child"))
            .Write(Dutch("EnrolModel.Hours"), "12")
            .Choose(Dutch("EnrolModel.MayKnow"), Dutch("MyConsentModel.Data.wishes"))
            .Write(Dutch("EnrolModel.Gp"), "dokter De Wit")
            .Sent();
        Assert.Equal("/aanmelden/mail", browser.Path);
        Assert.Equal(0, await site.Count("caregiver"));

        var mailed = await site.OpenedMail();
        var mail = Assert.Single(site.MailsTo(SomeEnrolment.Email));
        Assert.Lacks("Noor", mail);
        Assert.DoesNotContain("zorg", mail, StringComparison.OrdinalIgnoreCase);
        Assert.Has("Voorbeeld", mailed.Text);
        Assert.Has(Dutch("ConfirmModel.MayKnow", "dokter De Wit"), mailed.Text);
        Assert.Equal(0, await site.Count("caregiver"));

        await mailed.Press(Dutch("ConfirmModel.Yes"));
        Assert.Has(Dutch("ConfirmModel.Meet", ("coordinator", "Els"), ("dag", "maandag 9 maart")), mailed.Text);
        Assert.Equal(
            1,
            await site.Count(
                "caregiver",
                "first_name = 'Noor' and email = 'noor@example.org' and channel = 'email' and status = 'active' and enrolled_on = '2026-03-02'"
            )
        );
        Assert.Equal(1, await site.Count("care_situation", "relation = 'child' and hours_per_week = 12"));
        Assert.Equal(
            1,
            await site.Count(
                "consent",
                "recipient = 'gp' and name = 'dokter De Wit' and data = 'wishes' and given_how = 'page'"
            )
        );
        Assert.Equal(1, await site.Count("staff_task", "kind = 'meet' and due_on = '2026-03-09'"));
        Assert.Equal(
            1,
            await site.Count("enrolment", "first_name is null and email is null and confirmed_at is not null")
        );
        Assert.Equal(
            1,
            await site.Count(
                "audit_log",
                "action = 'confirm' and object = 'enrolment' and by_role = 'caregiver' and caregiver_id = 1"
            )
        );

        await mailed.Press(Dutch("ConfirmModel.Begin"));
        Assert.Begins("/v/", mailed.Path);
        await mailed.Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", mailed.Path);
        await site.RunJobs();
        Assert.Single(site.MailsTo(SomeEnrolment.Email));
        Assert.Equal(1, await site.Count("check_in"));
    }

    [Fact]
    public async Task What_they_do_and_what_they_want_to_hand_over_is_on_the_case_and_not_in_the_mail()
    {
        await site.Coordinator();
        var tasks = Dutch("Everywhere.Tasks");
        var browser = (await site.Enrolling())
            .Write(Dutch("EnrolModel.Condition"), Dutch("Everywhere.Condition.brain-injury"))
            .Choose(tasks, Dutch("Everywhere.Tasks.nights"))
            .Choose(tasks, Dutch("Everywhere.Tasks.arranging"))
            .Write(Dutch("EnrolModel.KeepsDoing"), "Samen eten.")
            .Write(Dutch("EnrolModel.HandsOver"), "De nachten.");
        await browser.Write(Dutch("EnrolModel.CaringSince"), "lang geleden").Sent();
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal([Dutch("EnrolModel.Error.Since")], browser.Errors);
        Assert.Equal(Dutch("Everywhere.Tasks.arranging"), browser.Chosen(tasks));
        site.Advance(TimeSpan.FromSeconds(20));
        await browser.Write(Dutch("EnrolModel.CaringSince"), "5-2024").Sent();

        var mailed = await site.OpenedMail();
        Assert.Lacks("nachten", Assert.Single(site.MailsTo(SomeEnrolment.Email)));
        Assert.Has("Hulp en zorg regelen, ’s Nachts helpen", mailed.Text);
        Assert.Has("mei 2024", mailed.Text);
        Assert.Lacks("De nachten.", mailed.Text);
        await mailed.Press(Dutch("ConfirmModel.Yes"));

        Assert.Equal(
            "brain-injury 2024-05-01 arranging nights",
            await site.Joined("select condition || ' ' || caring_since || ' ' || tasks from care_situation")
        );
        Assert.Equal(1, await site.Count("enrolment", "tasks is null and condition is null and hands_over is null"));
        var els = await (await site.SignedIn()).Open("/zaak/1");
        Assert.Equal(["Samen eten.", "De nachten."], els.TextsOf("#wens ~ .told dd").Take(2));
        Assert.Has("Hulp en zorg regelen, ’s Nachts helpen", els.Text);
    }

    [Fact]
    public async Task The_year_of_birth_and_where_who_is_cared_for_lives_may_be_skipped_and_stand_with_them()
    {
        await site.Coordinator();
        var browser = await site.Enrolling();
        await browser.Write(Dutch("EnrolModel.BornIn"), "2009").Sent();
        Assert.Equal([Dutch("EnrolModel.Error.BornIn", "2008")], browser.Errors);
        site.Advance(TimeSpan.FromSeconds(20));
        await browser
            .Write(Dutch("EnrolModel.BornIn"), "1957")
            .Write(Dutch("EnrolModel.CaredForMunicipality"), "Verzonnenstad")
            .Sent();
        var mailed = await site.OpenedMail();
        Assert.Has("1957", mailed.Text);
        Assert.Has("Verzonnenstad", mailed.Text);
        await mailed.Press(Dutch("ConfirmModel.Yes"));
        await (await site.Enrolling("sam@example.org")).Write(Dutch("EnrolModel.BornIn"), "2008").Sent();
        await (await site.OpenedMail("sam@example.org")).Press(Dutch("ConfirmModel.Yes"));

        var (noor, sam) = await site.Read(async transaction =>
            (await PersonDetailsTable.Of(transaction, 1), await PersonDetailsTable.Of(transaction, 2))
        );
        Assert.Equal(
            (new DateOnly(1957, 12, 31), true, "Verzonnenstad", false),
            (noor.Born, noor.BornInYear, noor.CaredForMunicipality, noor.LivesTogether)
        );
        // Who turns 18 in this year is 18, as they say, and by the year alone might not be.
        Assert.Equal((null, null, Channel.Email), (sam.Born, sam.CaredForMunicipality, sam.Channel));
        Assert.Equal(2, await site.Count("enrolment", "born_in is null and cared_for_municipality is null"));
    }

    [Fact]
    public async Task The_coordinator_sees_that_they_enrolled_by_when_to_meet_and_whom_they_look_like()
    {
        await site.AddCaregiver("7", "Anna");
        await (await site.Enrolling()).Write(Dutch("EnrolModel.Phone"), "+31 6 1234 5678").Sent();
        await (await site.OpenedMail()).Press(Dutch("ConfirmModel.Yes"));

        var coordinator = await site.SignedIn();
        Assert.Has(DutchPart("WorklistModel.Task.meet"), coordinator.Text);
        Assert.Has(
            "Meldde zich zelf aan op 2 maart. Maak kennis. Zelfde telefoonnummer als Anna Jansen.",
            coordinator.Text
        );
        await coordinator.Open("/zaak/2");
        Assert.Has(Dutch("CaseModel.Enrolled", "2 maart 2026"), coordinator.Text);
        Assert.Has(Dutch("CaseModel.LooksLike.Phone", "Anna Jansen"), coordinator.Text);

        await (await coordinator.Open("/werklijst")).Press(Dutch("WorklistModel.Saved.Of", "Noor"));
        Assert.Lacks(DutchPart("WorklistModel.Task.meet"), coordinator.Text);

        Assert.Has(SomeEnrolment.Email, await site.Dump());
        await site.Part<Erasures>().EraseAsync(await site.Caregiver(2), Actor.CommandLine);
        Assert.Lacks(SomeEnrolment.Email, await site.Dump());
        Assert.Equal(0, await site.Count("enrolment"));
    }

    [Fact]
    public async Task A_known_address_gets_the_same_page_and_word_by_mail_and_nobody_is_added()
    {
        await site.Coordinator();
        var unknown = await (await site.Enrolling()).Sent();
        await site.AddCaregiver("7", "Anna");
        var known = await (await site.Enrolling("Persoon7@Example.org")).Sent();

        Assert.Equal(unknown.Text, known.Text);
        Assert.Equal(unknown.Path, known.Path);
        await site.RunJobs();
        Assert.Contains(site.MailsTo("Persoon7@example.org"), mail => mail.Contains("krijgt al mail van ons"));
        Assert.Equal(1, await site.Count("enrolment"));
        Assert.Equal(1, await site.Count("caregiver"));
    }

    [Fact]
    public async Task A_link_that_confirmed_says_so_as_long_as_they_take_part_and_names_no_day_that_went_by()
    {
        await site.Coordinator();
        await (await site.Enrolling()).Sent();
        var link = (await (await site.OpenedMail()).Press(Dutch("ConfirmModel.Yes"))).Path;

        site.On("2026-03-09");
        var again = await site.NewBrowser().Open(link);
        Assert.Has(Dutch("ConfirmModel.Meet", ("coordinator", "Els"), ("dag", "maandag 9 maart")), again.Text);
        await site.Sql("update staff_task set due_on = '2026-03-06' where kind = 'meet'");
        await site.Sql("update enrolment set confirmed_at = '2026-02-27T09:00:00.000Z'");
        await again.Open(link);
        Assert.Lacks("uiterlijk", again.Text);
        Assert.Has("Hebt u nog niets van Els gehoord? Bel ons", again.Text);

        site.On("2026-03-20");
        await again.Open(link);
        Assert.Equal((HttpStatusCode.OK, Dutch("ConfirmModel.Confirmed.Title")), (again.Status, again.Heading));
        Assert.Lacks("Noor", again.Text);
        var over = (HttpStatusCode.Gone, "Deze link werkt niet meer");
        await again.Open("/aanmelden/mail/" + new string('a', 43));
        Assert.Equal(over, (again.Status, again.Heading));

        await site.Sql("update caregiver set status = 'ended'");
        await again.Open(link);
        Assert.Equal(over, (again.Status, again.Heading));
        await site.Sql("update caregiver set status = 'paused'");
        await again.Open(link);
        Assert.Equal(Dutch("ConfirmModel.Confirmed.Title"), again.Heading);
        site.On("2027-03-03");
        await again.Open(link);
        Assert.Equal(over, (again.Status, again.Heading));
    }

    [Theory]
    [InlineData("update caregiver set status = 'ended'")]
    [InlineData("update caregiver set email = 'els@example.org'")]
    [InlineData("update caregiver set email = 'inoor@example.org'")]
    [InlineData("update caregiver set email = null")]
    [InlineData("")]
    public async Task Who_keeps_the_mail_of_somebody_who_stopped_left_that_address_or_was_erased_reads_the_same(
        string what
    )
    {
        await site.Coordinator();
        await (await site.Enrolling()).Sent();
        var mailed = await (await site.OpenedMail()).Press(Dutch("ConfirmModel.Yes"));
        var link = mailed.Path;
        if (what.Length > 0)
            await site.Sql(what);
        else
            await site.Part<Erasures>().EraseAsync(await site.Caregiver(1), Actor.CommandLine);

        foreach (var day in new[] { "2026-03-03", "2026-03-20" })
        {
            site.On(day);
            var other = await site.NewBrowser().Open(link);
            Assert.Equal((HttpStatusCode.Gone, Dutch("ConfirmModel.Over.Title")), (other.Status, other.Heading));
            Assert.Lacks("Els", other.Text);
        }

        await mailed.Press(Dutch("ConfirmModel.Begin"));
        Assert.Equal(HttpStatusCode.Gone, mailed.Status);
    }

    [Fact]
    public async Task Opening_the_link_confirms_nothing_and_no_erases_all()
    {
        await site.Coordinator();
        await (await site.Enrolling()).Sent();
        var mailed = await site.OpenedMail();
        var before = await site.Dump();
        await mailed.Head(mailed.Path);
        await mailed.Open(mailed.Path);
        Assert.Equal(before, await site.Dump());

        var link = mailed.Path;
        await mailed.Press(Dutch("ConfirmModel.No"));
        Assert.Has(Dutch("ConfirmModel.Refused.Title"), mailed.Heading);
        Assert.Equal(0, await site.Count("enrolment"));
        Assert.Equal(0, await site.Count("caregiver"));
        Assert.Equal(HttpStatusCode.Gone, (await mailed.Open(link)).Status);
    }

    [Fact]
    public async Task Pressing_twice_makes_one_person_and_after_a_week_nothing_is_left()
    {
        await site.Coordinator();
        await (await site.Enrolling()).Sent();
        var (one, other) = (await site.OpenedMail(), await site.OpenedMail());
        await one.Press(Dutch("ConfirmModel.Yes"));
        await other.Press(Dutch("ConfirmModel.Yes"));
        Assert.Has(Dutch("ConfirmModel.Welcome"), other.Heading);
        Assert.Equal(1, await site.Count("caregiver"));

        await (await site.Enrolling("sam@example.org")).Sent();
        var late = (await site.OpenedMail("sam@example.org")).Path;
        site.Advance(TimeSpan.FromDays(8));
        Assert.Equal(HttpStatusCode.Gone, (await site.NewBrowser().Open(late)).Status);
        await site.RunJobs();
        Assert.Equal(1, await site.Count("enrolment"));
    }

    [Fact]
    public async Task Where_it_is_closed_the_page_says_whom_to_call()
    {
        using var closed = Some.Installation([.. Some.OwnNumber, ("Enrolment:Open", "false")]);
        var browser = await closed.NewBrowser().Open("/aanmelden");
        Assert.Has("Wilt u meedoen? Bel ons: 088 123 45 67", browser.Text);
        Assert.Equal(Dutch("StartModel.Closed.Title"), (await browser.Open("/aanmelden/18")).Heading);
    }

    [Fact]
    public async Task They_come_to_the_lead_of_the_team_of_their_municipality()
    {
        var (els, bas, lies) = (
            await site.Coordinator(),
            await site.Coordinator("bas@steunpunt.example", "Bas"),
            await site.Coordinator("lies@steunpunt.example", "Lies")
        );
        await site.Write(async transaction =>
        {
            var team = (await TeamTable.Named(transaction, "Voorbeeldstad", site.Time.Now)).Id;
            await CoordinatorTable.SetTeam(transaction, bas, team);
            await CoordinatorTable.SetTeam(transaction, lies, team);
            await CoordinatorTable.SetRoles(transaction, lies, [StaffRole.Coordinator, StaffRole.TeamLead]);
        });
        await (await site.Enrolling()).Write(Dutch("Everywhere.Municipality"), "voorbeeldstad").Sent();
        await (await site.OpenedMail()).Press(Dutch("ConfirmModel.Yes"));
        await (await site.Enrolling("sam@example.org")).Write(Dutch("Everywhere.Municipality"), "Elders").Sent();
        await (await site.OpenedMail("sam@example.org")).Press(Dutch("ConfirmModel.Yes"));

        Assert.Equal(2, await site.Count("caregiver", $"coordinator_id = {lies}"));
        Assert.Equal(0, await site.Count("caregiver", $"coordinator_id = {els}"));
    }

    [Fact]
    public async Task Where_nobody_ever_signed_in_they_wait_for_somebody()
    {
        await (await site.Enrolling()).Sent();
        await (await site.OpenedMail()).Press(Dutch("ConfirmModel.Yes"));
        await site.On("2026-03-04").RunJobs();
        Assert.Equal(1, await site.Count("caregiver"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'unfollowed'"));
    }
}
