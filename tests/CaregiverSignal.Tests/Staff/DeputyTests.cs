using CaregiverSignal.Alerts;
using CaregiverSignal.Cases;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Tests.Staff;

/// <summary>Who is told in a coordinator's place, and from when until when they see the people.</summary>
public sealed class DeputyTests() : AtASite("2026-03-02")
{
    private const string Deputy = "vervanger@steunpunt.example";
    private const string Joost = "joost@steunpunt.example";
    private const string Mailbox = "steunpunt@example.org";

    [Fact]
    public async Task The_deputy_hears_of_it_signs_in_by_mail_and_opens_the_case()
    {
        await site.Coordinator(Deputy, "Vera");
        await site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
        var caregiver = await Red();
        site.Advance(TimeSpan.FromDays(3));
        await site.RunJobs();
        Assert.Equal([Mailbox, Deputy], await site.MailedTo("escalation"));

        var browser = await SignsInByMail(Deputy);
        Assert.Has("Anna J.", browser.Text);
        Assert.Has(Dutch("AbsenceModel.StandsNow", "Els"), browser.Text);
        await browser.Follow("Anna J.");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal($"/zaak/{caregiver}", browser.Path);
    }

    [Fact]
    public async Task What_the_deputy_took_up_stays_on_the_deputys_own_list_until_somebody_talked()
    {
        await site.Coordinator(Deputy, "Vera");
        await site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
        await Red();
        site.Advance(TimeSpan.FromDays(3));
        await site.RunJobs();

        var browser = await site.SignedIn(Deputy);
        await browser.Follow("Anna J.");
        Assert.Has(Dutch("CaseModel.EscalatedTo", "Dirk"), browser.Text);
        Assert.Lacks("door Dirk", browser.Text);
        await browser.Press(Dutch("Everywhere.TakeUp"));
        await browser.Open("/werklijst");

        Assert.Has("Anna J.", browser.Text);
    }

    [Fact]
    public async Task A_deputy_sees_nobody_by_being_named_and_nobody_any_more_a_working_week_after_it_came_to_them()
    {
        await site.Coordinator(Deputy, "Vera");
        await site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
        var caregiver = await Red();
        Assert.Equal(HttpStatusCode.NotFound, await StatusFor(Deputy, caregiver));

        site.Advance(TimeSpan.FromDays(2));
        await site.RunJobs();
        Assert.Equal(HttpStatusCode.OK, await StatusFor(Deputy, caregiver));
        await Talk(caregiver);
        site.Advance(TimeSpan.FromDays(6));
        Assert.Equal(HttpStatusCode.OK, await StatusFor(Deputy, caregiver));
        site.Advance(TimeSpan.FromDays(1));

        Assert.Equal(HttpStatusCode.NotFound, await StatusFor(Deputy, caregiver));
    }

    [Fact]
    public async Task As_long_as_nobody_talked_the_deputy_goes_on_seeing_what_came_to_them()
    {
        await site.Coordinator(Deputy, "Vera");
        await site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
        var caregiver = await Red();
        site.Advance(TimeSpan.FromDays(2));
        await site.RunJobs();
        site.Advance(TimeSpan.FromDays(60));
        Assert.Equal(HttpStatusCode.OK, await StatusFor(Deputy, caregiver));

        await Talk(caregiver);

        Assert.Equal(HttpStatusCode.NotFound, await StatusFor(Deputy, caregiver));
    }

