using CaregiverSignal.Checks;
using CaregiverSignal.Configuration;
using CaregiverSignal.Health;
using CaregiverSignal.Mail;
using CaregiverSignal.Pages.ForAdministrators;
using CaregiverSignal.Pages.ForStaff.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Pages.ForAdministrators;

/// <summary>
/// A new support point says in the browser who it is and how its mail goes, and asks its first caregiver.
/// </summary>
public sealed class FirstDaysTests : IAsyncLifetime
{
    private const string Ada = "ada@steunpunt.example";
    private const string Home = PageSettings.Home;
    private const string Secret = "een heel geheim woord";

    private readonly SmtpListener relay = SmtpListener.Start();
    private readonly TestInstallation site = Some.Installation(("Site:BaseUrl", "http://127.0.0.1:5080"))
        .On("2026-03-02");

    public async ValueTask InitializeAsync()
    {
        await site.WithRoles(Ada, "Ada", StaffRole.Administrator, StaffRole.Coordinator);
    }

    public async ValueTask DisposeAsync()
    {
        site.Dispose();
        await relay.DisposeAsync();
    }

    [Fact]
    public async Task What_is_still_to_do_leads_from_the_first_page_to_where_it_is_done_until_it_is()
    {
        var ada = await site.SignedIn(Ada);
        await ada.Follow(Dutch("StaffLayout.ToSetUp", 4));
        Assert.Has(Dutch("SettingsModel.ToDo.Mail"), ada.Text);

        await ada.Follow(Dutch("SettingsModel.ToDo.SupportPoint"));
        await SayWhoWeAre(ada);

        Assert.Lacks("Vul naam, telefoonnummer", ada.Text);
        Assert.Has("088 765 43 21", (await site.NewBrowser().Open("/privacy")).Text);
        Assert.Has("De Linde", (await site.NewBrowser().Open("/inloggen")).Title);
        await ada.Open("/werklijst");
        Assert.Has(Dutch("StaffLayout.ToSetUp", 3), ada.Text);
        var els = await site.SignedIn();
        Assert.Lacks("Nog te doen bij", els.Text);
    }

    [Fact]
    public async Task Who_starts_the_program_makes_the_first_account_in_a_browser_and_nobody_after_them()
    {
        using var fresh = Some.Installation().On("2026-03-02");
        var address = (await fresh.Part<FirstAccount>().AddressAsync())!;
        Assert.Has(Dutch("SignInModel.Nobody"), (await fresh.NewBrowser().Open("/")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await fresh.NewBrowser().Open("/eerste/" + new string('a', 43))).Status);
        var (ada, late) = (await fresh.NewBrowser().Open(address), await fresh.NewBrowser().Open(address));
        await ada.Press(Dutch("FirstAccountPageModel.Button"));
        Assert.Has(Dutch("Everywhere.Error.Email"), ada.Text);

        await ada.Write(Dutch("FirstAccountPageModel.Name"), "Ada")
            .Write(Dutch("Everywhere.Email"), Ada)
            .Press(Dutch("FirstAccountPageModel.Button"));
        await ada.Press(Dutch("SignInModel.Title"));

        Assert.Equal("/werklijst", ada.Path);
        await ada.Open(Home);
        Assert.Equal(Dutch("Everywhere.Settings"), ada.Heading);
        await late.Write(Dutch("FirstAccountPageModel.Name"), "Eva")
            .Write(Dutch("Everywhere.Email"), "eva@steunpunt.example")
            .Press(Dutch("FirstAccountPageModel.Button"));
        Assert.Equal(HttpStatusCode.NotFound, late.Status);
        Assert.Equal(1, await fresh.Count("coordinator"));
        Assert.Null(await fresh.Part<FirstAccount>().AddressAsync());
        Assert.Lacks("nog niemand", (await fresh.NewBrowser().Open("/")).Text);
    }

    [Theory]
    [InlineData("/mensen/nieuw")]
    [InlineData("/mensen/inlezen")]
    [InlineData("/mensen/inlezen/bestanden")]
    [InlineData("/sociale-kaart")]
    [InlineData("/cijfers")]
    [InlineData("/register")]
    [InlineData("/beheer/instellingen")]
    [InlineData("/beheer/medewerkers")]
    public async Task The_first_account_opens_each_page_that_setting_up_asks_for(string page)
    {
        using var fresh = Some.Installation().On("2026-03-02");
        var ada = await fresh.NewBrowser().Open((await fresh.Part<FirstAccount>().AddressAsync())!);
        await ada.Write(Dutch("FirstAccountPageModel.Name"), "Ada")
            .Write(Dutch("Everywhere.Email"), Ada)
            .Press(Dutch("FirstAccountPageModel.Button"));
        await ada.Press(Dutch("SignInModel.Title"));

        await ada.Open(page);

        Assert.Equal((HttpStatusCode.OK, page), (ada.Status, ada.Path));
    }

