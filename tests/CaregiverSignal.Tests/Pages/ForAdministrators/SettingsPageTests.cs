using CaregiverSignal.Configuration;
using CaregiverSignal.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Pages.ForAdministrators;

/// <summary>What an administrator fills in on the pages of settings, and that it holds at once.</summary>
public sealed class SettingsPageTests() : AtASite("2026-03-02")
{
    private const string Ada = "ada@steunpunt.example";
    private const string Eva = "eva@steunpunt.example";
    private const string Home = PageSettings.Home;
    private static readonly string ClosedDays = Dutch("SettingsModel.Name.Site.ClosedDays");
    private static readonly string Term = Dutch("SettingsModel.Name.Retention.EndedDays");
    private static readonly string Officer = Dutch("SettingsModel.Name.Safety.Officer");
    private static readonly string CheckedOn = Dutch("SettingsModel.Name.Safety.CheckedOn");

    public override async ValueTask InitializeAsync()
    {
        await site.WithRoles(Ada, "Ada", StaffRole.Administrator);
    }

    [Fact]
    public async Task Who_one_is_is_asked_before_anything_is_typed_and_not_at_the_end_of_it()
    {
        var ada = await At("veiligheid");
        Assert.Equal(Dutch("SettingsModel.Group.veiligheid"), ada.Heading);

        site.Advance(TimeSpan.FromMinutes(11));
        await ada.Open(Home + "/veiligheid");

        Assert.Equal("/opnieuw", ada.Path);
    }

    [Fact]
    public async Task After_four_weeks_with_more_talks_needed_than_had_it_is_to_do_until_a_week_keeps_up()
    {
        var people = (await Enumerable.Range(1, 5).SelectAsync(number => site.AddCaregiver($"p{number}"))).ToList();
        await Red(people[..3]);
        Assert.False(await IsToDo());
        await Red(people[3..4]);
        Assert.True(await IsToDo());

        foreach (var person in people[..2])
            Assert.True(await site.Contact((await site.OpenSignal(person))!.Id, ContactWay.Spoken, days: 14));
        await Red(people[4..]);
        Assert.False(await IsToDo());

        // One a week, and then the Monday after.
        async Task Red(IEnumerable<long> each)
        {
            foreach (var person in each)
            {
                await site.AddAnswered(person, site.Time.Today, null, ("volhoudtijd.time", 1));
                await site.RunJobs();
                site.Advance(TimeSpan.FromDays(7));
            }
        }

        async Task<bool> IsToDo()
        {
            var ada = await (await site.SignedIn(Ada)).Open(Home);
            return ada.TextsOf(".to-do a[href='" + Home + "/meldingen']").Contains(Dutch("SettingsModel.ToDo.Talks"));
        }
    }

    [Fact]
    public async Task A_group_is_saved_at_once_and_only_what_changed_is_recorded()
    {
        var caregiver = await site.AddCaregiver();
        await site.AddSignal(caregiver);
        await site.RunJobs();
        Assert.Equal("2026-03-04", await site.Joined("select escalate_on from signal"));
        var ada = await At("steunpunt");

        await ada.Write(ClosedDays, "2026-03-04..2026-03-06")
            .Write(Dutch("SettingsModel.Name.SupportPoint.CallingHours"), "op werkdagen")
            .Press(Dutch("Everywhere.Save"));

        Assert.Equal(Home, ada.Path);
        Assert.Has("2026-03-04..2026-03-06", ada.Text);
        Assert.Equal("2026-03-09", await site.Joined("select escalate_on from signal"));
        Assert.False(site.Part<SiteTime>().WorkingDays.Contains(Some.Date("2026-03-05")));
        Assert.Equal(
            "Site:ClosedDays,SupportPoint:CallingHours",
            await site.Joined("select key from setting_change order by key")
        );
        Assert.Equal(
            "setting/Site:ClosedDays=2026-03-04..2026-03-06,setting/SupportPoint:CallingHours",
            await site.Joined(
                "select object from audit_log where action = 'change' and object like 'setting/%' order by object"
            )
        );
        Assert.Equal("op werkdagen", site.Part<CurrentSettings>().SupportPoint.CallingHours);

        await ada.Open(Home + "/steunpunt");
        await ada.Write(ClosedDays, "").Press(Dutch("Everywhere.Save"));

        Assert.True(site.Part<SiteTime>().WorkingDays.Contains(Some.Date("2026-03-05")));
        Assert.Equal(3, await site.Count("setting_change"));
    }