    [Fact]
    public async Task Everybody_who_hears_of_a_late_task_sees_those_people_and_a_working_week_later_nobody_does()
    {
        await site.Coordinator(Deputy, "Vera");
        await site.Coordinator(Joost, "Joost");
        await site.Coordinator();
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, caregiver, site.Time.Today, site.Time.Now)
        );
        Assert.Equal(HttpStatusCode.NotFound, await StatusFor(Joost, caregiver));
        site.Advance(TimeSpan.FromDays(1));
        Assert.True(await site.Part<EscalateWaiting>().RunOneAsync());

        Assert.Equal(HttpStatusCode.OK, await StatusFor(Deputy, caregiver));
        Assert.Equal(HttpStatusCode.OK, await StatusFor(Joost, caregiver));
        await site.Write(transaction =>
            StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Stopped, caregiver, site.Time.Now)
        );
        Assert.Equal(HttpStatusCode.OK, await StatusFor(Joost, caregiver));
        site.Advance(TimeSpan.FromDays(7));

        Assert.Equal(HttpStatusCode.NotFound, await StatusFor(Deputy, caregiver));
        Assert.Equal(HttpStatusCode.NotFound, await StatusFor(Joost, caregiver));
    }

    [Fact]
    public async Task What_came_to_somebody_opens_nobody_of_the_coordinator_it_was_passed_on_to()
    {
        await site.Coordinator(Deputy, "Vera");
        await site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
        var caregiver = await Red();
        site.Advance(TimeSpan.FromDays(2));
        await site.RunJobs();
        var (els, joost) = (await site.Coordinator(), await site.Coordinator(Joost, "Joost"));
        var other = await site.AddCaregiver("2", "Bea", nextDueOn: new DateOnly(2027, 1, 1), coordinator: Joost);
        Assert.Equal(HttpStatusCode.OK, await StatusFor(Deputy, caregiver));

        await site.Write(transaction => PassingOn.One(transaction, caregiver, els, joost, null, site.Time));

        Assert.Equal(HttpStatusCode.NotFound, await StatusFor(Deputy, caregiver));
        Assert.Equal(HttpStatusCode.NotFound, await StatusFor(Deputy, other));
    }

    [Fact]
    public async Task Where_there_is_nobody_else_the_coordinator_reads_it_in_the_digest_alone_and_the_support_point_hears_it()
    {
        await Red();
        site.Advance(TimeSpan.FromDays(2));

        await site.RunJobs();

        Assert.Equal([Mailbox], await site.MailedTo("escalation"));
        Assert.Contains(TestInstallation.CoordinatorEmail, await site.MailedTo("digest"));
    }

    [Fact]
    public async Task A_shared_mailbox_is_not_told_that_who_waits_was_asked_to_look_there()
    {
        await site.Named(Mailbox);
        await site.AddCaregiver("2", "Bea", nextDueOn: new DateOnly(2027, 1, 1), coordinator: Mailbox);
        await Red();
        site.Advance(TimeSpan.FromDays(2));
        await site.RunJobs();

        var mail = await ToMailbox();
        Assert.Equal([Mailbox], await site.MailedTo("escalation"));
        Assert.Has(Dutch("Notices.WaitsBody", "Els"), mail.Text);
        Assert.Lacks("Wij vroegen", mail.Text);
        Assert.Lacks("niemand kan inloggen", mail.Text);
    }

    [Fact]
    public async Task Everybody_is_told_once_a_day_however_many_wait_with_one_coordinator()
    {
        await Red();
        await site.AddAnswered(
            await site.AddCaregiver("2", "Bea", nextDueOn: new DateOnly(2027, 1, 1)),
            site.Time.Today,
            "yes",
            ("opening.going", 2)
        );
        await site.RunJobs();
        site.Advance(TimeSpan.FromDays(3));
        await site.RunJobs();

        Assert.Equal([Mailbox], await site.MailedTo("escalation"));
    }

    [Fact]
    public async Task A_shared_mailbox_is_told_and_sees_nothing()
    {
        await site.Coordinator(Joost, "Joost");
        // As an import without a coordinator leaves it.
        await site.Named(Mailbox);
        await site.AddCaregiver("2", "Bea", nextDueOn: new DateOnly(2027, 1, 1), coordinator: Mailbox);
        var caregiver = await Red();
        site.Advance(TimeSpan.FromDays(2));
        await site.RunJobs();

        var mail = await ToMailbox();
        Assert.Equal(Dutch("Notices.WaitsSubject", "Els"), mail.Subject);
        Assert.Has(Dutch("Notices.WaitsBody", "Els"), mail.Text);
        Assert.Has(Dutch("Notices.Asked", "Joost"), mail.Text);
        Assert.Lacks("http", mail.Text);
        Assert.Lacks("Anna", mail.Text);

        await Asks(Mailbox);
        Assert.Equal(0, await site.Count("link", "purpose = 'sign-in'"));
        Assert.Equal(0, await site.Count("mail", "kind = 'sign-in'"));
        // Not by a link of before either.
        var browser = await site.NewBrowser().Open(await site.SignInLink(Mailbox));
        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.NotEqual(0, caregiver);
    }

    [Fact]
    public async Task A_name_in_an_import_opens_no_door()
    {
        const string Imported = "nieuw@steunpunt.example";
        await site.Named(Imported);
        await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1), coordinator: Imported);
        var (stranger, imported) = (await Asks("iemand@elders.example"), await Asks(Imported));

        await site.RunJobs();

        Assert.Equal(stranger.Page.DocumentElement.OuterHtml, imported.Page.DocumentElement.OuterHtml);
        Assert.Equal(
            (0, 0, 0),
            (
                await site.Count("mail", "kind = 'sign-in'"),
                await site.Count("link", "purpose = 'sign-in'"),
                await site.Count("session")
            )
        );
        Assert.Equal(1, (await site.Read(transaction => CoordinatorTable.NeverCameIn(transaction))).Single().People);
    }

    [Fact]
    public async Task A_red_signal_of_somebody_whose_coordinator_never_came_in_is_a_colleagues_at_once()
    {
        const string Imported = "nieuw@steunpunt.example";
        await site.Coordinator(Joost, "Joost");
        await site.Named(Imported);
        var caregiver = await Red(Imported);

        Assert.Equal([Joost, Imported, Mailbox], await site.MailedTo("alert"));
        var mail = ReadMail.From(
            await site.Read(transaction =>
                transaction.OneMail("select mail.id from mail where envelope_to = @Joost", new { Joost })
            )
        );
        Assert.Has(Dutch("Notices.InPlaceBody", Imported), mail.Text);
        Assert.Equal(HttpStatusCode.OK, await StatusFor(Joost, caregiver));
        Assert.Has("Anna J.", (await site.SignedIn(Joost)).Text);
    }

    [Fact]
    public async Task What_is_not_urgent_of_such_people_is_in_a_colleagues_digest_and_on_their_list()
    {
        const string Imported = "nieuw@steunpunt.example";
        await site.Coordinator(Joost, "Joost");
        await site.Named(Imported);
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1), coordinator: Imported);
        await site.AddSignal(caregiver, "amber", "change");

        Assert.True(await site.Part<SendDigest>().RunOneAsync());

        Assert.Equal([Joost], await site.MailedTo("digest"));
        Assert.Has("Anna J.", (await site.SignedIn(Joost)).Text);
    }

    [Fact]
    public async Task Where_nobody_at_all_can_come_in_the_mailboxes_hear_that_somebody_must_be_invited()
    {
        await site.Named(TestInstallation.CoordinatorEmail);
        await Red();

        Assert.Equal([TestInstallation.CoordinatorEmail, Mailbox], await site.MailedTo("alert"));
        Assert.Each(site.Mails(), mail => Assert.Lacks("http", mail));
    }

    [Fact]
    public async Task While_a_coordinator_is_away_the_stand_in_has_the_mail_and_the_list_and_afterwards_nothing()
    {
        await site.Coordinator(Joost, "Joost");
        await site.Coordinator();
        await site.Away(TestInstallation.CoordinatorEmail, Joost, days: 3);
        var caregiver = await Red();
        var other = await site.AddCaregiver("2", "Bea", nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddSignal(other, "amber", "change");
        await site.RunJobs();

        Assert.Equal(
            [TestInstallation.CoordinatorEmail, Joost],
            (await site.MailedTo("alert")).Order(StringComparer.Ordinal)
        );
        Assert.Equal([Joost], await site.MailedTo("digest"));
        var browser = await site.SignedIn(Joost);
        Assert.Has(Dutch("AbsenceModel.StandsUntil", ("naam", "Els"), ("dag", "4 maart 2026")), browser.Text);
        Assert.Has("Bea J.", browser.Text);
        Assert.Equal(2, browser.TextsOf(".worklist tbody tr").Count);
        await site.Write(async transaction =>
            await CaseActions.TakeUp(transaction, (await SignalTable.OpenOf(transaction, caregiver))!, 1, site.Time)
        );

        site.Advance(TimeSpan.FromDays(3));

        Assert.Equal(HttpStatusCode.NotFound, await StatusFor(Joost, other));
        Assert.Lacks("Bea J.", (await site.SignedIn(Joost)).Text);
    }

    [Fact]
    public async Task What_the_stand_in_leaves_too_goes_on_to_somebody_else()
    {
        await site.Coordinator(Joost, "Joost");
        await site.Coordinator(Deputy, "Vera");
        await site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
        await site.Coordinator();
        await site.Away(TestInstallation.CoordinatorEmail, Joost);
        await Red();
        site.Advance(TimeSpan.FromDays(2));

        await site.RunJobs();

        Assert.Equal([Mailbox, Deputy], await site.MailedTo("escalation"));
    }

    [Fact]
    public async Task While_whoever_stands_in_is_away_too_somebody_else_hears_at_once()
    {
        await site.Coordinator(Joost, "Joost");
        await site.Coordinator(Deputy, "Vera");
        await site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
        await site.Coordinator();
        await site.Away(TestInstallation.CoordinatorEmail, Joost);
        await site.Away(Joost, Deputy);

        await Red();

        Assert.Contains(Deputy, await site.MailedTo("alert"));
        Assert.DoesNotContain(Joost, await site.MailedTo("alert"));
    }

    /// <summary>Somebody who asks to be called, and of whom the mail has gone.</summary>
    private async Task<ReadMail> ToMailbox() =>
        (await site.Mails("escalation")).Single(mail => mail.Header("To").Contains(Mailbox));

    private async Task<long> Red(string coordinator = TestInstallation.CoordinatorEmail)
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1), coordinator: coordinator);
        await site.AddAnswered(caregiver, site.Time.Today, "yes", ("opening.going", 2));
        await site.RunJobs();
        return caregiver;
    }

    private async Task Talk(long caregiver) =>
        await site.Contact((await site.OpenSignal(caregiver))!.Id, ContactWay.Spoken, 100);

    private async Task<HttpStatusCode> StatusFor(string email, long caregiver) =>
        (await (await site.SignedIn(email)).Open($"/zaak/{caregiver}")).Status;

    private async Task<Browser> Asks(string email)
    {
        var browser = await site.NewBrowser().Open("/inloggen");
        await browser.Post("/inloggen", [browser.Token, new("Email", email)]);
        await site.RunJobs();
        return browser;
    }

    private async Task<Browser> SignsInByMail(string email)
    {
        var browser = await Asks(email);
        var link = site.Mails()
            .Where(mail => mail.Contains(email) && mail.Contains("/i/"))
            .Select(mail => TestInstallation.LinkIn(mail, "i"))
            .Single();
        await browser.Open(link);
        return await browser.Press(Dutch("SignInModel.Title"));
    }
}
