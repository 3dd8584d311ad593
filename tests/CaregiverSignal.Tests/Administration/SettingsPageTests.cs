using System.Net;
using CaregiverSignal.Administration;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.People;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;
using CaregiverSignal.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Administration;

/// <summary>What an administrator changes of the settings in the browser, and that it holds at once.</summary>
public sealed class SettingsPageTests : IDisposable
{
    private const string Ada = "ada@steunpunt.example";
    private const string Eva = "eva@steunpunt.example";
    private const string Home = "/beheer/instellingen";

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public SettingsPageTests() => site.WithRoles(Ada, "Ada", StaffRole.Administrator);

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Who_one_is_is_asked_before_anything_is_typed_and_not_at_the_end_of_it()
    {
        var ada = await At("site-closeddays");
        Assert.Equal("Dagen waarop het steunpunt gesloten is", ada.Heading);

        site.Advance(TimeSpan.FromMinutes(11));
        await ada.Open(Home + "/site-closeddays");

        Assert.Equal("/opnieuw", ada.Path);
    }

    [Fact]
    public async Task A_closed_day_is_confirmed_with_its_reason_moves_the_deadline_and_is_put_back()
    {
        var caregiver = site.AddCaregiver();
        site.AddSignal(caregiver);
        site.Beat();
        Assert.Equal("2026-03-04", site.Joined("select escalate_on from signal"));
        var ada = await At("site-closeddays");

        await ada.Write("Wat wordt het?", "2026-03-04..2026-03-06")
            .Write("Waarom verandert u dit?", "Verhuizing")
            .Press("Bekijk wat er verandert");
        Assert.Contains("Straks2026-03-04..2026-03-06", ada.Text, StringComparison.Ordinal);
        Assert.Contains("gaat op de eerste werkdag erna", ada.Text, StringComparison.Ordinal);
        Assert.Equal(0, site.Count("setting_change"));
        await ada.Press("Ja, verander dit");

        Assert.Equal(Home + "?bewaard=ja", ada.Path);
        Assert.Contains("2026-03-04..2026-03-06Ada, 2 maart 2026: Verhuizing", ada.Text, StringComparison.Ordinal);
        Assert.Equal("2026-03-09", site.Joined("select escalate_on from signal"));
        Assert.False(site.Part<SiteTime>().WorkingDays.Contains(Some.Date("2026-03-05")));
        Assert.Equal("change", site.Joined("select deed from record where object = 'setting/1'"));

        await ada.Open(Home + "/site-closeddays");
        await ada.Press("Zet terug");
        Assert.NotNull(ada.Page.QuerySelector("#waarom-terug-fout"));
        await ada.Write("Terug naar ‘geen’. Waarom?", "Toch open").Press("Zet terug");
        await ada.Press("Ja, verander dit");

        Assert.True(site.Part<SiteTime>().WorkingDays.Contains(Some.Date("2026-03-05")));
        Assert.Equal("1", site.Joined("select undoes_id from setting_change where undoes_id is not null"));
        await ada.Open(Home + "/site-closeddays");
        Assert.Contains(
            "2 maart 2026, Ada: teruggezet van ‘2026-03-04..2026-03-06’ naar ‘geen’. Toch open",
            ada.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_term_that_is_put_back_takes_back_whom_it_would_have_erased_and_leaves_what_somebody_chose()
    {
        foreach (var person in new[] { "1", "2" })
        {
            var one = site.AddCaregiver(person, "Anna");
            site.Database.Write(transaction => LifeCycle.Stop(transaction, one, ReportedBy.Coordinator, site.Time));
            site.Sql($"update caregiver set ended_on = '2025-12-01' where id = {one}");
        }

        site.Sql(
            "update caregiver set erase_on = '2026-05-01', keep_reason = 'Vraagt om een brief' where person = '2'"
        );
        var ada = await At("retention-endeddays");
        await ada.Write("Wat wordt het?", "60")
            .Write("Waarom verandert u dit?", "Proef")
            .Press("Bekijk wat er verandert");
        await ada.Press("Ja, verander dit");
        site.Beat();
        Assert.Equal("2026-04-01,2026-05-01", site.Joined("select erase_on from caregiver order by person"));

        await ada.Open(Home + "/retention-endeddays");
        await ada.Write("Terug naar", "Te kort").Press("Zet terug");
        Assert.Contains("Dan vervalt de dag van wie nog niet aan de beurt is.", ada.Text, StringComparison.Ordinal);
        await ada.Press("Ja, verander dit");

        Assert.Equal(1, site.Count("caregiver", "erase_on is null"));
        Assert.Equal(1, site.Count("caregiver", "erase_on = '2026-05-01'"));
        site.On("2026-04-02").Beat();
        Assert.Equal(2, site.Count("caregiver"));
    }

    [Fact]
    public async Task A_changed_number_holds_on_every_page_and_on_another_machine_and_nothing_restarts()
    {
        var other = site.PartsOn(site.Database);
        await Changed("supportpoint-phone", "0900 11 22 33");
        await Changed("retention-endeddays", "365");
        await Changed("plan-windowdays", "21");

        // First, as on a server the one that beats first leads.
        site.AddCaregiver();
        site.Beat();
        Assert.Equal("2026-03-23", site.Joined("select closes_on from check_in"));
        var anybody = await site.NewBrowser().Open("/zorgen");
        Assert.Contains("0900\u00a011\u00a022\u00a033", anybody.Page.Body!.TextContent, StringComparison.Ordinal);
        await anybody.Open("/privacy");
        Assert.Contains("zolang u meedoet, en daarna nog 1 jaar.", anybody.Text, StringComparison.Ordinal);
        other.GetRequiredService<Heartbeat>().Beat(TestContext.Current.CancellationToken);
        Assert.Equal("0900 11 22 33", other.GetRequiredService<CaregiverSignal.Web.SupportPointSettings>().Phone);
        Assert.Equal(365, other.GetRequiredService<CaregiverSignal.Retention.RetentionSettings>().Now.EndedDays);
        Assert.Equal(3, site.Part<SettingsInForce>().Count);
    }

    [Fact]
    public async Task A_number_for_when_somebody_is_not_safe_holds_at_once_where_staff_read_it()
    {
        await Changed("safety-crisisservice", "088 765 43 21");
        await Changed("safety-checkedon", "2026-03-01");

        Assert.Equal("088 765 43 21", site.Part<CaregiverSignal.Safety.SafetySettings>().CrisisService);
        Assert.Equal(new DateOnly(2026, 3, 1), site.Part<CaregiverSignal.Safety.SafetySettings>().CheckedOn);
    }

    [Fact]
    public async Task A_new_number_is_checked_by_nobody_and_one_of_before_can_be_put_back_as_it_was()
    {
        var safety = site.Part<CaregiverSignal.Safety.SafetySettings>();
        await Changed("safety-checkedon", "2026-03-01");
        await Changed("supportpoint-phone", "0900 11 22 33");
        Assert.NotNull(safety.CheckedOn);
        await Changed("safety-officer", "Els 088 1");
        Assert.Null(safety.CheckedOn);
        Assert.Contains("088 1", safety.Officer, StringComparison.Ordinal);
        await Changed("safety-officer", "Els 088 2");
        // An older program took a name without a number.
        site.Sql("update setting_change set value = 'Els op kamer drie' where value = 'Els 088 1'");
        site.Sql("update setting_change set was = 'Els op kamer drie' where was = 'Els 088 1'");
        await Changed("safety-checkedon", "2026-03-02");

        var ada = await At("safety-officer");
        await ada.Write("Terug naar ‘Els op kamer drie’. Waarom?", "Toch niet.").Press("Zet terug");
        await ada.Press("Ja, verander dit");

        Assert.Equal("Els op kamer drie", safety.Officer);
        Assert.Null(safety.CheckedOn);
        Assert.Equal(8, site.Count("record", "deed = 'change' and object like 'setting%'"));
    }

    [Theory]
    [InlineData("retention-endeddays", "29", "Schrijf een heel getal van 30 tot en met 3660.")]
    [InlineData("retention-endeddays", "-1' or 1=1 --", "Schrijf een heel getal")]
    [InlineData("site-closeddays", "2026-12-24,morgen", "Schrijf dagen als 2026-12-24")]
    [InlineData("site-closeddays", "2026-12-01..2027-12-01", "Hoogstens 31 dagen achter elkaar.")]
    [InlineData("supportpoint-phone", "", "Schrijf een nummer dat mensen kunnen bellen")]
    [InlineData("supportpoint-phone", "<script>alert(1)</script>\u202E088", "Schrijf een nummer")]
    [InlineData("supportpoint-callinghours", "op \u202Edagen", "Schrijf hoogstens 60 tekens")]
    [InlineData("signals-nearness-amber", "16", "‘aandacht’ kan niet meer punten vragen dan ‘snel contact’")]
    [InlineData("plan-reminderafterdays", "28", "Komt de herinnering voordat de vragen sluiten?")]
    [InlineData("plan-everymonths-cra", "1", "Zijn het niet te veel vragen in één keer?")]
    [InlineData("safety-checkedon", "gisteren", "Schrijf een dag als 2026-03-31, vandaag of eerder.")]
    [InlineData("safety-checkedon", "2026-03-03", "Schrijf een dag als 2026-03-31, vandaag of eerder.")]
    [InlineData("safety-suicideline", "", "Dit kan niet leeg zijn.")]
    [InlineData("safety-advice", "zie intranet", "Vul een nummer in")]
    [InlineData("safety-crisisservice", "zie intranet", "Schrijf een nummer, of een naam met een nummer")]
    [InlineData("retention-endeddays", "730", "Dit is al zo.")]
    public async Task What_cannot_be_is_said_beside_the_field_and_nothing_changes(string slug, string value, string why)
    {
        var ada = await At(slug);
        var before = site.Content(table => table is not ("record" or "record_seal"));

        await ada.Post($"{Home}/{slug}/bekijk", Fields(ada, value, "Daarom"));
        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Contains(why, ada.Text, StringComparison.Ordinal);
        await ada.Post($"{Home}/{slug}", Fields(ada, value, "Daarom"));

        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Equal(before, site.Content(table => table is not ("record" or "record_seal")));
        Assert.Equal(0, site.Part<SettingsInForce>().Count);
    }

    [Fact]
    public async Task Without_a_reason_or_on_a_page_that_is_no_setting_nothing_changes()
    {
        var ada = await At("retention-maildays");
        await ada.Post($"{Home}/retention-maildays", Fields(ada, "90", " "));
        Assert.Contains("Schrijf waarom u dit verandert.", ada.Text, StringComparison.Ordinal);
        await ada.Post($"{Home}/mail-password", Fields(ada, "90", "Daarom"));

        Assert.Equal(HttpStatusCode.NotFound, ada.Status);
        Assert.Equal(0, site.Count("setting_change"));
    }

    [Fact]
    public async Task Of_two_administrators_the_second_sees_what_the_first_changed()
    {
        site.WithRoles(Eva, "Eva", StaffRole.Administrator);
        var (ada, eva) = (await At("retention-maildays"), await At("retention-maildays", Eva));
        await eva.Write("Wat wordt het?", "200")
            .Write("Waarom verandert u dit?", "Langer")
            .Press("Bekijk wat er verandert");
        await Change(ada, "90", "Korter");

        await eva.Press("Ja, verander dit");

        Assert.Equal(HttpStatusCode.Conflict, eva.Status);
        Assert.Contains("Een collega heeft dit net veranderd. Het is nu: 90.", eva.Text, StringComparison.Ordinal);
        Assert.Equal("200", eva.Page.QuerySelector("#waarde")!.GetAttribute("value"));
        Assert.Equal("90", site.Joined("select value from setting_change"));
        await Change(eva, "200", "Toch langer");
        Assert.Equal("90,200", site.Joined("select value from setting_change order by id"));
    }

    [Fact]
    public async Task Only_an_administrator_comes_here()
    {
        site.WithRoles(Eva, "Eva", StaffRole.Operator);
        site.Coordinator("bo@steunpunt.example", "Bo");
        foreach (var email in new[] { Eva, "bo@steunpunt.example" })
        {
            var somebody = await site.SignedIn(email);
            await somebody.Open(somebody.Path);
            var token = somebody.Token;
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.Open(Home)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.Open(Home + "/retention-maildays")).Status);
            await somebody.Post(
                Home + "/retention-maildays",
                [token, new("stand", "0"), new("waarde", "90"), new("waarom", "Daarom")]
            );
            Assert.Equal(HttpStatusCode.Forbidden, somebody.Status);
        }

        Assert.Equal(0, site.Count("setting_change"));
        Assert.DoesNotContain(
            "Instellingen",
            (await site.SignedIn(Eva)).Page.Body!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_limit_shows_how_many_signals_last_year_would_have_given_before_it_changes()
    {
        site.AddCaregiver("1");
        var ada = await Proposed("signals-burden-from", "90");
        Assert.Contains("Dit kan pas bij 10 mensen.", ada.Text, StringComparison.Ordinal);

        for (var person = 2; person <= 12; person++)
        {
            var caregiver = site.AddCaregiver(Texts.Number(person), enrolledOn: Some.Date("2025-06-02"));
            site.AddAnswered(caregiver, Some.Date("2025-06-02"), null, ("srb.burden", 70), ("volhoudtijd.time", 3));
        }

        site.Beat();

        ada = await Proposed("signals-burden-from", "90");

        Assert.Contains("nagerekend voor 12 mensen", ada.Text, StringComparison.Ordinal);
        Assert.Equal(["Snel contact", "Aandacht", "Samen"], Cells(ada, "th[scope=row]"));
        var numbers = Cells(ada, "td");
        Assert.Equal(6, numbers.Count);
        Assert.NotEqual((numbers[0], numbers[2]), (numbers[1], numbers[3]));
        Assert.Equal("0,4 (22 in het jaar)", numbers[4]);
        Assert.DoesNotContain("Anna", ada.Text, StringComparison.Ordinal);
        await ada.Press("Ja, verander dit");
        Assert.Contains("90Ada, 2 maart 2026", ada.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_no_longer_goes_with_the_installations_settings_is_passed_over_and_named()
    {
        await Changed("signals-nearness-red", "12");
        await Changed("signals-nearness-amber", "9");
        await Changed("retention-maildays", "90");
        site.Sql("delete from setting_change where key = 'Signals:Nearness:Red'");

        var other = site.PartsOn(site.Database).GetRequiredService<SettingsInForce>();

        Assert.Equal(["Retention:MailDays"], other.Keys);
        Assert.Equal("Signals:Nearness:Amber", Assert.Single(other.Aside).Place);

        await Changed("supportpoint-phone", "0900 11 22 33");
        var ada = await At("signals-nearness-amber");
        var name = ada.Heading;
        await ada.Open(Home);
        Assert.Contains($"{name} is hier veranderd, maar past niet meer", ada.Text, StringComparison.Ordinal);
        await ada.Open(Home + "/signals-nearness-amber");
        await ada.Write("Terug naar ‘3’. Waarom?", "Past niet meer").Press("Zet terug");
        await ada.Press("Ja, verander dit");
        Assert.Equal(Home + "?bewaard=ja", ada.Path);
        Assert.Equal(1, site.Count("setting_change", "key = 'Signals:Nearness:Amber' and value is null"));
    }

    [Fact]
    public async Task One_change_that_is_wrong_takes_no_other_along_whatever_their_order()
    {
        await Changed("signals-nearness-red", "12");
        await Changed("signals-nearness-amber", "9");
        await Changed("signals-nearness-red", "13");
        await Changed("retention-maildays", "90");
        site.Sql("update setting_change set value = 'x' where key = 'Retention:MailDays'");

        var other = site.PartsOn(site.Database).GetRequiredService<SettingsInForce>();

        Assert.Equal(["Signals:Nearness:Amber", "Signals:Nearness:Red"], other.Keys);
        Assert.Equal("Retention:MailDays", Assert.Single(other.Aside).Place);
    }

    [Fact]
    public async Task Two_administrators_on_two_machines_cannot_together_make_what_cannot_be()
    {
        await Changed("signals-nearness-red", "16");
        var ada = await Proposed("signals-nearness-amber", "15");
        site.Sql(
            "insert into setting_change (key, value, was, why, changed_by, changed_at) "
                + "select key, '9', '16', 'Elders', changed_by, changed_at from setting_change"
        );

        await ada.Press("Ja, verander dit");

        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Equal(0, site.Count("setting_change", "key = 'Signals:Nearness:Amber'"));
    }

    [Fact]
    public async Task What_nobody_foresaw_in_a_change_stops_nothing_and_is_logged_once_without_its_value()
    {
        await Changed("plan-windowdays", "21");
        var (plan, log) = (site.Part<Plan>(), new LogLines());
        SettingsInForce With(byte[] source)
        {
            var inForce = new SettingsInForce(
                site.Part<Settings>(),
                new ConfigurationBuilder().Build(),
                site.Instruments,
                plan with
                {
                    Source = new SourceFile("plan.json", source),
                }
            );
            inForce.LogTo(log.For<SettingsInForce>());
            return inForce;
        }

        var broken = With("{}"u8.ToArray());

        broken.Take(site.Database);
        broken.Take(site.Database);
        var marked = With([0xEF, 0xBB, 0xBF, .. plan.Source!.Bytes]);

        marked.Try("Plan:WindowDays", "20", out _);
        Assert.Equal("Plan:WindowDays", Assert.Single(broken.Aside).Place);
        Assert.DoesNotContain("21", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("999")]
    [InlineData("x")]
    public async Task What_is_put_back_is_the_newest_change_of_this_setting(string change)
    {
        await Changed("retention-maildays", "90");
        var ada = await At("supportpoint-callinghours");

        await ada.Post(
            Home + "/supportpoint-callinghours",
            [ada.Token, new("stand", "0"), new("terug", change), new("waarom", "Daarom")]
        );

        Assert.Equal(HttpStatusCode.Conflict, ada.Status);
        Assert.Equal(1, site.Count("setting_change"));
    }

    [Fact]
    public void Every_setting_has_words_and_holds_what_would_be_put_in_its_field()
    {
        var inForce = site.Part<SettingsInForce>();

        Assert.Each(
            inForce.All(),
            setting =>
            {
                Assert.NotEmpty(SettingWords.Name(setting, site.Instruments));
                Assert.NotEmpty(SettingWords.Hint(setting));
                Assert.NotEmpty(SettingWords.Starts(setting));
                Assert.NotEmpty(SettingWords.NotWithTheOthers(setting));
                var tried = inForce.Try(setting.Key, setting.Value, out var faults);
                Assert.Empty(faults);
                Assert.Equal(setting.Value, tried!.ValueOf(setting.Key));
            }
        );
        Assert.Equal(inForce.All().Count, inForce.All().Select(setting => setting.Slug).Distinct().Count());
        Assert.True(inForce.All().Count > 40);
    }

    private async Task<Browser> At(string slug, string email = Ada) =>
        await (await site.SignedIn(email)).Open($"{Home}/{slug}");

    private async Task<Browser> Proposed(string slug, string value)
    {
        var ada = await At(slug);
        return await ada.Write("Wat wordt het?", value)
            .Write("Waarom verandert u dit?", "Daarom")
            .Press("Bekijk wat er verandert");
    }

    private async Task Changed(string slug, string value) =>
        await (await Proposed(slug, value)).Press("Ja, verander dit");

    private static async Task Change(Browser browser, string value, string why)
    {
        await browser
            .Write("Wat wordt het?", value)
            .Write("Waarom verandert u dit?", why)
            .Press("Bekijk wat er verandert");
        await browser.Press("Ja, verander dit");
    }

    private static KeyValuePair<string, string>[] Fields(Browser browser, string value, string why) =>
        [browser.Token, new("stand", "0"), new("waarde", value), new("waarom", why)];

    private static List<string> Cells(Browser browser, string which) =>
        [.. browser.Page.QuerySelectorAll("#vorig-jaar ~ table " + which).Select(cell => cell.TextContent.Trim())];
}
