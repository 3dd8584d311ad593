using CaregiverSignal.Configuration;
using CaregiverSignal.Signals.Hindsight;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Pages.ForAdministrators;

/// <summary>An administrator reads how many people the hours for calling look after, and chooses fewer or more
/// signals.</summary>
public sealed class LimitsPageTests() : AtASite("2026-11-02")
{
    private const string Ada = "ada@steunpunt.example";
    private const string Home = PageSettings.Home + "/meldingen";
    private static readonly string Fewer = Dutch("LimitsModel.Fewer");
    private static readonly string More = Dutch("LimitsModel.More");
    private static readonly string AsShipped = Dutch("LimitsModel.Shipped");

    public override async ValueTask InitializeAsync()
    {
        await site.WithRoles(Ada, "Ada", StaffRole.Administrator);
    }

    [Fact]
    public async Task Hours_say_how_many_people_they_look_after_and_fewer_signals_more_people()
    {
        await AYear();
        var ada = await At("");
        Assert.Equal([Dutch("LimitsModel.NowAsShipped"), Fewer, More], ada.TextsOf(".card h2"));
        Assert.Has(Dutch("LimitsModel.Everybody", 14), ada.Text);
        Assert.All(ada.TextsOf(".figure"), figure => Assert.Ends(" uur", figure));

        await ada.Open(Home + "?uren=6");

        Assert.Has(Dutch("LimitsModel.InHours", 6), ada.Text);
        var (now, fewer, more) = (People(ada, 0), People(ada, 1), People(ada, 2));
        Assert.True(more < now && now < fewer, $"{more} {now} {fewer}");
        await ada.Open(Home + "?uren=12");
        Assert.InRange(People(ada, 0), 2 * now, (2 * now) + 1);
        // What no choice takes away stands beside them.
        Assert.Has(Dutch("LimitsModel.Always"), ada.Text);
    }

    [Fact]
    public async Task A_choice_is_put_in_force_with_one_press_and_taken_back_with_another_and_what_was_told_stays()
    {
        var people = await AYear();
        await site.RunJobs();
        var open = (await site.OpenSignal(people[0]))!;
        var before = await Findings();
        var ada = await At("?uren=6");

        await ada.Press($"{Dutch("LimitsModel.Use")}: {Fewer}");

        var settings = site.Part<CurrentSettings>();
        Assert.Equal((8, 6), (settings.Signals[Nearness.Red], settings.Signals[Nearness.Amber]));
        Assert.Has(Dutch("LimitsModel.Saved"), ada.Text);
        Assert.Has(Dutch("LimitsModel.InHours", 6), ada.Text);
        Assert.Equal(2, await site.Count("setting_change"));
        Assert.Equal(2, await site.Count("audit_log", "action = 'change' and object like 'setting/%'"));
        await site.RunJobs();
        Assert.Equal((open.Id, before), ((await site.OpenSignal(people[0]))!.Id, await Findings()));
        await site.AddAnswered(people[0], site.Time.Today, "yes", ("volhoudtijd.time", 1));
        await site.RunJobs();
        Assert.Equal(
            1,
            await site.Count("finding", $"rules like '{RuleSettings.Version}+%' and warning_sign = 'request'")
        );

        await ada.Press($"{Dutch("LimitsModel.Use")}: {More}");

        Assert.Equal((8, 5), (settings.Signals[Nearness.Red], settings.Signals[Nearness.Amber]));

        Task<string> Findings() => site.Joined("select warning_sign || rules || evidence from finding order by id");
    }

    [Fact]
    public async Task With_too_little_history_it_says_so_and_offers_the_shipped_limits_and_those_of_before()
    {
        await AddAnswered(await site.AddCaregiver(enrolledOn: site.Time.Today), "2026-11-02", 2);
        var ada = await At("?uren=12");

        Assert.Has(Dutch("LimitsModel.TooLittle"), ada.Text);
        Assert.Lacks(Dutch("LimitsModel.Use"), ada.Text);
        Assert.Lacks(Dutch("LimitsModel.Hours"), ada.Text);
        await Change("10", "4");
        await Change("11", "5");
        await ada.Open(Home);
        await ada.Press($"{Dutch("LimitsModel.Use")}: {Dutch("LimitsModel.Before")}");
        Assert.Equal(10, site.Part<CurrentSettings>().Signals[Nearness.Red]);

        await ada.Press($"{Dutch("LimitsModel.Use")}: {AsShipped}");

        Assert.Equal(8, site.Part<CurrentSettings>().Signals[Nearness.Red]);
    }

