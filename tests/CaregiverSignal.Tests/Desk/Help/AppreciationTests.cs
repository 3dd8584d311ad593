using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaregiverSignal.People;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;

namespace CaregiverSignal.Tests.Desk.Help;

/// <summary>The yearly appreciation: ticks on a list, and a table for who orders the gifts.</summary>
public sealed class AppreciationTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation(
            ("SupportPoint:Appreciation", "Een cadeaubon van 50 euro. Aanvragen voor 1 november bij de gemeente.")
        )
        .On("2026-03-02");
    private readonly long anna;
    private readonly long bea;

    public AppreciationTests()
    {
        site.Coordinator();
        anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        bea = site.AddCaregiver("2", "=Bea", nextDueOn: new DateOnly(2027, 1, 1));
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task It_is_ticked_with_the_day_and_who_and_each_year_begins_anew()
    {
        var els = await site.SignedIn();
        await (await els.Open("/hulp")).Follow("Mantelzorgwaardering");
        Assert.Contains("Een cadeaubon van 50 euro.", els.Text, StringComparison.Ordinal);

        await els.Post("/waardering", Ticked(els, $"{anna}.told", $"{anna}.asked"));

        Assert.Contains("Bewaard.", els.Text, StringComparison.Ordinal);
        Assert.Contains("2 maart 2026, Els", els.Text, StringComparison.Ordinal);
        Assert.Equal("asked,told", site.Joined("select step from appreciation where year = 2026 order by step"));
        Assert.Equal(2, site.Count("record", $"deed = 'change-appreciation' and caregiver_id = {anna}"));
        await els.Open("/waardering?wie=te-geven");
        Assert.Contains("Anna", els.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bea", els.Text, StringComparison.Ordinal);
        site.On("2027-01-04");
        els = await site.SignedIn();
        await els.Open("/waardering");
        Assert.Empty(els.Page.QuerySelectorAll("input[checked]"));
        await els.Open("/waardering?jaar=2026");
        Assert.Equal(2, els.Page.QuerySelectorAll("input[checked]").Length);
    }

    [Fact]
    public async Task Who_asked_for_it_and_stopped_since_stays_on_the_list_until_the_year_is_over()
    {
        var els = await site.SignedIn();
        await els.Open("/waardering");
        await els.Post("/waardering", Ticked(els, $"{anna}.told", $"{anna}.asked", $"{bea}.told"));
        foreach (var one in new[] { anna, bea })
            site.Database.Write(transaction => LifeCycle.Stop(transaction, one, ReportedBy.Caregiver, site.Time));

        await els.Open("/waardering?wie=te-geven");

        Assert.Contains("Anna", els.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bea", (await els.Open("/waardering")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_pages_at_once_lose_no_tick_and_a_form_sent_twice_changes_nothing_more()
    {
        var (els, other) = (await site.SignedIn(), await site.SignedIn());
        await els.Open("/waardering");
        await other.Open("/waardering");
        var form = Ticked(els, $"{anna}.told");
        await els.Post("/waardering", form);
        await other.Post("/waardering", Ticked(other, $"{bea}.told"));
        await els.Post("/waardering", form);

        Assert.Equal(2, site.Count("appreciation", "step = 'told'"));
        Assert.Equal(2, site.Count("record", "deed = 'change-appreciation'"));
        await els.Open("/waardering");
        await els.Post(
            "/waardering",
            Browser
                .FieldsOf(els.Page.QuerySelector<IHtmlFormElement>("main form")!)
                .Where(field => field.Key != "vink" || field.Value != $"{anna}.told")
        );
        Assert.Equal(bea, site.Value<long>("select caregiver_id from appreciation"));
    }

    [Fact]
    public async Task Who_orders_gets_a_table_without_formulas_and_nobody_of_another_team_is_on_it()
    {
        site.Coordinator("joost@steunpunt.example", "Joost");
        var joost = await site.SignedIn("joost@steunpunt.example");
        await joost.Open("/waardering?van=team");
        Assert.DoesNotContain("Anna", joost.Text, StringComparison.Ordinal);
        await joost.Open("/mensen");
        await joost.Post(
            "/waardering",
            [joost.Token, new("vink", $"{anna}.told"), new("vink", "x.told"), new("vink", "9.z")]
        );
        Assert.Equal(0, site.Count("appreciation"));
        Assert.Equal(
            1,
            site.Count("record", $"deed = 'change-appreciation' and outcome = 'refused' and caregiver_id = {anna}")
        );

        var els = await site.SignedIn();
        await els.Open("/waardering/lijst.csv");

        Assert.Equal(HttpStatusCode.OK, els.Status);
        var file = await els.Answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("naam,coordinator,verteld,gevraagd,gekregen\r\n", file, StringComparison.Ordinal);
        Assert.Contains("'=Bea Jansen,Els,,,", file, StringComparison.Ordinal);
        Assert.Equal(1, site.Count("record_listed", $"caregiver_id = {anna}"));
        site.Advance(TimeSpan.FromMinutes(11));
        await els.Open("/waardering/lijst.csv");
        Assert.Equal("/opnieuw", els.Path);
        site.WithRoles("post@steunpunt.example", "Piet", StaffRole.Operator);
        var piet = await site.SignedIn("post@steunpunt.example");
        site.Advance(TimeSpan.FromMinutes(11));
        await piet.Open("/waardering/lijst.csv");
        Assert.Equal(("/waardering/lijst.csv", HttpStatusCode.NotFound), (piet.Path, piet.Status));
    }

    private static List<KeyValuePair<string, string>> Ticked(Browser browser, params string[] ticks) =>
        [
            .. Browser.FieldsOf(browser.Page.QuerySelector<IHtmlFormElement>("main form")!),
            .. ticks.Select(tick => KeyValuePair.Create("vink", tick)),
        ];
}
