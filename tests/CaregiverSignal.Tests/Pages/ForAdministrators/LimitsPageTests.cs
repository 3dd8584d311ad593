using CaregiverSignal.Configuration;
using CaregiverSignal.Signals.Hindsight;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Pages.ForAdministrators;

/// <summary>An administrator says how many calls the team can make, and puts in force what follows.</summary>
public sealed class LimitsPageTests : AtASite
{
    private const string Ada = "ada@steunpunt.example";
    private const string Home = PageSettings.Home + "/meldingen";
    private static readonly string Calls = Dutch("LimitsModel.Calls");
    private static readonly string Shipped = Dutch("LimitsModel.Limits", ("rood", "8"), ("oranje", "5"));

    public LimitsPageTests()
        : base("2026-11-02") => site.WithRoles(Ada, "Ada", StaffRole.Administrator);

    [Fact]
    public async Task What_fits_is_put_in_force_with_one_press_and_taken_back_with_another()
    {
        var people = AYear();
        site.RunJobs();
        var open = site.OpenSignal(people[0])!;
        var before = site.Joined("select warning_sign || rules || evidence from finding order by id");
        var ada = await At("");
        Assert.Has(Dutch("LimitsModel.InForce", Shipped), ada.Text);

        Assert.Has(Calls, ada.Text);
        Assert.Equal(
            [Dutch("LimitsModel.Fewer"), Dutch("LimitsModel.Now"), Dutch("LimitsModel.More")],
            ada.TextsOf("thead th")
        );
        Assert.Has("‘Aandacht’ vanaf 6 5 4", Rows(ada));
        Assert.Equal(7, ada.Page.QuerySelectorAll("svg circle").Length);
        // Of 2 to 8 the one in force is the fourth, and more points are never more signals.
        Assert.Single(ada.Page.QuerySelectorAll("svg circle.picture-full"));
        var line = ada.TextsOf(".columns li")
            .Select(point => int.Parse(point.Split(' ')[^1], CultureInfo.InvariantCulture));
        Assert.Equal(line.OrderDescending(), line);
        await ada.Open(Home + "?bellen=1");
        Assert.Equal(
            [Dutch("LimitsModel.Fits", 1), Dutch("LimitsModel.Now"), Dutch("LimitsModel.More")],
            ada.TextsOf("thead th")
        );
        Assert.Has("Van 100 te weinig", Rows(ada));
        Assert.Matches("Staat open op een gewone dag, van 100 mensen [0-9]+", Rows(ada));
        Assert.Has(Dutch("LimitsModel.How"), ada.Text);
        Assert.Has(Dutch("LimitsModel.Always"), ada.Text);
        await ada.Press(
            ada.Page.QuerySelectorAll("button")
                .First(element => element.TextContent.StartsWith("Zet in", StringComparison.Ordinal))
                .TextContent
        );

        var settings = site.Part<CurrentSettings>();
        var rules = settings.Signals;
        Assert.True(rules[Nearness.Amber] > 5);
        Assert.Has($"Nu geldt: ‘snel contact’ vanaf {rules[Nearness.Red]},", ada.Text);
        Assert.Equal(2, site.Count("setting_change"));
        Assert.Equal(2, site.Count("audit_log", "action = 'change' and object like 'setting/%'"));
        site.RunJobs();
        Assert.Equal(open.Id, site.OpenSignal(people[0])!.Id);
        Assert.Equal(before, site.Joined("select warning_sign || rules || evidence from finding order by id"));
        site.AddAnswered(people[0], site.Time.Today, "yes", ("volhoudtijd.time", 1));
        site.RunJobs();
        Assert.Equal(1, site.Count("finding", $"rules like '{RuleSettings.Version}+%' and warning_sign = 'request'"));

        await ada.Press("Zet terug: " + Shipped);

        Assert.Equal((8, 5), (settings.Signals[Nearness.Red], settings.Signals[Nearness.Amber]));
        Assert.Equal(4, site.Count("setting_change"));
    }