    [Fact]
    public async Task Of_many_people_some_are_read_who_stand_for_all()
    {
        await AYear(28);
        var (all, half) = (await Read(most: 28), await Read(most: 14));

        Assert.Equal((new Share(28, 28), new Share(14, 28)), (all.Read, half.Read));
        Assert.Equal((28, 28), (all.People, half.People));
        Assert.InRange(half.NeededAt(Set), all.NeededAt(Set) / 2, all.NeededAt(Set) * 2);

        async Task<TalkHours> Read(int most) =>
            (
                await site.Database.ReadAsync(async transaction =>
                    await TalkHours.Of(transaction, [Set], site.Time, most)
                )
            )!;
    }

    [Fact]
    public async Task Limits_that_no_choice_offers_are_refused()
    {
        await AYear();
        var ada = await At("");
        ada.Page.QuerySelector("input[name=Amber]")!.SetAttribute("value", "13");

        await ada.Press($"{Dutch("LimitsModel.Use")}: {Fewer}");

        Assert.Equal((HttpStatusCode.BadRequest, 0), (ada.Status, await site.Count("setting_change")));
    }

    [Theory]
    [InlineData("?uren=0")]
    [InlineData("?uren=501")]
    [InlineData("?uren=veel")]
    public async Task Hours_that_nobody_has_are_refused_with_what_is_allowed(string asked)
    {
        await AYear();
        var ada = await At(asked);

        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Has(Dutch("LimitsModel.Error.Hours"), ada.Text);
    }

    [Fact]
    public async Task What_a_colleague_just_changed_stays_and_what_the_operator_set_holds()
    {
        await Change("10", "4");
        var ada = await At("");
        await Change("11", "5");
        await ada.Press($"{Dutch("LimitsModel.Use")}: {AsShipped}");
        Assert.Has(Dutch("SettingGroupModel.News"), ada.Text);
        Assert.Equal(4, await site.Count("setting_change"));

        using var parts = await site.PartsOn(site.Database, ("Signals:Nearness:Red", "9"));
        var settings = parts.GetRequiredService<CurrentSettings>();
        Assert.True(settings.IsFixed(PageSettings.Amber));
        Assert.Equal((9, 5), (settings.Signals[Nearness.Red], settings.Signals[Nearness.Amber]));
    }

    private async Task<long[]> AYear(int many = 14)
    {
        site.On("2026-01-05");
        var people = (
            await Enumerable
                .Range(0, many)
                .SelectAsync(number => site.AddCaregiver($"p{number}", nextDueOn: new DateOnly(2027, 1, 1)))
        ).ToArray();
        foreach (var month in Enumerable.Range(1, 10))
        {
            // Six points, five and four.
            foreach (var (place, person) in people.Index())
                await AddAnswered(person, $"2026-{month:00}-15", place % 3 == 0 ? 3 : 4, place % 3 == 1 ? 65 : 20);
        }

        site.On("2026-11-02");
        return people;
    }

    private Task AddAnswered(long person, string day, int time, int burden = 20) =>
        site.AddAnswered(person, Some.Date(day), null, ("volhoudtijd.time", time), ("srb.burden", burden));

    private async Task Change(string red, string amber)
    {
        foreach (var (key, value) in new[] { (PageSettings.Red, red), (PageSettings.Amber, amber) })
            await site.Write(async transaction =>
                await SettingChangeTable.Add(
                    transaction,
                    key,
                    value,
                    (await CoordinatorTable.All(transaction))[0].Id,
                    site.Time.Now
                )
            );
    }

    private RuleSettings Set => site.Part<CurrentSettings>().Signals;

    private static int People(Browser browser, int card) =>
        int.Parse(browser.TextsOf(".figure")[card].Split(' ')[0], CultureInfo.InvariantCulture);

    private async Task<Browser> At(string asked) => await (await site.SignedIn(Ada)).Open(Home + asked);
}