    [Fact]
    public async Task Who_lacks_a_task_reads_who_can_give_it_and_of_a_case_that_is_not_theirs_nothing()
    {
        var els = await (await site.SignedIn()).Open("/cijfers");

        Assert.Equal(HttpStatusCode.Forbidden, els.Status);
        Assert.Equal(Dutch("OtherTaskPage.Title"), els.Heading);
        Assert.Has(Dutch("OtherTaskPage.What", ("taak", Dutch("AccountsModel.Role.team-lead"))), els.Text);
        Assert.Has(Dutch("OtherTaskPage.Who", ("wie", "Ada")), els.Text);
        var ada = await (await site.SignedIn(Ada)).Open("/cijfers");
        Assert.Has(Dutch("OtherTaskPage.Nobody"), ada.Text);
        var others = await site.AddCaregiver(coordinator: "eva@steunpunt.example");
        foreach (var number in new[] { others, 999_999 })
            Assert.Equal(HttpStatusCode.NotFound, (await els.Open($"/zaak/{number}/afschrift")).Status);
    }

    [Fact]
    public async Task Until_somebody_says_how_mail_goes_nobody_is_asked_or_told_so_and_then_who_waited_is_asked()
    {
        using var fresh = Some.Installation(("Site:BaseUrl", "http://127.0.0.1:5080"), ("Mail:Folder", null))
            .On("2026-03-02");
        await fresh.WithRoles(Ada, "Ada", StaffRole.Administrator, StaffRole.TeamLead);
        var ada = await (await fresh.SignedIn(Ada)).Open("/mensen/nieuw");
        Assert.Has(Dutch("StaffLayout.MailIsUnsaid"), ada.Text);
        await ada.Write(Dutch("Everywhere.FirstName"), "Mien")
            .Write(Dutch("DetailsModel.Email"), "mien@example.org")
            .PressFirst(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("DetailsModel.Saved.NewWaits", ("naam", "Mien")), ada.Text);
        for (var day = 0; day < 40; day++)
        {
            fresh.Advance(TimeSpan.FromDays(1));
            await fresh.RunJobs();
        }

        Assert.Equal(
            (0, 0, 0),
            (await fresh.Count("check_in"), await fresh.Count("mail"), await fresh.Count("staff_task"))
        );
        // A job that waits for this is none that stands still.
        Assert.Equal(0, await fresh.Count("failure"));
        Assert.Equal(Dutch("StartModel.NotYet.Title"), (await fresh.NewBrowser().Open("/aanmelden")).Heading);
        var mien = await fresh.NewBrowser().Open("/mijn/link");
        Assert.Has(Dutch("AskLinkModel.NotYet"), mien.Text);
        Assert.Null(mien.Page.QuerySelector("main form"));
        ada = await (await fresh.SignedIn(Ada)).Open("/werklijst");
        Assert.Has(Dutch("WorklistModel.EmptyWaits"), ada.Text);
        await (await ada.Open(Home)).Press(Dutch("SettingsModel.Test"));
        Assert.Has($"{Dutch("SettingsModel.Test.mail")}: {Dutch("SettingsModel.ToDo.Mail")}", ada.Text);

        await SayWhoWeAre(await ada.Open(Home + "/steunpunt"));
        await NameRelay(ada);
        await fresh.RunJobs();

        Assert.Equal(["mien@example.org"], relay.Messages.Select(mail => ReadMail.From(mail.Bytes).To.Address));
        Assert.Lacks(Dutch("StaffLayout.MailIsUnsaid"), (await ada.Open("/werklijst")).Text);
    }

    [Fact]
    public async Task A_folder_that_is_chosen_on_the_page_is_meant()
    {
        using var fresh = Some.Installation(("Mail:Folder", null)).On("2026-03-02");
        await fresh.WithRoles(Ada, "Ada", StaffRole.Administrator);
        var ada = await (await fresh.SignedIn(Ada)).Open(Home + "/mail");
        Assert.Null(ada.Page.QuerySelector("[name='Values[Mail:Mode]'][checked]"));
        await ada.Press(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("SettingsModel.ToDo.Mail"), ada.Text);
        Assert.False(fresh.Part<CurrentSettings>().Mail.IsSaid);

        await NameRelay(ada, mode: "folder");

        Assert.True(fresh.Part<CurrentSettings>().Mail.IsSaid);
    }

    [Theory]
    [InlineData("/aanmelden")]
    [InlineData("/aanmelden/18")]
    [InlineData("/aanmelden/kaart")]
    [InlineData("/aanmelden/jonger")]
    [InlineData("/privacy")]
    [InlineData("/zorgen")]
    [InlineData("/mijn/link")]
    public async Task No_public_page_asks_to_call_a_number_that_nobody_answers(string page)
    {
        var sample = await site.NewBrowser().Open(page);
        Assert.Lacks("088 000 00 00", sample.Page.Body!.TextContent.Replace('\u00a0', ' '));
        Assert.Lacks("Vraag het ons gerust", sample.Text);

        var ada = await (await site.SignedIn(Ada)).Open(Home + "/steunpunt");
        await SayWhoWeAre(ada);

        Assert.Has("088 765 43 21", (await sample.Open(page)).Page.Body!.TextContent.Replace('\u00a0', ' '));
    }

