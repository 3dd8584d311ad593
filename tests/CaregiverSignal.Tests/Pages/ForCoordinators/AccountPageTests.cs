namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>What an administrator does with accounts and teams, without seeing a caregiver.</summary>
public sealed class AccountPageTests() : AtASite("2026-03-02")
{
    private const string Ada = "ada@steunpunt.example";
    private const string Joost = "joost@steunpunt.example";
    private const string Eva = "eva@steunpunt.example";

    public override async ValueTask InitializeAsync()
    {
        await site.WithRoles(Ada, "Ada", StaffRole.Administrator);
    }

    [Fact]
    public async Task A_new_colleague_is_invited_with_roles_and_a_team_and_comes_in_with_the_link_in_the_mail()
    {
        var ada = await Accounts();
        await ada.Write(Dutch("AccountsModel.NewTeam"), "Noord").Press(Dutch("AccountsModel.MakeTeam"));
        await ada.Follow(Dutch("Everywhere.Invite"));
        Tick(ada, "team-lead");
        ((AngleSharp.Html.Dom.IHtmlSelectElement)ada.Page.QuerySelector("#TeamId")!).Options[1].IsSelected = true;
        await ada.Write(Dutch("AccountModel.Email"), Joost)
            .Write(Dutch("Everywhere.Name"), "Joost Berk")
            .Press(Dutch("Everywhere.Invite"));

        Assert.Has(Dutch("AccountModel.Saved.Mailed"), ada.Text);
        Assert.Lacks("/i/", ada.Page.DocumentElement.OuterHtml);
        var joost = await (await site.NewBrowser().Open(await LinkFor(Joost))).Press(Dutch("SignInModel.Title"));
        Assert.Equal("/werklijst", joost.Path);
        Assert.Equal("coordinator team-lead", await RolesOf(Joost));
        Assert.Has("Joost BerkCoördinator, TeamleiderNoord", (await Accounts()).Text);
    }

    [Fact]
    public async Task An_address_that_is_there_is_said_beside_the_field()
    {
        var ada = await (await Accounts()).Follow(Dutch("Everywhere.Invite"));
        await ada.Post("/beheer/medewerkers/nieuw", [ada.Token, new("Email", Joost), new("Roles", "coordinator")]);
        Assert.Has(Dutch("AccountModel.Saved.Mailed"), ada.Text);
        Assert.Equal(1, await site.Count("mail", $"envelope_to = '{Joost}' and kind = 'sign-in'"));

        await ada.Open("/beheer/medewerkers/nieuw");
        await ada.Write(Dutch("AccountModel.Email"), Joost.ToUpperInvariant()).Press(Dutch("Everywhere.Invite"));

        Assert.Equal(HttpStatusCode.Conflict, ada.Status);
        Assert.Has(Dutch("AccountModel.Error.Known"), ada.Text);
    }

    [Fact]
    public async Task The_last_administrator_stays_and_so_does_who_has_people()
    {
        var ada = await Account(Ada, await IdOf(Ada));
        await ada.Post(ada.Path, [ada.Token, new("Roles", "coordinator")]);
        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Has(Dutch("AccountModel.Error.LastAdministrator"), ada.Text);
        await ada.Open($"/beheer/medewerkers/{await IdOf(Ada)}/verwijderen");
        await ada.Press(Dutch("AccountModel.Remove"));
        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Equal("administrator", await RolesOf(Ada));

        await site.AddCaregiver(coordinator: Joost);
        await ada.Open($"/beheer/medewerkers/{await IdOf(Joost)}");
        await ada.Post(ada.Path, [ada.Token, new("Roles", "operator")]);
        Assert.Has(Dutch("AccountModel.Error.HasPeople"), ada.Text);
        await ada.Post(ada.Path, [ada.Token]);
        Assert.Has(Dutch("AccountModel.Error.NoRole"), ada.Text);
        Assert.Equal("coordinator", await RolesOf(Joost));
    }

