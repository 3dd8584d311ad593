namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>One, several or all people go to a colleague, who finds them on the worklist.</summary>
public sealed class PassingOnTests() : AtASite("2026-03-02")
{
    private const string Joost = "joost@steunpunt.example";
    private const string Lot = "lot@steunpunt.example";

    [Fact]
    public async Task A_coordinator_passes_one_on_with_a_word_and_the_colleague_reads_it_on_the_worklist()
    {
        var (mien, koos) = (await Person("1", "Mien"), await Person("2", "Koos"));
        await site.Coordinator(Joost, "Joost");
        var els = await (await (await site.SignedIn()).Follow(Dutch("WorklistModel.Load.People"))).Follow(
            Dutch("Everywhere.PassOn")
        );

        await els.Post(
            "/overdragen",
            [els.Token, new("Who", $"{mien}"), new("ToId", await IdOf(Joost)), new("Tells", "true")]
        );

        Assert.Has(Dutch("PassingOnModel.Saved", ("naam", "Joost"), ("wie", "Mien Jansen")), els.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await els.Open($"/zaak/{mien}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await els.Open($"/zaak/{koos}")).Status);
        var joost = await site.SignedIn(Joost);
        Assert.Has(Dutch("WorklistModel.Kind.contact"), joost.Text);
        Assert.Has("Kwam op 2 maart van een collega.", joost.Text);
        await joost.Press(Dutch("WorklistModel.Saved.Of", "Mien J."));
        Assert.Lacks(Dutch("WorklistModel.Kind.contact"), joost.Text);

        var mail = Assert.Single(await site.Mails("new-coordinator"));
        Assert.Equal(Dutch("NewCoordinatorMail.NamedSubject", "Joost"), mail.Subject);
        Assert.Has(Dutch("NewCoordinatorMail.NamedBody", "Het steunpunt"), mail.Text);
        Assert.Empty(mail.Links);
        Assert.DoesNotContain("zorg", mail.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_one_is_is_asked_before_it_and_the_person_of_the_case_is_still_chosen_then()
    {
        var mien = await Person("1", "Mien");
        await Person("2", "Koos");
        await site.Coordinator(Joost, "Joost");
        var els = await (await site.SignedIn()).Open($"/zaak/{mien}");
        site.Advance(TimeSpan.FromMinutes(11));

        await els.Follow(Dutch("PassingOnModel.Button"));
        Assert.Equal("/opnieuw", els.Path);
        await (await els.Open(await site.SignInLink(TestInstallation.CoordinatorEmail))).Press(
            Dutch("SignInModel.Title")
        );

        Assert.Has("Mien", els.Text);
        Assert.Lacks("Koos", els.Text);
    }

    [Fact]
    public async Task Whoever_comes_from_a_case_reads_of_that_person_alone_and_reaches_the_others()
    {
        var mien = await Person("1", "Mien");
        await Person("2", "Koos");
        await site.Coordinator(Joost, "Joost");
        var els = await (await site.SignedIn()).Open($"/zaak/{mien}");

        await els.Follow(Dutch("PassingOnModel.Button"));

        Assert.Has("Mien", els.Text);
        Assert.Lacks("Koos", els.Text);
        Assert.Has("Koos", (await els.Follow(Dutch("PassingOnModel.All", 2))).Text);
    }

    [Fact]
    public async Task A_team_lead_passes_on_from_a_colleagues_case_and_a_stand_in_cannot()
    {
        var mien = await Person("1", "Mien");
        await Person("2", "Koos");
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        await site.Coordinator(Joost, "Joost");
        await site.Away(TestInstallation.CoordinatorEmail, Joost);
        var joost = await (await site.SignedIn(Joost)).Open($"/zaak/{mien}");
        Assert.Has("CoördinatorEls", joost.Text);
        Assert.Lacks(Dutch("PassingOnModel.Button"), joost.Text);

        var lot = await (await (await site.SignedIn(Lot)).Open($"/zaak/{mien}")).Follow(Dutch("PassingOnModel.Button"));
        Assert.Has(Dutch("PassingOnModel.TitleOf", "Els"), lot.Heading);
        Assert.Lacks("Koos", lot.Text);
        await lot.Write(Dutch("PassingOnModel.ToId"), "Joost").Press(Dutch("PassingOnModel.Button"));

        Assert.Has(Dutch("PassingOnModel.Saved", ("naam", "Joost"), ("wie", "Mien Jansen")), lot.Text);
        Assert.Equal(1, await site.Count("caregiver", $"coordinator_id = {await IdOf(Joost)}"));
    }

    [Fact]
    public async Task It_says_which_calls_go_along_and_whether_who_gives_sees_them_after()
    {
        var gone = Dutch("PassingOnModel.Lost");
        var (mien, koos) = (await Person("1", "Mien"), await Person("2", "Koos"));
        await site.Coordinator(Joost, "Joost");
        await site.Contact((await site.AddSignal(mien)).Id, ContactWay.Spoken, 3);
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Call, koos, site.Time.Today.AddDays(2), site.Time.Now)
        );
        // One call a day.
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Meet, mien, site.Time.Today.AddDays(3), site.Time.Now)
        );

        var els = await (await site.SignedIn()).Open("/overdragen");

        Assert.Has("Wat open staat, is afgesproken of beloofd, gaat mee. " + gone, els.Text);
        Assert.Equal(
            ["Koos Jansen: bellen uiterlijk woensdag 4 maart", "Mien Jansen: bellen op 5 maart"],
            els.TextsOf("label").Where(text => text.Contains("bellen"))
        );
        await els.Post(
            "/overdragen",
            [els.Token, new("Who", $"{mien}"), new("Who", $"{koos}"), new("ToId", await IdOf(Joost))]
        );
        Assert.Has(Dutch("PassingOnModel.Saved", ("naam", "Joost"), ("wie", "Mien Jansen en Koos Jansen")), els.Text);
        var joost = await site.SignedIn(Joost);
        Assert.Has(Dutch("WorklistModel.Promised.By", "wo 4 mrt"), joost.Text);
        Assert.Has("weer kijken op 5 maart.", joost.Text);

        // Who leads the team sees them with whomever of it they are.
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        var lot = await (await site.SignedIn(Lot)).Open($"/overdragen/{await IdOf(Joost)}");
        Assert.Has(Dutch("PassingOnModel.GoAlong"), lot.Text);
        Assert.Lacks("daarna", lot.Text);
        await site.Sql("insert into team (name, made_at) values ('Zuid', '2026-01-01T00:00:00Z')");
        await site.Sql($"update coordinator set team_id = 1 where email = '{TestInstallation.CoordinatorEmail}'");
        await lot.Open(lot.Path);
        Assert.Has(Dutch("PassingOnModel.Lost.Some"), lot.Text);
    }