    [Fact]
    public async Task A_page_says_what_was_filled_in_about_privacy_and_enrolling_at_once_and_so_does_another_machine()
    {
        var other = await site.PartsOn(site.Database);
        var ada = await At("privacy");
        await ada.Write(Dutch("SettingsModel.Name.Privacy.Ground"), "u gaf ons toestemming")
            .Press(Dutch("Everywhere.Save"));
        await ada.Open(Home + "/steunpunt");
        await ada.Post(
            Home + "/steunpunt",
            [ada.Token, new("Seen", "0"), new($"Values[{PageSettings.EnrolmentOpen}]", "false")]
        );

        Assert.Has("De reden: u gaf ons toestemming.", (await site.NewBrowser().Open("/privacy")).Text);
        Assert.Equal(Dutch("StartModel.NotYet.Title"), (await site.NewBrowser().Open("/aanmelden/18")).Heading);
        await other.GetRequiredService<JobRunner>().RunAsync(Some.Stop);
        Assert.False(other.GetRequiredService<CurrentSettings>().Now.IsEnrolmentOpen);
        Assert.Equal("u gaf ons toestemming", other.GetRequiredService<CurrentSettings>().Now.Privacy.Ground);
    }

    [Fact]
    public async Task A_shorter_term_is_asked_about_once_and_a_longer_one_takes_back_whom_it_would_have_erased()
    {
        foreach (var person in new[] { "1", "2" })
        {
            var id = await site.AddCaregiver(person, "Anna");
            await site.Write(transaction => LifeCycle.Stop(transaction, id, ReportedBy.Coordinator, site.Time));
            await site.Sql($"update caregiver set ended_on = '2025-12-01' where id = {id}");
        }

        await site.Sql(
            "update caregiver set erase_on = '2026-05-01', keep_reason = 'Vraagt om een brief' where person = '2'"
        );
        var ada = await At("privacy");
        await ada.Write(Term, "60").Press(Dutch("Everywhere.Save"));
        Assert.Has(DutchPart("SettingGroupModel.Sure"), ada.Text);
        Assert.Equal(0, await site.Count("setting_change"));
        await ada.Press(Dutch("SettingGroupModel.Confirm"));
        Assert.Equal(Home, ada.Path);
        await site.RunJobs();
        Assert.Equal("2026-04-01,2026-05-01", await site.Joined("select erase_on from caregiver order by person"));

        await ada.Open(Home + "/privacy");
        await ada.Write(Term, "730").Press(Dutch("Everywhere.Save"));

        Assert.Equal(Home, ada.Path);
        Assert.Equal(1, await site.Count("caregiver", "erase_on is null"));
        Assert.Equal(1, await site.Count("caregiver", "erase_on = '2026-05-01'"));
        await site.On("2026-04-02").RunJobs();
        Assert.Equal(2, await site.Count("caregiver"));
    }

    [Fact]
    public async Task A_yes_to_one_term_is_no_yes_to_a_shorter_one()
    {
        var ada = await At("privacy");

        await ada.Post(
            Home + "/privacy",
            [ada.Token, new("Seen", "0"), new($"Values[{PageSettings.EndedDays}]", "30"), new("Sure", "60")]
        );

        Assert.Equal(HttpStatusCode.OK, ada.Status);
        Assert.Equal(0, await site.Count("setting_change"));
    }

    [Fact]
    public async Task A_new_number_is_checked_by_nobody_until_its_day_is_set_too()
    {
        var settings = site.Part<CurrentSettings>();
        var ada = await At("veiligheid");
        await ada.Write(Dutch("SettingsModel.Name.Safety.CrisisService"), "088 765 43 21")
            .Write(CheckedOn, "2026-03-01")
            .Press(Dutch("Everywhere.Save"));
        Assert.Equal(
            ("088 765 43 21", new DateOnly(2026, 3, 1)),
            (settings.Safety.CrisisService, settings.Safety.CheckedOn)
        );

        await ada.Open(Home + "/veiligheid");
        await ada.Write(Officer, "Els 088 1").Press(Dutch("Everywhere.Save"));
        Assert.Equal(("Els 088 1", null), (settings.Safety.Officer, settings.Safety.CheckedOn));

        await ada.Open(Home + "/veiligheid");
        await ada.Write(Officer, "Els 088 2").Write(CheckedOn, "2026-03-02").Press(Dutch("Everywhere.Save"));

        Assert.Equal(("Els 088 2", new DateOnly(2026, 3, 2)), (settings.Safety.Officer, settings.Safety.CheckedOn));
    }