    [Fact]
    public async Task Mail_goes_through_the_relay_that_was_filled_in_from_the_next_mail_on()
    {
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/steunpunt");
        await SayWhoWeAre(ada);
        await NameRelay(ada, changed: ("Mail:Bounces", "terug@delinde.example"));
        Assert.Has(Dutch("SettingGroupModel.Saved.smtp", ("plaats", $"127.0.0.1:{relay.Port}")), ada.Text);
        Assert.Equal(HttpStatusCode.OK, ada.Status);

        await ada.Press(Dutch("SettingsModel.Test"));
        Assert.Has(Dutch("SettingsModel.Test.Mailed", ("adres", Ada)), ada.Text);
        var mien = await site.AddCaregiver("1", "Mien");
        await site.RunJobs();

        Assert.Equal(
            [Ada, "persoon1@example.org"],
            relay.Messages.Select(mail => ReadMail.From(mail.Bytes).To.Address)
        );
        Assert.StartsWith("terug+", relay.Messages[^1].From, StringComparison.Ordinal);
        var invitation = ReadMail.From(relay.Messages[^1].Bytes);
        Assert.Has("088 765 43 21", invitation.Text);
        Assert.Equal(1, await site.Count("mail", $"caregiver_id = {mien} and state = 'sent'"));
        Assert.False(Directory.Exists(site.MailFolder) && Directory.EnumerateFiles(site.MailFolder, "*.eml").Any());
    }

    [Fact]
    public async Task Who_set_it_up_gets_the_first_questions_by_one_press_as_any_caregiver()
    {
        var ada = await (await site.SignedIn(Ada)).Open(Home);
        Assert.Lacks(Dutch("FirstWeek.Try"), ada.Text);
        await SayWhoWeAre(await ada.Open(Home + "/steunpunt"));
        await NameRelay(ada);

        await ada.Press(Dutch("FirstWeek.Try"));

        Assert.Has(Dutch("DetailsModel.Saved.New", ("naam", "Ada")), ada.Text);
        await site.RunJobs();
        Assert.Equal([Ada], relay.Messages.Select(mail => ReadMail.From(mail.Bytes).To.Address));
        Assert.Equal(
            1,
            await site.Count("caregiver", "status = 'active' and channel = 'email' and next_due_on is not null")
        );
        Assert.Lacks(Dutch("FirstWeek.Try"), (await ada.Open(Home)).Text);
    }

    [Fact]
    public async Task Who_follows_nobody_is_not_asked_to_send_themselves_the_questions()
    {
        await site.WithRoles("bo@steunpunt.example", "Bo", StaffRole.Administrator);
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/steunpunt");
        await SayWhoWeAre(ada);
        await NameRelay(ada);
        Assert.Has(Dutch("FirstWeek.Try"), ada.Text);

        var bo = await (await site.SignedIn("bo@steunpunt.example")).Open(Home);

        Assert.Has(Dutch("FirstWeek.Directory"), bo.Text);
        Assert.Lacks(Dutch("FirstWeek.Try"), bo.Text);
    }

    [Fact]
    public async Task The_page_of_mail_proposes_people_once_mail_may_go_to_them_and_asks_for_the_name_of_a_relay()
    {
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/mail");
        Assert.Equal("folder", Chosen());
        await SayWhoWeAre(await ada.Open(Home + "/steunpunt"));

        await ada.Open(Home + "/mail");
        Assert.Equal("smtp", Chosen());
        await ada.Press(Dutch("Everywhere.Save"));

        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Has(Dutch("SettingGroupModel.Error.Host"), ada.Text);
        await NameRelay(ada, mode: "folder");
        await ada.Open(Home + "/mail");
        Assert.Equal("folder", Chosen());

        string? Chosen() => ada.Page.QuerySelector("[name='Values[Mail:Mode]'][checked]")!.GetAttribute("value");
    }

    [Fact]
    public async Task A_password_is_shown_to_nobody_is_sealed_in_the_store_and_stays_where_it_is_not_typed_anew()
    {
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/steunpunt");
        await SayWhoWeAre(ada);
        await ada.Open(Home + "/mail");
        await NameRelay(ada, security: "starttls", user: "linde", password: Secret);

        Assert.Lacks(Secret, ada.Page.DocumentElement.OuterHtml);
        Assert.Lacks(Secret, await site.Content(_ => true));
        Assert.Equal(Secret, site.Part<CurrentSettings>().Mail.Relay.Password);
        await NameRelay(ada, security: "starttls", user: "linde", password: "");
        Assert.Equal(Secret, site.Part<CurrentSettings>().Mail.Relay.Password);
        var other = await site.PartsOn(site.Database);
        Assert.Empty(other.GetRequiredService<CurrentSettings>().Rejected);
        Assert.Equal(Secret, other.GetRequiredService<CurrentSettings>().Mail.Relay.Password);

        await ada.Press(Dutch("SettingsModel.Test"));
        Assert.Has(Dutch("LedgerWords.Note.no-start-tls"), ada.Text);
        await NameRelay(ada, security: "none", user: "");
        Assert.Null(site.Part<CurrentSettings>().Mail.Relay.Password);
    }

    [Theory]
    [InlineData("Mail:Host", "localhost")]
    [InlineData("Mail:Port", "2525")]
    [InlineData("Mail:Security", "tls")]
    [InlineData("Mail:User", "iemand")]
    public async Task A_password_goes_where_what_it_is_for_changes(string key, string value)
    {
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/steunpunt");
        await SayWhoWeAre(ada);
        await NameRelay(ada, security: "starttls", user: "linde", password: Secret);

        await NameRelay(ada, "starttls", "linde", "", (key, value));

        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Has(Dutch("SettingGroupModel.Error.Mail.Password"), ada.Text);
        Assert.Equal(
            (Secret, "linde"),
            (site.Part<CurrentSettings>().Mail.Relay.Password, site.Part<CurrentSettings>().Mail.Relay.User)
        );
        await NameRelay(ada, "starttls", "linde", "", (key, value), mode: "folder");
        Assert.Null(site.Part<CurrentSettings>().Mail.Relay.Password);
        Assert.Lacks(Secret, await site.Content(_ => true));
    }