    [Fact]
    public async Task Before_somebody_is_removed_it_is_said_for_whom_nobody_looks_then()
    {
        await site.Deputy(Eva, Joost);
        await site.Away(Eva, Joost, days: 5);

        var ada = await Account(Ada, await IdOf(Joost));
        await ada.Follow(Dutch("AccountModel.Remove"));

        Assert.Has("is afwezig tot en met 6 maart 2026", ada.Text);
        await site.AddCaregiver(coordinator: Joost);
        await ada.Open($"/beheer/medewerkers/{await IdOf(Joost)}/verwijderen");
        Assert.Single(
            ada.Page.QuerySelectorAll("#ToId option"),
            element => element.TextContent.EndsWith(DutchPart("PassingOnModel.NowAway"), StringComparison.Ordinal)
        );
        using var joost = await (await site.SignedIn(Joost)).Open("/overdragen");
        Assert.Single(
            joost.Page.QuerySelectorAll("#ToId option"),
            element => element.TextContent.EndsWith(DutchPart("PassingOnModel.NowAway"), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Who_leaves_is_out_at_once_and_the_people_go_to_whom_was_chosen()
    {
        var caregiver = await site.AddCaregiver(coordinator: Joost);
        await site.AddSignal(caregiver);
        await site.Coordinator(Eva, "Eva");
        var joost = await site.SignedIn(Joost);
        var ada = await Account(Ada, await IdOf(Joost));
        await ada.Follow(Dutch("AccountModel.Remove"));
        Assert.Has("heeft nu 1 mantelzorger.", ada.Text);

        await ada.Press(Dutch("AccountModel.Remove"));
        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Has(Dutch("AccountModel.Error.To"), ada.Text);
        await ada.Write(Dutch("AccountModel.ToId"), "Eva").Press(Dutch("AccountModel.Remove"));

        Assert.Has(Dutch("RemoveAccountModel.Saved"), ada.Text);
        Assert.Equal(1, await site.Count("mail", $"kind = 'new-coordinator' and caregiver_id = {caregiver}"));
        Assert.Lacks("Anna", ada.Text);
        Assert.Equal("/inloggen", (await joost.Open("/werklijst")).Path);
        Assert.Equal(HttpStatusCode.OK, (await (await site.SignedIn(Eva)).Open($"/zaak/{caregiver}")).Status);
        await site.RunJobs();
        Assert.Contains(Eva, await site.MailedTo("alert"));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await ada.Open($"/beheer/medewerkers/{await IdOf(Joost)}/verwijderen")).Status
        );
    }

    [Fact]
    public async Task A_new_link_ends_what_is_open_and_what_opened_before()
    {
        await site.Coordinator(Joost, "Joost");
        var (joost, old) = (await site.SignedIn(Joost), await site.SignInLink(Joost));
        var ada = await Account(Ada, await IdOf(Joost));
        await ada.Press(Dutch("AccountModel.NewLink"));
        Assert.Equal("/inloggen", (await joost.Open("/werklijst")).Path);
        Assert.Equal(HttpStatusCode.Gone, (await joost.Open(old)).Status);
        Assert.Lacks("/i/", ada.Page.DocumentElement.OuterHtml);
        Assert.Equal(
            "/werklijst",
            (await (await joost.Open(await LinkFor(Joost))).Press(Dutch("SignInModel.Title"))).Path
        );
    }

    [Fact]
    public async Task Nobody_changes_what_they_may_do_themselves_and_others_hear_who_changed_it_for_whom()
    {
        await site.WithRoles(Eva, "Eva", StaffRole.Administrator);
        await site.WithRoles("lot@steunpunt.example", "Lot", StaffRole.TeamLead);
        await site.Coordinator("piet@steunpunt.example", "Piet");
        var joost = await site.Coordinator(Joost, "Joost");
        await site.InTeam(joost, "Noord");
        var team = await site.Value<string>("select '' || id from team");
        var ada = await Account(Ada, await IdOf(Ada));
        await ada.Post(ada.Path, [ada.Token, new("Roles", "administrator"), new("Roles", "coordinator")]);
        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Has(Dutch("AccountModel.Error.Own"), ada.Text);
        Assert.Equal("administrator", await RolesOf(Ada));
        await ada.Post(ada.Path, [ada.Token, new("Roles", "administrator"), new("Name", "Ada Vos")]);
        Assert.Has(Dutch("AccountModel.Saved"), ada.Text);
        Assert.Empty(await site.Mails("account"));

        await ada.Open($"/beheer/medewerkers/{await IdOf(Joost)}");
        await ada.Post(ada.Path, [ada.Token, new("Roles", "team-lead"), new("TeamId", team), new("Name", "Joost")]);
        Assert.Equal(1, await site.Count("audit_log", $"object = 'account/{joost}=coordinator,team-lead,team/{team}'"));
        Assert.All(
            await site.Mails("account"),
            mail =>
                Assert.Has(
                    "Ada Vos veranderde wat Joost mag. Dit account is nu: coördinator, teamleider. Team: Noord.",
                    mail.Text
                )
        );
        Assert.Equal([Eva, "lot@steunpunt.example"], (await site.MailedTo("account")).Order());

        await ada.Open($"/beheer/medewerkers/{await IdOf(Joost)}");
        await ada.Press(Dutch("AccountModel.NewLink"));
        await ada.Open($"/beheer/medewerkers/{await IdOf(Joost)}/verwijderen");
        await ada.Press(Dutch("AccountModel.Remove"));

        Assert.Equal(
            "Ada Vos gaf Joost een nieuwe link om in te loggen.,Ada Vos haalde het account van Joost weg.,Ada Vos veranderde wat Joost mag.,De beheerder heeft uw manieren van inloggen weggehaald.",
            string.Join(
                ',',
                (await site.Mails("account"))
                    .Select(mail => mail.Text.Split('\n')[2].Split(". ")[0].TrimEnd('.', '\r') + ".")
                    .Distinct()
                    .Order()
            )
        );
    }

    [Theory]
    [InlineData("/beheer/medewerkers", "NewTeam=Noord")]
    [InlineData("/beheer/medewerkers/{0}?handler=People", "ToId=1")]
    public async Task Who_changes_teams_or_hands_over_a_caseload_shows_who_they_are_first(string path, string field)
    {
        await site.AddCaregiver(coordinator: Joost);
        var address = string.Format(CultureInfo.InvariantCulture, path, await IdOf(Joost));
        var ada = await (await site.SignedIn(Ada)).Open("/beheer/medewerkers");
        site.Advance(TimeSpan.FromMinutes(11));

        await ada.Post(address, [ada.Token, new(field.Split('=')[0], field.Split('=')[1])]);

        Assert.Equal("/opnieuw", ada.Path);
        Assert.Equal(0, await site.Count("team"));
    }

    [Fact]
    public async Task A_team_that_nobody_leads_says_so_until_somebody_does()
    {
        await site.InTeam(await site.WithRoles(Joost, "Joost", StaffRole.Coordinator), "Noord");

        Assert.Has(Dutch("AccountsModel.NobodyLeads"), (await Accounts()).Text);
        await site.WithRoles(Joost, "Joost", StaffRole.TeamLead);

        Assert.Lacks("Zonder teamleider", (await Accounts()).Text);
    }

    [Fact]
    public async Task A_team_gets_another_name_no_name_twice_and_goes_once_nobody_is_in_it()
    {
        var ada = await Accounts();
        await ada.Write(Dutch("AccountsModel.NewTeam"), "Noord").Press(Dutch("AccountsModel.MakeTeam"));
        await ada.Write(Dutch("AccountsModel.NewTeam"), "noord").Press(Dutch("AccountsModel.MakeTeam"));
        Assert.Has(Dutch("AccountsModel.Error.TeamKnown"), ada.Text);
        await ada.Open("/beheer/medewerkers");
        await ada.Write(Dutch("AccountsModel.TeamName"), "Zwolle").Press("Bewaar: Noord");
        Assert.Equal("Zwolle", await site.Joined("select name from team"));

        await ada.Press("Haal weg: Zwolle");

        Assert.Equal(0, await site.Count("team"));
    }

    private async Task<Browser> Accounts() => await (await site.SignedIn(Ada)).Open("/beheer/medewerkers");

    private async Task<Browser> Account(string administrator, long id) =>
        await (await site.SignedIn(administrator)).Open($"/beheer/medewerkers/{id}");

    /// <summary>The link of the newest mail to somebody.</summary>
    private async Task<string> LinkFor(string email) =>
        (await site.Mails("sign-in")).Last(mail => mail.To.Address == email).Links.Single(link => link.Contains("/i/"));

    private Task<long> IdOf(string email) =>
        site.Value<long>("select id from coordinator where email = @email", new { email });

    private async Task<string> RolesOf(string email) =>
        string.Join(
            ' ',
            (await site.Read(async transaction => (await CoordinatorTable.ByEmail(transaction, email))!)).Roles.Select(
                role => role.Code()
            )
        );

    private static void Tick(Browser browser, string role) =>
        ((AngleSharp.Html.Dom.IHtmlInputElement)browser.Page.QuerySelector($"[name=Roles][value={role}]")!).IsChecked =
            true;
}