    [Theory]
    [InlineData("privacy", PageSettings.EndedDays, "29", "Schrijf een getal van 30 tot en met 3660.")]
    [InlineData("privacy", PageSettings.EndedDays, "-1' or 1=1 --", "Schrijf een getal")]
    [InlineData("steunpunt", PageSettings.ClosedDays, "2026-12-24,morgen", "Schrijf dagen als 24-12-2026")]
    [InlineData("steunpunt", PageSettings.ClosedDays, "2026-12-01..2027-12-01", "hoogstens 31 achter elkaar.")]
    [InlineData("steunpunt", PageSettings.EnrolmentOpen, "misschien", "Kies een van deze antwoorden.")]
    [InlineData("steunpunt", "Languages:tr", "misschien", "Kies een van deze antwoorden.")]
    [InlineData("steunpunt", "SupportPoint:CallingHours", "op \u202Edagen", "Schrijf hoogstens 60 tekens")]
    [InlineData("privacy", "Privacy:Ground", "u \u202Egaf", "Schrijf hoogstens 500 tekens.")]
    [InlineData("veiligheid", PageSettings.CheckedOn, "gisteren", "Schrijf een dag als 2026-03-31, vandaag of eerder.")]
    [InlineData("veiligheid", PageSettings.CheckedOn, "2026-03-03", "vandaag of eerder.")]
    [InlineData("veiligheid", "Safety:CrisisService", "zie intranet", "Schrijf een nummer, of een naam met een nummer")]
    public async Task What_cannot_be_is_said_beside_the_field_and_nothing_changes(
        string group,
        string key,
        string value,
        string why
    )
    {
        var ada = await At(group);
        var before = await site.ContentButTheAuditLog();

        await ada.Post($"{Home}/{group}", [ada.Token, new("Seen", "0"), new($"Values[{key}]", value)]);

        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Has(why, ada.Text);
        Assert.Equal(before, await site.ContentButTheAuditLog());
    }

    [Fact]
    public async Task Of_two_administrators_the_second_sees_what_the_first_changed()
    {
        await site.WithRoles(Eva, "Eva", StaffRole.Administrator);
        var (ada, eva) = (await At("veiligheid"), await At("veiligheid", Eva));
        await ada.Write(Dutch("SettingsModel.Name.Safety.OutOfHoursDoctor"), "088 1").Press(Dutch("Everywhere.Save"));

        await eva.Write(Dutch("SettingsModel.Name.Safety.OutOfHoursDoctor"), "088 2").Press(Dutch("Everywhere.Save"));

        Assert.Equal(HttpStatusCode.Conflict, eva.Status);
        Assert.Has(Dutch("SettingGroupModel.News"), eva.Text);
        Assert.Equal("088 1", await site.Joined("select value from setting_change"));
        await eva.Write(Dutch("SettingsModel.Name.Safety.OutOfHoursDoctor"), "088 2").Press(Dutch("Everywhere.Save"));
        Assert.Equal("088 1,088 2", await site.Joined("select value from setting_change order by id"));
    }

    [Fact]
    public async Task Only_an_administrator_comes_here_and_only_to_a_group_that_is_there()
    {
        var ada = await At("veiligheid");
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Open(Home + "/niets")).Status);
        await site.WithRoles(Eva, "Eva", StaffRole.Operator);
        await site.Coordinator("bo@steunpunt.example", "Bo");
        foreach (var email in new[] { Eva, "bo@steunpunt.example" })
        {
            var somebody = await site.SignedIn(email);
            var token = (await somebody.Open("/mijn-account")).Token;
            Assert.Equal(HttpStatusCode.Forbidden, (await somebody.Open(Home)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await somebody.Open(Home + "/privacy")).Status);
            await somebody.Post(
                Home + "/privacy",
                [token, new("Seen", "0"), new("Values[Retention:EndedDays]", "900")]
            );
            Assert.Equal(HttpStatusCode.Forbidden, somebody.Status);
        }

        Assert.Equal(0, await site.Count("setting_change"));
    }

    [Fact]
    public async Task What_can_no_longer_be_read_is_named_and_takes_nothing_else_along()
    {
        var ada = await At("privacy");
        await ada.Write(Term, "900").Press(Dutch("Everywhere.Save"));
        await ada.Open(Home + "/steunpunt");
        await ada.Write(ClosedDays, "2026-03-05").Press(Dutch("Everywhere.Save"));
        await site.Sql("update setting_change set value = 'x' where key = 'Retention:EndedDays'");

        var other = await site.PartsOn(site.Database);

        Assert.Equal(PageSettings.EndedDays, Assert.Single(other.GetRequiredService<CurrentSettings>().Rejected).Place);
        Assert.False(other.GetRequiredService<SiteTime>().WorkingDays.Contains(Some.Date("2026-03-05")));
        Assert.Equal(730, other.GetRequiredService<CurrentSettings>().Retention.EndedDays);
    }

    private async Task<Browser> At(string group, string email = Ada) =>
        await (await site.SignedIn(email)).Open($"{Home}/{group}");
}