    [Fact]
    public async Task Where_a_secret_of_the_installation_goes_is_for_its_operator_alone()
    {
        foreach (
            var secret in new (string, string?)[][]
            {
                [("Mail:Password", Secret), ("Mail:Host", "relay.example")],
                [
                    ("Mail:Host", "relay.example"),
                    ("Mail:OAuth:SecretFile", "oauth.secret"),
                    ("Mail:OAuth:ClientId", "linde"),
                    ("Mail:OAuth:TokenEndpoint", "https://login.example/token"),
                ],
            }
        )
        {
            using var own = Some.Installation(secret);
            await own.WithRoles(Ada, "Ada", StaffRole.Administrator);

            var ada = await (await own.SignedIn(Ada)).Open(Home + "/mail");

            Assert.Null(ada.Page.QuerySelector("[name='Values[Mail:Host]']"));
            Assert.Null(ada.Page.QuerySelector("[name='Values[Mail:OAuth:TokenEndpoint]']"));
            Assert.NotNull(ada.Page.QuerySelector("[name='Values[Sms:Address]']"));
        }
    }

    [Fact]
    public async Task Of_a_new_mailbox_or_number_for_answers_others_hear_and_the_record_says_it()
    {
        await site.WithRoles("lot@steunpunt.example", "Lot", StaffRole.TeamLead);
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/steunpunt");
        await SayWhoWeAre(ada);
        await NameRelay(ada);
        await site.RunJobs();
        var before = relay.Messages.Count;

        await (await ada.Open(Home + "/steunpunt"))
            .Write(Dutch("SettingsModel.Name.SupportPoint.Email"), "ada@elders.example")
            .Write(Dutch("SettingsModel.Name.SupportPoint.Phone"), "06 66666666")
            .Press(Dutch("Everywhere.Save"));
        await NameRelay(ada, changed: ("Mail:From", "ada@elders.example"));
        await NameRelay(ada, changed: ("Mail:Bounces", "ada@elders.example"));

        Assert.Equal(before + 3, relay.Messages.Count);
        Assert.Has("Mailadres: ada@elders.example", ReadMail.From(relay.Messages[before].Bytes).Text);
        Assert.Equal(1, await site.Count("audit_log", "object = 'setting/SupportPoint:Email=ada@elders.example'"));
    }

    [Fact]
    public async Task Where_one_administrator_leads_nobody_all_who_work_here_and_the_support_point_hear_of_a_new_relay()
    {
        await site.Coordinator();
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/steunpunt");
        await SayWhoWeAre(ada);
        await NameRelay(ada);

        await NameRelay(ada, changed: ("Mail:Port", "2525"));

        Assert.Equal(
            [TestInstallation.CoordinatorEmail, "post@delinde.example"],
            relay.Messages.Select(mail => ReadMail.From(mail.Bytes).To.Address).Order().TakeLast(2)
        );
        Assert.Each(relay.Messages.TakeLast(2), mail => Assert.Has("Poort: 2525", ReadMail.From(mail.Bytes).Text));
    }

    [Fact]
    public async Task Of_a_new_relay_gateway_or_address_others_hear_by_the_relay_of_before()
    {
        await using var elsewhere = SmtpListener.Start();
        await site.WithRoles("lot@steunpunt.example", "Lot", StaffRole.TeamLead);
        await site.WithRoles("bo@steunpunt.example", "Bo", StaffRole.Administrator);
        await site.Coordinator();
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/steunpunt");
        await SayWhoWeAre(ada);
        await NameRelay(ada);
        await site.RunJobs();
        Assert.Equal(["bo@steunpunt.example", "lot@steunpunt.example"], Heard(relay).Distinct().Order());
        var before = relay.Messages.Count;

        await NameRelay(ada, changed: ("Mail:Port", $"{elsewhere.Port}"));
        await NameRelay(ada, changed: ("Mail:Port", $"{elsewhere.Port}"));

        Assert.Equal(before + 2, relay.Messages.Count);
        var told = ReadMail.From(relay.Messages[^1].Bytes);
        Assert.Equal(Dutch("AccountMail.News.Subject"), told.Subject);
        Assert.Has(Dutch("AccountMail.News.Place", ("wie", "Ada"), ("wat", $"Poort: {elsewhere.Port}")), told.Text);
        Assert.Empty(elsewhere.Messages);
        Assert.Equal(1, await site.Count("audit_log", $"object = 'setting/Mail:Port={elsewhere.Port}'"));

        // Who is not reached by it hears of it by the new one.
        await elsewhere.DisposeAsync();
        await NameRelay(ada);
        await site.RunJobs();
        Assert.Equal(before + 4, relay.Messages.Count);

        static IEnumerable<string> Heard(SmtpListener at) =>
            at.Messages.Select(mail => ReadMail.From(mail.Bytes).To.Address);
    }