    [Fact]
    public async Task To_whom_is_asked_before_the_long_list()
    {
        await Person("1", "Mien");
        await site.Coordinator(Joost, "Joost");
        var els = await (await site.SignedIn()).Open("/overdragen");

        Assert.True(
            els.Text.IndexOf(Dutch("PassingOnModel.ToId"), StringComparison.Ordinal)
                < els.Text.IndexOf("Mien", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task All_go_at_once_and_who_pauses_stopped_or_has_no_mail_gets_no_word()
    {
        await Person("1", "Mien");
        await Person("2", "Koos", status: "paused");
        await Person("3", "Truus", status: "ended");
        await Person("4", "Bep", channel: "phone");
        await site.Coordinator(Joost, "Joost");
        var els = await (await site.SignedIn()).Open("/overdragen");

        await els.Post(
            "/overdragen",
            [els.Token, new("All", "true"), new("ToId", await IdOf(Joost)), new("Tells", "true")]
        );

        Assert.Has(Dutch("PassingOnModel.Saved.Many", 4, ("naam", "Joost")), els.Text);
        Assert.Equal(1, await site.Count("mail", "kind = 'new-coordinator'"));
        Assert.Equal(
            3,
            await site.Count("staff_task", "kind = 'passed-on' and done_at is null and due_on = '2026-03-16'")
        );
        Assert.Equal(0, await site.Count("caregiver", $"coordinator_id <> {await IdOf(Joost)}"));
    }

    [Fact]
    public async Task A_team_lead_passes_on_the_teams_people_and_nobody_those_of_others()
    {
        var mien = await Person("1", "Mien");
        await site.Coordinator(Joost, "Joost");
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        var lot = await (await site.SignedIn(Lot)).Open("/overdragen");
        await lot.Follow("Els");
        await lot.Post(lot.Path, [lot.Token, new("Who", $"{mien}"), new("ToId", await IdOf(Joost))]);
        Assert.Has(Dutch("PassingOnModel.Saved", ("naam", "Joost"), ("wie", "Mien Jansen")), lot.Text);
        Assert.Equal(0, await site.Count("mail", "kind = 'new-coordinator'"));

        // A colleague of her own, a number of somebody else's person, and a person who is no longer there.
        var els = await (await site.SignedIn()).Open("/overdragen");
        await els.Post("/overdragen", [els.Token, new("Who", $"{mien}"), new("ToId", await IdOf(Lot))]);
        Assert.Has(Dutch("PassingOnModel.Saved.None"), els.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await els.Open($"/overdragen/{await IdOf(Joost)}")).Status);
        Assert.Equal(1, await site.Count("caregiver", $"coordinator_id = {await IdOf(Joost)}"));
    }

    [Fact]
    public async Task A_red_signal_that_nobody_took_up_is_the_new_coordinators_at_once()
    {
        var mien = await Person("1", "Mien");
        await site.AddSignal(mien);
        await site.Coordinator(Joost, "Joost");
        await site.RunJobs();
        Assert.DoesNotContain(Joost, await site.MailedTo("alert"));
        var els = await (await site.SignedIn()).Open("/overdragen");

        await els.Post("/overdragen", [els.Token, new("All", "true"), new("ToId", await IdOf(Joost))]);
        await site.RunJobs();

        Assert.Contains(Joost, await site.MailedTo("alert"));
    }

    [Theory]
    [InlineData("", "1", "PassingOnModel.Error.Who")]
    [InlineData("1", "", "PassingOnModel.Error.To")]
    public async Task What_is_missing_is_said_and_nobody_goes(string who, string to, string error)
    {
        var mien = await Person("1", "Mien");
        await site.Coordinator(Joost, "Joost");
        var els = await (await site.SignedIn()).Open("/overdragen");

        await els.Post(
            "/overdragen",
            [
                els.Token,
                .. who.Length > 0 ? [new("Who", $"{mien}")] : Array.Empty<KeyValuePair<string, string>>(),
                new("ToId", to.Length > 0 ? await IdOf(Joost) : ""),
            ]
        );

        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has(Dutch(error), els.Text);
        Assert.Equal(0, await site.Count("staff_task"));
    }

    private Task<long> Person(string person, string name, string status = "active", string channel = "email") =>
        site.AddCaregiver(person, name, nextDueOn: new DateOnly(2027, 1, 1), status: status, channel: channel);

    private async Task<string> IdOf(string email) =>
        (await site.Value<long>("select id from coordinator where email = @email", new { email })).ToString(
            CultureInfo.InvariantCulture
        );
}
