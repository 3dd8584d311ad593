using CaregiverSignal.Erasure;
using CaregiverSignal.Networks;
using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.Networks;

/// <summary>
/// Who is around a caregiver, drawn by themselves and looked at together (domain.md rows 12, 17, 21 and 35).
/// </summary>
public sealed class NetworkPagesTests()
    : AtASite("2026-03-02", ("Mail:Window", "00:00-24:00"), ("Mail:Days", "Mon-Sun"))
{
    [Fact]
    public async Task Somebody_draws_their_circle_on_a_telephone_and_half_a_year_later_who_came_went_and_moved_is_said()
    {
        var anna = await site.AddCaregiver();
        var mine = await Own();
        await mine.Follow(Dutch("NetworkShown.Title"));
        Assert.Has(Dutch("NetworkShown.Intro"), mine.Text);
        Assert.Empty(mine.Page.QuerySelectorAll("svg.network-drawn"));

        await Put(mine, "Bea", Dutch("NetworkShown.Kind.neighbour"), Dutch("NetworkShown.Ring.near"));
        await Put(mine, "Kees", Dutch("NetworkShown.Kind.family"), Dutch("NetworkShown.Ring.regular"));
        await Put(mine, "Lot", Dutch("NetworkShown.Kind.friend"), Dutch("NetworkShown.Ring.far"));

        Assert.Has("Aantal mensen: 3. Heel dichtbij: 1. Geregeld contact: 1. Verder weg: 1.", mine.Text);
        foreach (var svg in mine.Page.QuerySelectorAll("svg.network-drawn"))
        {
            Assert.Equal("img", svg.GetAttribute("role"));
            Assert.Has(Dutch("NetworkShown.Picture.kring", "2 maart 2026"), svg.QuerySelector("title")!.TextContent);
            Assert.Has("Aantal mensen: 3.", svg.QuerySelector("desc")!.TextContent);
            Assert.Superset(
                new HashSet<string> { "Bea", "Kees", "Lot" },
                svg.QuerySelectorAll("text").Select(text => text.TextContent).ToHashSet()
            );
        }

        Assert.Equal(2, mine.Page.QuerySelectorAll("svg.network-drawn").Length);
        await Tell(mine, "Kees");
        await mine.Choose(Dutch("NetworkShown.Gives"), Dutch("NetworkShown.Gives.practical"))
            .Choose(Dutch("NetworkShown.Mood"), Dutch("NetworkShown.Mood.conflict"))
            .Choose(Dutch("NetworkShown.TakesOver"), Dutch("NetworkShown.TakesOver.yes"))
            .Press(Dutch("Everywhere.Save"));
        Assert.Has("Kees, familie, geeft praktische hulp, er is ruzie, kan een halve dag invallen", Listed(mine));
        // Somebody with whom there is a quarrel is never said to be able to take over (C-06).
        Assert.Lacks(DutchPart("NetworkShown.CanTakeOver"), mine.Text);
        Assert.Lacks("Klopt die nog?", (await mine.Open("/mijn")).Text);

        site.On("2026-09-02");
        mine = await Own();
        Assert.Has(Dutch("NetworkShown.Due", "2 maart 2026"), mine.Text);
        await mine.Follow(Dutch("NetworkShown.Title"));
        await Tell(mine, "Lot");
        await mine.Press(Dutch("NetworkShown.Gone"));
        await Tell(mine, "Bea");
        await mine.Choose(Dutch("NetworkShown.Ring"), Dutch("NetworkShown.Ring.far")).Press(Dutch("Everywhere.Save"));
        await Put(mine, "Mo", Dutch("NetworkShown.Kind.volunteer"), Dutch("NetworkShown.Ring.regular"));

        foreach (
            var said in new[]
            {
                "Sinds 2 maart 2026 erbij: Mo.",
                "Sinds 2 maart 2026 niet meer: Lot.",
                "Sinds 2 maart 2026 verder weg: Bea.",
            }
        )
            Assert.Has(said, mine.Text);
        await mine.Follow(Dutch("NetworkShown.Then", "2 maart 2026"));
        Assert.Has(Dutch("NetworkShown.Picture.kring", "2 maart 2026"), mine.Text);
        Assert.Has("Lot", Listed(mine));
        Assert.Lacks("Mo,", Listed(mine));
        // Then and now stand beside each other.
        Assert.Equal(
            [
                Dutch("NetworkShown.Picture.kring", "2 maart 2026"),
                Dutch("NetworkShown.Picture.kring", "2 september 2026"),
            ],
            mine.TextsOf(".network-beside h2")
        );
        var pictures = mine.Page.QuerySelectorAll("svg.figure-wide");
        Assert.Equal([true, false], pictures.Select(svg => svg.TextContent.Contains("Lot", StringComparison.Ordinal)));
        Assert.Equal([false, true], pictures.Select(svg => svg.TextContent.Contains("Mo", StringComparison.Ordinal)));
        Assert.Has("Sinds 2 maart 2026 erbij: Mo.", mine.Text);
        Assert.Lacks("Klopt die nog?", (await mine.Open("/mijn")).Text);
        await NothingIsSignalled(anna);
        Assert.Equal(
            7,
            await site.Count("audit_log", $"action = 'change' and object = 'network' and caregiver_id = {anna}")
        );
    }

    [Fact]
    public async Task The_lines_show_tension_and_conflict_and_the_list_says_the_same()
    {
        var anna = await site.AddCaregiver();
        await Draw(
            anna,
            Of("Bea", HelperKind.Neighbour) with
            {
                Gives = "PG",
                Mood = Mood.Tense,
                Importance = Importance.Much,
            }
        );
        var mine = await Own();
        await mine.Open("/mijn/kring?beeld=lijnen");

        var svg = mine.Page.QuerySelector("svg.figure-wide")!;
        Assert.NotNull(svg.QuerySelector("polyline[stroke-dasharray][stroke-width='5']"));
        Assert.Has("geeft P G", svg.TextContent);
        Assert.Has(Dutch("NetworkShown.Legend"), mine.Text);
        Assert.Has(
            "Bea, buur, geeft praktische hulp (P), gezelschap (G), heel belangrijk, er is spanning",
            Listed(mine)
        );
        Assert.Empty(mine.Page.QuerySelectorAll("[style], script"));
        await mine.Open("/mijn/kring?beeld=lijst");
        Assert.Empty(mine.Page.QuerySelectorAll("svg.network-drawn"));
        Assert.Has("Bea, buur", Listed(mine));
    }

    [Fact]
    public async Task The_support_point_sees_it_once_the_caregiver_said_so_and_not_after_they_took_that_back()
    {
        var anna = await site.AddCaregiver();
        await Draw(anna, Of("Bea", HelperKind.Neighbour));
        using var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}");
        await els.Follow(Dutch("CaseModel.Network"));
        Assert.Lacks("Bea", els.Text);
        await els.Post(
            $"/zaak/{anna}/kring",
            [els.Token, new("Name", "Mo"), new("Kind", "friend"), new("Ring", "near")]
        );
        Assert.Equal(1, await site.Count("tie"));
        Assert.Lacks("Bea", (await els.Open($"/zaak/{anna}/kring")).Text);

        Assert.Equal(0, await site.Count("audit_log", "action = 'look' and object = 'network'"));
        await els.Press(Dutch("SituationsModel.Agrees.visit"));
        Assert.Has("Bea, buur", Listed(els));
        await Put(els, "Mo", Dutch("NetworkShown.Kind.friend"), Dutch("NetworkShown.Ring.near"));
        Assert.Has("Mo, vriend of vriendin", Listed(els));
        Assert.Has(Dutch("NetworkShown.Machielse"), els.Text);
        var mine = await Own();
        Assert.Has("Wie om u heen staan", (await mine.Open("/mijn/toestemming")).Text);
        Assert.Has("Mo, vriend of vriendin", Listed(await mine.Open("/mijn/kring")));
        await mine.Press(Dutch("NetworkShown.MaySee.No"));

        Assert.Lacks("Bea", (await els.Open($"/zaak/{anna}/kring")).Text);
        Assert.Has("Bea", Listed(await mine.Open("/mijn/kring")));
        Assert.True(
            await site.Count("audit_log", $"action = 'look' and object = 'network' and caregiver_id = {anna}") > 1
        );
    }

    [Fact]
    public async Task Who_helps_already_is_put_in_it_by_one_choice_and_stands_there_once()
    {
        var anna = await site.AddCaregiver();
        await site.Write(async transaction =>
            await HelperTable.Save(
                transaction,
                new Helper
                {
                    Situation = await CareSituations.OwnOf(transaction, anna),
                    Name = "Truus",
                    Kind = HelperKind.Neighbour,
                    Does = "boodschappen",
                }
            )
        );
        var mine = await Own();
        await mine.Open("/mijn/kring");
        Assert.Has(Dutch("NetworkShown.Helpers"), mine.Text);
        await mine.Follow("Truus");

        await mine.Choose(Dutch("NetworkShown.Ring"), Dutch("NetworkShown.Ring.near")).Press(Dutch("NetworkShown.Put"));

        Assert.Has("Truus, buur, boodschappen", Listed(mine));
        Assert.Lacks("Zij helpen al.", mine.Text);
        await Put(mine, "Truus", Dutch("NetworkShown.Kind.neighbour"), Dutch("NetworkShown.Ring.far"));
        Assert.Equal(HttpStatusCode.BadRequest, mine.Status);
        Assert.Has(Dutch("NetworkShown.Error.Same"), mine.Text);
    }

    /// <summary>C-18: a chosen, small life. C-06: two who work full time, with a sister who costs energy.</summary>
    [Fact]
    public async Task A_small_content_circle_is_no_problem_and_a_tie_that_costs_energy_is_no_help()
    {
        var kamiel = await site.AddCaregiver();
        await Draw(kamiel, Of("Man op de bank", HelperKind.Family) with { Wish = Wish.Same, Energy = Energy.Gives });
        await Draw(
            await site.AddCaregiver("2", "Piet"),
            Of("Zus", HelperKind.Family) with
            {
                TakesOver = true,
                Contact = CaregiverSignal.Networks.ContactFrequency.Weekly,
                Energy = Energy.Costs,
                Wish = Wish.More,
            },
            Of("Schoonzus", HelperKind.Family) with
            {
                TakesOver = true,
                Energy = Energy.Neutral,
            }
        );
        using var els = await site.SignedIn();
        await Agree(kamiel, 2);

        await els.Open($"/zaak/{kamiel}/kring");
        Assert.Lacks("alleen familie", els.Text);
        await els.Open("/zaak/2/kring");
        Assert.Has(Dutch("NetworkShown.Only.family"), els.Text);
        Assert.Has("Elke week contact: 1. Ingevuld bij 1 van de 2.", els.Text);
        // What is known of everybody needs no such words.
        Assert.Has("Geeft en kost evenveel: 1, kost energie: 1.", els.Text);
        Assert.Lacks("kost energie: 1. Ingevuld", els.Text);
        Assert.Has(Dutch("NetworkShown.CanTakeOver", "Schoonzus"), els.Text);
        Assert.Lacks("alleen familie", (await (await Own("persoon2@example.org")).Open("/mijn/kring")).Text);
        await NothingIsSignalled(kamiel);
        await NothingIsSignalled(2);
    }

    [Fact]
    public async Task What_nobody_told_is_never_counted_as_none()
    {
        var anna = await site.AddCaregiver();
        await Draw(
            anna,
            [
                .. Enumerable.Range(1, 12).Select(number => Of($"Naam {number}", HelperKind.Family)),
                Of("Bea", HelperKind.Neighbour) with
                {
                    Contact = CaregiverSignal.Networks.ContactFrequency.Weekly,
                    Gives = "P",
                },
                Of("Jan", HelperKind.Friend) with
                {
                    Contact = CaregiverSignal.Networks.ContactFrequency.Seldom,
                    Takes = "E",
                },
            ]
        );
        var mine = await Own();

        await mine.Open("/mijn/kring");

        Assert.Equal(
            [
                "Aantal mensen: 14. Geregeld contact: 14.",
                "Wie zij zijn: familie 12, vriend of vriendin 1, buur 1.",
                "Elke week contact: 1, minder vaak contact: 1. Ingevuld bij 2 van de 14.",
                "Vooral gekregen: 1. Vooral gegeven: 1. Ingevuld bij 2 van de 14.",
                "Zoveel mensen geven steun: praktische hulp 1. Ingevuld bij 1 van de 14.",
            ],
            mine.TextsOf(".network-read li")
        );
        // The signs in the picture, each said once, and which of the three views it is.
        Assert.Equal(
            [
                Dutch("NetworkShown.Kind.family"),
                Dutch("NetworkShown.Kind.friend"),
                Dutch("NetworkShown.Kind.neighbour"),
            ],
            mine.TextsOf(".network-signs span")
        );
        Assert.Equal([Dutch("NetworkShown.View.kring")], mine.TextsOf(".network-views [aria-current=page]"));
    }

    /// <summary>
    /// C-09: visits dry up. C-14: own contacts went. The drawing shows it, and says nothing by itself.
    /// </summary>
    [Fact]
    public async Task A_circle_that_empties_in_half_a_year_is_shown_to_who_may_see_it_and_raises_nothing()
    {
        var anna = await site.AddCaregiver();
        await Draw(
            anna,
            Of("Bea", HelperKind.Neighbour),
            Of("Jan", HelperKind.Friend),
            Of("Kim", HelperKind.Association)
        );
        await Agree(anna);
        site.On("2026-09-10");
        using var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}");
        await els.Follow(Dutch("CaseModel.NetworkDue", "2 maart 2026"));
        foreach (var name in new[] { "Jan", "Kim" })
        {
            await Tell(els, name);
            await els.Press(Dutch("NetworkShown.Gone"));
        }

        Assert.Has(Dutch("NetworkShown.Went", ("dag", "2 maart 2026"), ("wie", "Jan, Kim")), els.Text);
        await els.Press(Dutch("NetworkShown.StillSo"));
        Assert.Equal(2, await site.Count("tie", "name = 'Bea'"));
        Assert.Lacks("klopt die nog", (await els.Open($"/zaak/{anna}")).Text);
        await NothingIsSignalled(anna);
    }

    [Fact]
    public async Task Its_still_so_begins_a_drawing_of_that_day_and_all_of_it_is_in_the_copy_and_goes_when_erased()
    {
        var anna = await site.AddCaregiver();
        await Draw(anna, Of("Bea", HelperKind.Neighbour));
        site.On("2026-09-02");
        var mine = await Own();
        await mine.Open("/mijn/kring");

        await mine.Press(Dutch("NetworkShown.StillSo"));

        Assert.Has(Dutch("NetworkShown.Same", "2 maart 2026"), mine.Text);
        Assert.Has(
            "Bea, Geregeld contact, buur (van 2 maart 2026 tot 2 september 2026)",
            (await mine.Open("/mijn/afschrift")).Text
        );
        Assert.Equal(2, (await site.Read(transaction => PersonTable.Rows(transaction, "tie", anna))).Count);
        await site.WithRoles("lea@steunpunt.example", "Lea", StaffRole.TeamLead, StaffRole.Coordinator);
        var copy = await (await site.SignedIn("lea@steunpunt.example")).Open($"/zaak/{anna}/afschrift");
        Assert.Has(Dutch("NetworkShown.OnOwnPage"), copy.Text);
        Assert.Lacks("Bea", copy.Text);
        await site.Write(transaction => PersonTable.Erase(transaction, anna));
        Assert.Equal(0, await site.Count("tie"));
    }

    private async Task NothingIsSignalled(long caregiver)
    {
        await site.Write(transaction => EvaluationTable.Request(transaction, caregiver, site.Time.Now));
        await site.RunJobs();
        Assert.Equal(0, await site.Count("signal", $"caregiver_id = {caregiver}"));
        Assert.Equal(0, await site.Count("event", $"caregiver_id = {caregiver}"));
        await Task.CompletedTask;
    }

    private Task Draw(long caregiver, params Tie[] ties) =>
        site.Write(async transaction =>
        {
            foreach (var tie in ties)
                Assert.Null(await Ties.Save(transaction, tie with { CaregiverId = caregiver }, site.Time.Today));
        });

    private Task Agree(params long[] caregivers) =>
        site.Write(async transaction =>
        {
            foreach (var id in caregivers)
                await NetworkConsent.Give(transaction, id, ConsentWay.Visit, 1, site.Time.Today, site.Time.Now);
        });

    private static Tie Of(string name, HelperKind kind) =>
        new()
        {
            Name = name,
            Kind = kind,
            Ring = Ring.Regular,
        };

    private Task<Browser> Own(string address = "persoon1@example.org") => site.OnOwnPageWithCode(address);

    private static async Task Put(Browser browser, string name, string kind, string ring) =>
        await browser
            .Write(Dutch("NetworkShown.Name"), name)
            .Choose(Dutch("NetworkShown.Kind"), kind)
            .Choose(Dutch("NetworkShown.Ring"), ring)
            .Press(Dutch("NetworkShown.Put"));

    private static async Task Tell(Browser browser, string name) =>
        await browser.Open(
            browser
                .Page.QuerySelectorAll(".network-list a")
                .Single(link => link.TextContent.EndsWith(": " + name, StringComparison.Ordinal))
                .GetAttribute("href")!
                .Split('#')[0]
        );

    private static string Listed(Browser browser) =>
        string.Join(
            '\n',
            browser
                .Page.QuerySelectorAll(".network-list li")
                .Select(element => Regex.Replace(element.TextContent, @"\s+", " "))
        );
}