    [Fact]
    public async Task A_relay_that_nobody_answers_at_is_said_by_the_test_and_a_number_of_two_digits_beside_the_phone()
    {
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/steunpunt");
        await ada.Write(Dutch("SettingsModel.Name.SupportPoint.Name"), "De Linde")
            .Write(Dutch("SettingsModel.Name.SupportPoint.Phone"), "12")
            .Write(Dutch("SettingsModel.Name.SupportPoint.Email"), "post@delinde.example")
            .Press(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("Everywhere.Error.Phone"), ada.Text);
        await SayWhoWeAre(ada);
        await ada.Open(Home + "/mail");
        await NameRelay(ada);
        var port = relay.Port;
        await relay.DisposeAsync();

        await ada.Press(Dutch("SettingsModel.Test"));

        Assert.Has(Dutch("SettingsModel.Test.Look"), ada.Text);
        Assert.Has(Dutch("LedgerWords.Note.connection-lost"), ada.Text);
        Assert.Has($"Nothing answers at 127.0.0.1 port {port}", ada.Text);
        await ada.Follow($"{Dutch("SettingsModel.Change")}: {Dutch("SettingsModel.Test.mail")}");
        Assert.Equal(Home + "/mail", ada.Path);
    }

    [Fact]
    public async Task A_change_is_logged_by_its_keys_with_where_mail_goes_from_now_on()
    {
        var log = new KeptLog();
        using var logged = Some.Installation([("Site:BaseUrl", "http://127.0.0.1:5080"), .. KeptLog.Settings])
            .On("2026-03-02");
        await logged.WithRoles(Ada, "Ada", StaffRole.Administrator);
        log.Read(logged);
        var ada = await (await logged.SignedIn(Ada)).Open(Home + "/steunpunt");
        await SayWhoWeAre(ada);

        await NameRelay(ada, security: "starttls", user: "linde", password: Secret);

        var lines = log
            .Written.Where(line => line.StartsWith("Changed on the pages: ", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(2, lines.Count);
        Assert.Begins("Changed on the pages: SupportPoint:Name, SupportPoint:Phone, SupportPoint:Email; ", lines[0]);
        Assert.Matches($@"Mail:Password.*; mail goes to \S+:{relay.Port}", lines[1]);
        Assert.DoesNotContain(log.Written, line => line.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Linde", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sending_hours_are_chosen_on_the_page_of_mail_and_hold_at_once()
    {
        using var own = Some.Installation(("Mail:Window", "09:00-20:00"), ("Mail:Days", "Mon-Sat")).On("2026-03-02");
        await own.WithRoles(Ada, "Ada", StaffRole.Administrator);
        var ada = await (await own.SignedIn(Ada)).Open(Home + "/mail");
        await ada.Write(Dutch("SettingsModel.Name.Mail.Window"), "half negen").Press(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("SettingGroupModel.Error.Mail.Window"), ada.Text);

        await ada.Write(Dutch("SettingsModel.Name.Mail.Window"), "08:30-12:00")
            .Choose(Dutch("SettingsModel.Name.Mail.Days"), Dutch("SettingsModel.Days.Mon-Fri"))
            .Press(Dutch("Everywhere.Save"));

        var window = own.Part<CurrentSettings>().Mail.Window;
        Assert.Equal((new TimeOnly(8, 30), new TimeOnly(12, 0)), (window.From, window.To));
        Assert.DoesNotContain(DayOfWeek.Saturday, window.Days);
        await ada.Open(Home);
        Assert.Has(Dutch("SettingsModel.Days.Mon-Fri"), ada.Text);
    }

    [Fact]
    public async Task What_keeps_mail_from_people_is_said_before_anything_about_the_relay_is_typed()
    {
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/mail");
        await ada.Follow(Dutch("SettingsModel.ToDo.SupportPoint"));
        await SayWhoWeAre(ada);

        await ada.Open(Home + "/mail");

        Assert.Lacks("Vul naam, telefoonnummer", ada.Text);
        Assert.Has(Dutch("SettingsModel.ToDo.AddressOfServer"), ada.Text);
        await NameRelay(ada);
        Assert.Lacks("Vul het adres", ada.Text);
    }

    [Fact]
    public async Task The_pages_go_on_at_the_address_where_somebody_filled_it_in_who_stays_signed_in()
    {
        using var folder = new ProgramFolder();
        var port = LocalPort.Free();
        var real = $"https://{Nginx.Host}:{port}";
        var link = (await folder.RunAsync("invite-coordinator", Ada)).Split('\n').First(line => line.Contains("/i/"));
        using var service = folder.Start($"--Urls=http://127.0.0.1:{port}");
        await service.PagesAsync();
        using var ada = new Browser(new Uri($"http://{Nginx.Host}:{port}"), IPAddress.Loopback);
        await (await ada.Open(link[link.IndexOf("/i/", StringComparison.Ordinal)..].Trim())).Press(
            Dutch("SignInModel.Title")
        );
        await ada.Open(Home + "/steunpunt");

        await ada.Write(Dutch("SettingsModel.Name.Site.BaseUrl"), "https://vragen.elders.example")
            .Press(Dutch("Everywhere.Save"));
        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Has(Dutch("SettingGroupModel.Error.Site.BaseUrl"), ada.Text);
        await (await ada.Open(Home + "/steunpunt")).Press(Dutch("Everywhere.Save"));

        Assert.Has($"Over vijf tellen gaat u verder op {real}{Home}", ada.Text);
        var session = ada
            .Answer.Headers.GetValues("Set-Cookie")
            .Single(text => text.StartsWith("__Host-werk=", StringComparison.Ordinal));
        await service.LineAsync("links begin with " + real);
        using (var process = System.Diagnostics.Process.GetProcessById(service.Id))
            LocalPort.WaitUntilItListens(port, process);
        using var over = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        over.DefaultRequestHeaders.Add("Cookie", session.Split(';')[0]);
        var page = await over.GetAsync(new Uri(Home, UriKind.Relative), Some.Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.True(page.Headers.Contains("Strict-Transport-Security"));
        Assert.Has(real, await page.Content.ReadAsStringAsync(Some.Stop));
    }

    [Fact]
    public async Task For_a_trial_on_one_machine_its_number_is_typed_where_one_is()
    {
        using var trial = Some.Installation();
        await trial.WithRoles(Ada, "Ada", StaffRole.Administrator);
        var ada = await (await trial.SignedIn(Ada)).Open(Home + "/steunpunt");
        Assert.Equal("", ada.Page.QuerySelector("main [name='Values[Site:BaseUrl]']")!.GetAttribute("value") ?? "");

        await ada.Write(Dutch("SettingsModel.Name.Site.BaseUrl"), $"http://127.0.0.1:{trial.Address.Port}")
            .Press(Dutch("Everywhere.Save"));

        Assert.Has(Dutch("Everywhere.Saved"), ada.Text);
        Assert.Equal($"http://127.0.0.1:{trial.Address.Port}", trial.Part<CurrentSettings>().Site.BaseUrl);
    }

    [Theory]
    [InlineData("Name", "Het steunpunt")]
    [InlineData("Phone", "088 000 00 00")]
    [InlineData("Email", "steunpunt@example.org")]
    public async Task A_sample_is_refused_where_it_is_typed(string name, string sample)
    {
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/steunpunt");

        await ada.Write(Dutch("SettingsModel.Name.SupportPoint." + name), sample).Press(Dutch("Everywhere.Save"));

        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Has(Dutch("SettingGroupModel.Error.Sample"), ada.Page.QuerySelector(".field-error")!.TextContent);
        Assert.Equal(0, await site.Count("setting_change"));
    }

    [Fact]
    public async Task Where_the_server_says_the_address_nobody_is_sent_to_a_page_that_cannot_change_it()
    {
        var ada = await (await site.SignedIn(Ada)).Open(Home);

        Assert.Has(Dutch("SettingsModel.ToDo.AddressOfServer"), ada.Text);
        Assert.Lacks(Dutch("SettingsModel.ToDo.Address"), ada.Text);
        Assert.DoesNotContain(
            ada.Page.QuerySelectorAll("main a"),
            link => link.TextContent == Dutch("SettingsModel.ToDo.AddressOfServer")
        );
        await ada.Open(Home + "/mail");
        Assert.Has(Dutch("SettingsModel.ToDo.AddressOfServer"), ada.Text);
    }

    [Fact]
    public async Task No_mail_goes_to_people_with_a_sample_for_a_name_or_a_number()
    {
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/mail");

        await NameRelay(ada);

        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        var why = Dutch("SettingsModel.ToDo.SupportPoint");
        Assert.Has(why, ada.Page.QuerySelector(".error-summary")!.TextContent);
        // Above the form and at the field, as every page says what is wrong.
        Assert.Equal(2, ada.Page.QuerySelector("main")!.TextContent.Split(why).Length - 1);
        Assert.Equal(MailMode.Folder, site.Part<CurrentSettings>().Mail.Mode);
    }

    [Theory]
    [InlineData("Mail:Host", "smtp server", "Schrijf de naam van een mailserver.")]
    [InlineData("Mail:Port", "0", "Schrijf een getal van 1 tot en met 65535.")]
    [InlineData("Mail:Port", "465", "Bij poort 465 hoort TLS vanaf het begin", "starttls")]
    [InlineData("Mail:Port", "587", "bij poort 587 STARTTLS", "tls")]
    [InlineData("Mail:User", "linde", "Met een gebruikersnaam moet de verbinding beveiligd zijn.")]
    [InlineData("Mail:From", "Ada", "Schrijf een mailadres")]
    [InlineData("Mail:Mode", "duif", "Kies een van deze antwoorden.")]
    [InlineData("Mail:Bounces", "terug+bij@delinde.example", "hoogstens 31 tekens voor de @")]
    [InlineData("Mail:Heartbeat", "https://wie:wat@hc-ping.com/woord", "Schrijf een adres dat met https:// begint")]
    [InlineData("Mail:Heartbeat", "http://127.0.0.1:5432/", "Schrijf een adres dat met https:// begint")]
    [InlineData("Mail:Heartbeat", "https://localhost:8443/", "Schrijf een adres dat met https:// begint")]
    [InlineData("Mail:Heartbeat", "http://hc-ping.com/woord", "Schrijf een adres dat met https:// begint")]
    public async Task A_relay_that_cannot_be_is_said_beside_the_field(
        string key,
        string value,
        string why,
        string security = "none"
    )
    {
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/steunpunt");
        await SayWhoWeAre(ada);
        await ada.Open(Home + "/mail");
        await NameRelay(ada, security, changed: (key, value));

        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Has(why, ada.Text);
        Assert.Equal(MailMode.Folder, site.Part<CurrentSettings>().Mail.Mode);
    }

    [Fact]
    public async Task What_the_installation_says_itself_holds_and_the_page_shows_it_without_a_field()
    {
        using var own = Some.Installation(
            ("SupportPoint:Name", "De Beuk"),
            ("Mail:Mode", "smtp"),
            ("Mail:Host", "127.0.0.1"),
            ("Mail:Password", Secret),
            ("Mail:Security", "none")
        );
        await own.WithRoles(Ada, "Ada", StaffRole.Administrator);
        var ada = await (await own.SignedIn(Ada)).Open(Home + "/steunpunt");
        Assert.Has("Naam van het steunpunt De Beuk", ada.Text);

        await ada.Post(
            Home + "/steunpunt",
            [
                ada.Token,
                new("Seen", "0"),
                new("Values[SupportPoint:Name]", "De Eik"),
                new("Values[SupportPoint:Phone]", "088 12"),
                new("Values[SupportPoint:Email]", "post@beuk.example"),
            ]
        );

        Assert.Equal(
            "SupportPoint:Email,SupportPoint:Phone",
            await own.Joined("select key from setting_change where key like 'SupportPoint:%' order by key")
        );
        await ada.Open(Home);
        Assert.Has("De Beuk", ada.Text);
        await ada.Open(Home + "/mail");
        Assert.Lacks(Secret, ada.Page.DocumentElement.OuterHtml);
        Assert.Equal(
            [
                "Values[Mail:Bounces]",
                "Values[Mail:Inbox:Host]",
                "Values[Mail:Inbox:Port]",
                "Values[Mail:Inbox:Security]",
                "Values[Mail:Inbox:User]",
                "Values[Mail:Inbox:Password]",
                "Values[Mail:Inbox:Folder]",
                "Values[Sms:Address]",
                "Values[Mail:Heartbeat]",
            ],
            ada.Page.QuerySelectorAll("main input:not([type=hidden])")
                .Select(field => field.GetAttribute("name"))
                .Distinct()
        );
    }

    [Fact]
    public async Task A_service_that_gives_tokens_and_a_mailbox_of_returned_mail_are_filled_in_and_their_secrets_kept_sealed()
    {
        await using var tokens = new TokenEndpoint();
        using var certificates = new TestCertificates();
        (relay.Certificate, relay.Account, relay.Token) = (
            certificates.For("localhost"),
            ("post", "anders"),
            tokens.Good
        );
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/steunpunt");
        await SayWhoWeAre(ada);
        await ada.Open(Home + "/mail");

        await FillIn(ada, secret: "s3cret-van-linde", inbox: "127.0.0.1");

        var mail = site.Part<CurrentSettings>().Mail;
        Assert.Equal("s3cret-van-linde", mail.Relay.OAuth!.Secret);
        Assert.Equal(
            ("127.0.0.1", 993, "post", mail.Relay.OAuth),
            (mail.Inbox!.Host, mail.Inbox.Port, mail.Inbox.User, mail.Inbox.OAuth)
        );
        Assert.Lacks("s3cret-van-linde", $"{mail} {mail.Relay.OAuth} {mail.Inbox}");
        Assert.Lacks("s3cret-van-linde", await site.Content(_ => true));
        Assert.Lacks("s3cret-van-linde", ada.Page.DocumentElement.OuterHtml);
        await ada.Press(Dutch("SettingsModel.Test"));
        Assert.Equal("s3cret-van-linde", tokens.Asked[0]["client_secret"]);
        Assert.Equal(Ada, Assert.Single(relay.Messages).To);

        // Where a token would go somewhere else, the secret is asked for again.
        await FillIn(await ada.Open(Home + "/mail"), secret: "", inbox: "127.0.0.2");
        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Has(Dutch("SettingGroupModel.Error.Mail.OAuth.Secret"), ada.Text);
        await FillIn(await ada.Open(Home + "/mail"), secret: "", inbox: "127.0.0.1");
        Assert.Equal("s3cret-van-linde", site.Part<CurrentSettings>().Mail.Relay.OAuth!.Secret);

        async Task FillIn(Browser browser, string secret, string inbox)
        {
            await browser
                .Choose(Dutch("SettingsModel.Name.Mail.Mode"), Dutch("SettingsModel.Mode.smtp"))
                .Write(Dutch("SettingsModel.Name.Mail.Host"), "localhost")
                .Write(Dutch("SettingsModel.Name.Mail.Port"), Texts.Number(relay.Port))
                .Write(Dutch("SettingsModel.Name.Mail.User"), "post")
                .Write(Dutch("SettingsModel.Name.Mail.OAuth.TokenEndpoint"), tokens.Address.AbsoluteUri)
                .Write(Dutch("SettingsModel.Name.Mail.OAuth.ClientId"), "app")
                .Write(Dutch("SettingsModel.Name.Mail.OAuth.Secret"), secret)
                .Write(Dutch("SettingsModel.Name.Mail.Inbox.Host"), inbox)
                .Press(Dutch("Everywhere.Save"));
        }
    }

    [Fact]
    public async Task Of_the_first_week_each_line_goes_when_it_is_done_and_the_list_when_it_is_put_away()
    {
        using var own = Some.Installation(("Mail:Mode", "smtp"), ("Mail:Host", "127.0.0.1"), ("Mail:Security", "none"))
            .On("2026-03-02");
        await own.WithRoles(Ada, "Ada", StaffRole.Administrator, StaffRole.Coordinator);
        var ada = await own.SignedIn(Ada);
        string[] lines = ["Try", "Colleagues", "SecondAdministrator", "Directory", "Privacy", "Heartbeat"];
        Assert.Equal(lines, Left(await ada.Open("/werklijst")));

        await ada.Press(Dutch("FirstWeek.Try"));
        Assert.Equal(lines[1..], Left(await ada.Open("/werklijst")));
        await own.Coordinator("bo@steunpunt.example", "Bo");
        Assert.Equal(lines[2..], Left(await ada.Open("/werklijst")));
        await own.WithRoles("bo@steunpunt.example", "Bo", StaffRole.Administrator);
        Assert.Equal(lines[3..], Left(await ada.Open("/beheer/medewerkers")));
        await (await ada.Open("/sociale-kaart")).Post("/sociale-kaart?handler=Start", [ada.Token]);
        Assert.Equal(lines[4..], Left(await ada.Open(Home)));
        await own.Coordinator("els@steunpunt.example", "Els");
        Assert.Lacks(Dutch("FirstWeek.Title"), (await own.SignedIn("els@steunpunt.example")).Text);

        await ada.Press(Dutch("FirstWeek.Away"));
        Assert.Equal(Home, ada.Path);
        Assert.Empty(Left(ada));
        Assert.Empty(Left(await ada.Open("/werklijst")));
        Assert.Equal(1, await own.Count("audit_log", "object = 'setting/FirstWeek:Over=true'"));
        await (await ada.Open(Home)).Press(Dutch("SettingsModel.FirstWeek.Back"));
        Assert.Equal(lines[4..], Left(await ada.Open("/werklijst")));

        IEnumerable<string> Left(Browser browser) =>
            lines.Where(line => browser.Text.Contains(Dutch("FirstWeek." + line), StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_button_looks_at_all_that_check_looks_at_and_says_it_in_words()
    {
        var ada = await (await site.SignedIn(Ada)).Open(Home + "/steunpunt");
        await SayWhoWeAre(ada);
        await NameRelay(
            ada,
            changed: ("Mail:Inbox:Host", "localhost"),
            more: [("Mail:Inbox:Port", "1"), ("Mail:Inbox:User", "post"), ("Mail:Inbox:Password", Secret)]
        );

        await (await ada.Open(Home)).Press(Dutch("SettingsModel.Test"));

        Assert.Equal(HttpStatusCode.OK, ada.Status);
        Assert.Has("mailbox post at localhost port 1: does not answer as it should", ada.Text);
        Assert.Has(Dutch("SettingsModel.Test.addresses.Look"), ada.Text);
        Assert.Has(Dutch("SettingsModel.Test.safety.Look"), ada.Text);
        var address = ada.Page.QuerySelectorAll("li").Single(line => line.TextContent.Contains("Site:BaseUrl is "));
        Assert.Has(Dutch("SettingsModel.ToDo.AddressOfServer"), address.TextContent);
        Assert.Empty(address.QuerySelectorAll("a"));
        Assert.Lacks(Secret, ada.Page.DocumentElement.OuterHtml);
        foreach (var good in new[] { "mail", "store", "disk", "clock", "work", "audit-log", "backup" })
            Assert.Has(Dutch("SettingsModel.Test." + good), ada.Text);
        var checks = await AllChecks.OfAsync(
            site.Installation,
            site.Database,
            probes: null,
            new(CheckLine.Ok("addresses", ""), CheckLine.Ok("store", ""), CheckLine.Ok("mail", ""))
        );
        Assert.Each(checks, line => Assert.Has(Tested.NameOf(line.Subject.Replace(' ', '-')), ada.Text));
    }

    private static async Task SayWhoWeAre(Browser ada) =>
        await ada.Write(Dutch("SettingsModel.Name.SupportPoint.Name"), "De Linde")
            .Write(Dutch("SettingsModel.Name.SupportPoint.Phone"), "088 765 43 21")
            .Write(Dutch("SettingsModel.Name.SupportPoint.Email"), "post@delinde.example")
            .Press(Dutch("Everywhere.Save"));

    private async Task NameRelay(
        Browser ada,
        string security = "none",
        string user = "",
        string password = "",
        (string Key, string Value)? changed = null,
        string mode = "smtp",
        params (string Key, string Value)[] more
    )
    {
        var values = new Dictionary<string, string>
        {
            ["Mail:Mode"] = mode,
            ["Mail:From"] = "",
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = relay.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail:Security"] = security,
            ["Mail:User"] = user,
            ["Mail:Password"] = password,
        };
        foreach (var (key, value) in changed is { } one ? [one, .. more] : more)
            values[key] = value;
        await ada.Open(Home + "/mail");
        await ada.Post(
            ada.Path,
            [
                ada.Token,
                new("Seen", ada.Page.QuerySelector("main [name=Seen]")!.GetAttribute("value")!),
                .. values.Select(entry => KeyValuePair.Create($"Values[{entry.Key}]", entry.Value)),
            ]
        );
    }
}