    [Fact]
    public async Task With_too_little_history_it_says_so_and_offers_the_shipped_limits()
    {
        AddAnswered(site.AddCaregiver(enrolledOn: site.Time.Today), "2026-11-02", 2);
        var ada = await At("?bellen=12");

        Assert.Has(Dutch("LimitsModel.TooLittle"), ada.Text);
        Assert.Lacks("Zet in", ada.Text);
        Assert.Lacks(Calls, ada.Text);
        Change("10", "4");
        await ada.Open(Home + "?bellen=12");
        await ada.Press("Zet in: " + Shipped);

        Assert.Equal(8, site.Part<CurrentSettings>().Signals[Nearness.Red]);
    }

    [Fact]
    public void Of_many_people_some_are_read_who_stand_for_all()
    {
        AYear(28);
        var (all, half) = (Found(most: 28), Found(most: 14));

        Assert.Equal((28, 28), (all.Read.Count, all.Read.Of));
        Assert.Equal((14, 28), (half.Read.Count, half.Read.Of));
        Assert.InRange(all.Set.All.Value, half.Set.All.Low, half.Set.All.High);

        FittingLimits Found(int most) =>
            site.Database.Read(transaction =>
                LimitsReading.Of(transaction, site.Part<CurrentSettings>().Signals, calls: 1, site.Time, most)
            )!;
    }

    [Fact]
    public void How_many_stand_open_goes_by_what_was_closed_here_and_by_four_weeks_where_nothing_was()
    {
        var people = AYear();
        site.RunJobs();
        var assumed = Open();
        foreach (var person in people.Where(person => site.OpenSignal(person) is not null))
            site.Close(person);

        // Nobody closed anything before today, so all was open for months.
        Assert.InRange(assumed, 10, 40);
        Assert.InRange(Open(), assumed + 20, 100);

        double Open() =>
            site
                .Database.Read(transaction =>
                    LimitsReading.Of(transaction, site.Part<CurrentSettings>().Signals, calls: 1, site.Time)
                )!
                .Set.Open;
    }

    [Theory]
    [InlineData("?bellen=0")]
    [InlineData("?bellen=2001")]
    [InlineData("?bellen=veel")]
    public async Task A_number_that_nobody_can_call_is_refused_with_what_is_allowed(string asked)
    {
        var ada = await At(asked);

        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Has(Dutch("LimitsModel.Error.Calls"), ada.Text);
    }

    [Fact]
    public async Task What_a_colleague_just_changed_stays_and_what_the_operator_set_holds()
    {
        Change("10", "4");
        var ada = await At("");
        Change("11", "5");
        await ada.Press("Zet terug: " + Shipped);
        Assert.Has(Dutch("SettingGroupModel.News"), ada.Text);
        Assert.Equal(4, site.Count("setting_change"));

        using var parts = site.PartsOn(site.Database, ("Signals:Nearness:Red", "9"));
        var settings = parts.GetRequiredService<CurrentSettings>();
        Assert.True(settings.IsFixed(PageSettings.Amber));
        Assert.Equal((9, 5), (settings.Signals[Nearness.Red], settings.Signals[Nearness.Amber]));
    }

    private long[] AYear(int many = 14)
    {
        site.On("2026-01-05");
        var people = Enumerable
            .Range(0, many)
            .Select(number => site.AddCaregiver($"p{number}", nextDueOn: new DateOnly(2027, 1, 1)))
            .ToArray();
        foreach (var month in Enumerable.Range(1, 10))
        {
            foreach (var (place, person) in people.Index())
                AddAnswered(person, $"2026-{month:00}-15", place % 7 == 0 ? 2 : 3);
        }

        site.On("2026-11-02");
        return people;
    }

    private void AddAnswered(long person, string day, int time) =>
        site.AddAnswered(person, Some.Date(day), null, ("volhoudtijd.time", time));

    private void Change(string red, string amber)
    {
        foreach (var (key, value) in new[] { (PageSettings.Red, red), (PageSettings.Amber, amber) })
            site.Write(transaction =>
                SettingChangeTable.Add(transaction, key, value, CoordinatorTable.All(transaction)[0].Id, site.Time.Now)
            );
    }

    private static string Rows(Browser browser) =>
        string.Join(
            '\n',
            browser
                .Page.QuerySelectorAll("tbody tr")
                .Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim())))
        );

    private async Task<Browser> At(string asked) => await (await site.SignedIn(Ada)).Open(Home + asked);
}
