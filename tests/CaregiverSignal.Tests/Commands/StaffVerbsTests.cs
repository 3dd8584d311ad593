using CaregiverSignal.Concerns;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Staff.Credentials;

namespace CaregiverSignal.Tests.Commands;

/// <summary>Who works here, changed on the command line beside the running service.</summary>
public sealed class StaffVerbsTests : IDisposable
{
    private const string Joost = "joost@steunpunt.example";
    private const string Eva = "eva@steunpunt.example";

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");
    private readonly ProgramFolder program = new(isBare: true);

    public StaffVerbsTests() => site.Clock.AdjustTime(TimeProvider.System.GetUtcNow());

    public void Dispose()
    {
        program.Dispose();
        site.Dispose();
    }

    [Fact]
    public async Task Whoever_lost_a_telephone_begins_anew_with_a_new_link()
    {
        var id = await site.Coordinator();
        var (els, link) = (await site.SignedIn(), await site.SignInLink());
        await site.Write(transaction => CredentialTable.SetCodes(transaction, id, ["BCDFG-HJKMN"]));

        var (code, output, error) = Run("invite-coordinator", TestInstallation.CoordinatorEmail, "--reset-factors");

        Assert.Equal(0, code);
        Assert.Has("Signed out everywhere; 1 link ended.", error);
        Assert.Equal("/inloggen", (await els.Open("/werklijst")).Path);
        Assert.Equal(HttpStatusCode.Gone, (await site.NewBrowser().Open(link)).Status);
        Assert.Equal(0, await site.Count("coordinator", "recovery_codes is not null"));
        var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(output, "i"));
        Assert.Equal("/werklijst", (await browser.Press(Dutch("SignInModel.Title"))).Path);
        Assert.Equal(1, await site.Count("mail", "dedupe_key like 'account:Reset:%'"));
    }

    [Fact]
    public async Task A_removed_colleague_is_out_at_once()
    {
        await site.Coordinator(Joost, "Joost");
        var caregiver = await site.AddCaregiver(nextDueOn: site.Time.Today.AddYears(1), channel: "phone");
        var (els, link, asked) = (await site.SignedIn(), await site.SignInLink(), site.NewBrowser());

        await Remove(TestInstallation.CoordinatorEmail, Joost);

        Assert.Equal("/inloggen", (await els.Open("/werklijst")).Path);
        Assert.Equal(HttpStatusCode.Gone, (await asked.Open(link)).Status);
        await asked.Open("/inloggen");
        await asked.Post("/inloggen", [asked.Token, new("Email", TestInstallation.CoordinatorEmail)]);
        await site.RunJobs();
        Assert.Equal(0, await site.Count("mail", $"envelope_to = '{TestInstallation.CoordinatorEmail}'"));
        Assert.Equal(HttpStatusCode.OK, (await (await site.SignedIn(Joost)).Open($"/zaak/{caregiver}")).Status);
    }

    [Fact]
    public async Task Nobody_loses_their_coordinator_and_no_open_thing_its_owner()
    {
        var (els, joost) = (await site.Coordinator(), await site.Coordinator(Joost, "Joost"));
        await site.Deputy(Joost, TestInstallation.CoordinatorEmail);
        await site.Away(Joost, TestInstallation.CoordinatorEmail);
        var caregiver = await site.AddCaregiver(nextDueOn: site.Time.Today.AddYears(1));
        await site.AddSignal(caregiver);
        var report = await site.AddConcernReport();
        await site.Write(transaction =>
            ConcernReportTable.TakeUp(transaction, report, els, site.Time.Now, site.Time.Today)
        );
        await site.RunJobs();

        await Remove(TestInstallation.CoordinatorEmail, Joost);

        Assert.Equal(
            (joost, joost),
            await site.Read(async transaction =>
                (
                    (await CaregiverTable.Get(transaction, caregiver))!.CoordinatorId,
                    await transaction.One<long>("select taken_up_by from concern_report")
                )
            )
        );
        Assert.Equal(
            1,
            await site.Count("coordinator", $"email = '{TestInstallation.CoordinatorEmail}' and removed_at is not null")
        );
        // What nobody had seen is told to who has it now.
        await site.RunJobs();
        Assert.Contains(Joost, await site.MailedTo("alert"));
    }

    [Fact]
    public async Task What_had_come_to_the_removed_one_comes_to_somebody_else()
    {
        await site.Coordinator(Joost, "Joost");
        await site.Coordinator(Eva, "Eva");
        await site.Coordinator();
        await site.Deputy(TestInstallation.CoordinatorEmail, Joost);
        var caregiver = await site.AddCaregiver(nextDueOn: site.Time.Today.AddYears(1));
        await site.AddSignal(caregiver);
        await site.RunJobs();
        site.Clock.AdjustTime(site.Time.At(site.Time.WorkingDays.Add(site.Time.Today, 3), new TimeOnly(9, 0)));
        await site.RunJobs();
        Assert.Contains(Joost, await site.MailedTo("escalation"));

        await Remove(Joost, null);
        await site.RunJobs();

        Assert.Contains(Eva, await site.MailedTo("escalation"));
    }

    [Fact]
    public async Task Taken_up_tips_wait_for_the_team_again_where_nobody_is_named()
    {
        var els = await site.Coordinator();
        await site.Coordinator(Joost, "Joost");
        var report = await site.AddConcernReport();
        await site.Write(transaction =>
            ConcernReportTable.TakeUp(transaction, report, els, site.Time.Now, site.Time.Today)
        );

        await Remove(TestInstallation.CoordinatorEmail, null);

        await site.RunJobs();
        Assert.Contains(Joost, await site.MailedTo("concern-report"));
    }

    [Fact]
    public async Task Who_is_invited_again_may_come_in_again_and_an_import_brings_nobody_back_to_who_was_removed()
    {
        await site.Coordinator(Joost, "Joost");
        await site.Coordinator();
        await Remove(TestInstallation.CoordinatorEmail, null);
        program.Write(
            "in/people.csv",
            $"person,enrolled,coordinator,channel\np1,2026-03-02,{TestInstallation.CoordinatorEmail},phone\n"
        );

        var (code, output, error) = Run("import", "in");
        Assert.Equal((1, ""), (code, output));
        Assert.Has("column coordinator", error);
        Assert.Has("was removed on", error);

        Assert.Equal(0, Run("invite-coordinator", TestInstallation.CoordinatorEmail).Code);
        Assert.Equal(0, Run("import", "in").Code);
    }

    [Fact]
    public async Task Who_is_invited_again_is_signed_out_keeps_passkeys_and_codes_and_reads_how_to_reset_them()
    {
        var id = await site.Coordinator();
        await site.Coordinator(Joost, "Joost");
        var (els, joost, link) = (await site.SignedIn(), await site.SignedIn(Joost), await site.SignInLink());
        await site.Write(transaction => CredentialTable.SetCodes(transaction, id, ["BCDFG-HJKMN"]));
        var codes = await site.Count("coordinator", "recovery_codes is not null");

        var (code, _, error) = Run("invite-coordinator", TestInstallation.CoordinatorEmail);

        Assert.Equal(0, code);
        Assert.Has("Signed out everywhere; 1 link ended. ", error);
        Assert.Has("invite-coordinator EMAIL --reset-factors", error);
        Assert.Equal("/inloggen", (await els.Open("/werklijst")).Path);
        Assert.Equal("/werklijst", (await joost.Open("/werklijst")).Path);
        Assert.Equal(HttpStatusCode.Gone, (await site.NewBrowser().Open(link)).Status);
        Assert.Equal(codes, await site.Count("coordinator", "recovery_codes is not null"));
    }

    [Fact]
    public async Task Mail_whose_key_is_gone_opens_for_nobody_and_check_says_so()
    {
        await site.Coordinator();
        await site.AddCaregiver();
        while (await site.Write(site.Part<CaregiverSignal.Invitations.InviteToCheckIn>().RunOne)) { }
        Assert.Has("ok    keys", Told("check").Output);

        TestKeys.AskForNew(site.Database.Engine.Keys);
        Assert.Equal(0, Run("invite-coordinator", Joost).Code);

        Assert.Has("FAIL  keys           1 mail sealed with a key that is not in ", Told("check").Output);
    }

    [Fact]
    public void Where_the_key_of_the_store_is_gone_nothing_makes_another_before_it_is_asked_for()
    {
        var keys = site.Database.Engine.Keys.Folder;
        Directory.Delete(keys, recursive: true);

        Assert.Has($"FAIL  store          {keys}: has no key, and with one ", Told("check").Output);
        foreach (var verb in new[] { ["invite-coordinator", Joost], new[] { "tick" } })
        {
            var (code, _, error) = Run(verb);
            Assert.Equal(1, code);
            Assert.Has("is not there, and with it ", error);
        }

        Assert.False(Directory.Exists(keys));
        TestKeys.AskForNew(site.Database.Engine.Keys);
        Assert.Equal(0, Run("invite-coordinator", Joost).Code);
        Assert.Single(Directory.GetFiles(keys));
    }

    [Fact]
    public async Task Whether_mail_can_be_opened_is_not_asked_mail_by_mail()
    {
        const int Many = 12;
        foreach (var number in Enumerable.Range(1, Many))
            await site.AddCaregiver($"{number}");
        while (await site.Write(site.Part<CaregiverSignal.Invitations.InviteToCheckIn>().RunOne)) { }
        var asked = 0;
        site.Database.Engine.Sent += (_, _) => asked++;

        var mails = await site.Database.ReadAsync(CaregiverSignal.Mail.Ledger.MailTable.CountOpenable);

        Assert.Equal((Many, Many), mails);
        Assert.InRange(asked, 2, 5);
    }

    [Fact]
    public async Task The_first_account_leads_and_administers_too_and_those_after_it_are_coordinators()
    {
        var (code, _, error) = Run("invite-coordinator", TestInstallation.CoordinatorEmail);
        Assert.Equal(0, code);
        Assert.Has("is an administrator, and invites others at ", error);
        Assert.Equal(0, Run("invite-coordinator", Joost).Code);

        Assert.Has($"no administrator came in yet ({TestInstallation.CoordinatorEmail})", Run("check").Output);
        Assert.Equal("coordinator team-lead administrator", await RolesOf(TestInstallation.CoordinatorEmail));
        Assert.Equal("coordinator", await RolesOf(Joost));
    }

    [Fact]
    public async Task Roles_are_given_by_name_and_asking_again_leaves_them_but_for_what_is_said()
    {
        Assert.Equal(0, Run("invite-coordinator", Joost, "--role", "team-lead", "--role", "operator").Code);
        Assert.Equal("coordinator team-lead operator", await RolesOf(Joost));

        Assert.Equal(0, Run("invite-coordinator", Joost, "--name", "Joost").Code);
        Assert.Equal("coordinator team-lead operator", await RolesOf(Joost));
        Assert.Equal(0, Run("invite-coordinator", Joost, "--role", "administrator").Code);
        Assert.Equal("administrator", await RolesOf(Joost));

        var (code, output, error) = Run("invite-coordinator", Joost, "--role", "boss");
        Assert.Equal((2, ""), (code, output));
        Assert.Has("'boss' is no role; allowed is coordinator, team-lead, administrator, operator", error);
    }

    private Task Remove(string email, string? to) =>
        site.Write(async transaction =>
            await AccountRemoval.Remove(
                transaction,
                (await CoordinatorTable.ByEmail(transaction, email))!,
                to is null ? null : await CoordinatorTable.ByEmail(transaction, to),
                site.Time
            )
        );

    private async Task<string> RolesOf(string email) =>
        string.Join(
            ' ',
            (await site.Read(async transaction => (await CoordinatorTable.ByEmail(transaction, email))!)).Roles.Select(
                role => role.Code()
            )
        );

    private (int Code, string Output, string Error) Run(params string[] args) =>
        program.Run([.. args, "--Storage:Connection=Data Source=" + site.StorePath]);

    private (int Code, string Output) Told(params string[] args)
    {
        var (code, output, _) = Run(args);
        return (code, output);
    }
}
