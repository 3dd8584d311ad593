using CaregiverSignal.Tests.Pages.ForCoordinators.Help;

namespace CaregiverSignal.Tests.OwnPage;

/// <summary>What is arranged is the caregiver's to see and to refuse, on their own page.</summary>
public sealed class MyHelpTests() : AtASite("2026-03-02")
{
    private const string Anna = "persoon1@example.org";
    private const string Volunteer = "Een vrijwilliger thuis";
    private const string DayCare = "Dagopvang";

    private long anna;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Sql("update caregiver set mail_readers = 'nobody'");
    }

    [Fact]
    public async Task Each_help_says_where_it_stands_with_whom_and_who_does_what_by_when()
    {
        var els = await site.SignedIn();
        await els.Propose(anna, Volunteer);
        await els.Propose(anna, DayCare);
        await els.Step(anna, DayCare, "chosen");
        await els.Step(anna, DayCare, "running", ("Who", "De Linde"));
        await els.Propose(anna, Dutch("HelpKindWords.buddy.Name"));
        await els.Step(
            anna,
            Dutch("HelpKindWords.buddy.Name"),
            "declined",
            ("Reason", "not-now"),
            ("Note", "Zij aarzelt erg.")
        );

        var page = await site.OnOwnPage(Anna);

        Assert.Has("Wat wij regelen", page.Text);
        Assert.Has("Een vrijwilliger neemt het thuis soms over", page.Text);
        Assert.Has("Dit is een voorstel. U kiest zelf. Els vraagt u uiterlijk 9 maart 2026 wat u wilt.", page.Text);
        Assert.Has(
            "Dit loopt sinds 2 maart 2026. Met De Linde. Els vraagt u rond 30 maart 2026 hoe het gaat.",
            page.Text
        );
        Assert.Has("U wilde dit niet (2 maart 2026).", page.Text);
        Assert.Lacks("Zij aarzelt erg", page.Text);
        Assert.Equal(2, page.Page.QuerySelectorAll("form[action*=Refuse]").Length);

        site.On("2026-06-03");
        page = await site.OnOwnPage(Anna);
        Assert.Lacks("U wilde dit niet", page.Text);
        Assert.Has("Els neemt snel contact met u op.", page.Text);
    }

    [Theory]
    [InlineData("somebody")]
    [InlineData(null)]
    public async Task It_is_shown_with_a_code_where_others_may_read_the_mail(string? readers)
    {
        await (await site.SignedIn()).Propose(anna, Volunteer);
        await site.Sql("update caregiver set mail_readers = @readers", new { readers });

        Assert.Lacks("Wat wij regelen", (await site.OnOwnPage(Anna)).Text);
        Assert.Has("Wat wij regelen", (await site.OnOwnPageWithCode(Anna)).Text);
    }

    [Fact]
    public async Task What_they_do_not_want_stands_on_the_worklist_in_their_words_and_ends_nothing_by_itself()
    {
        var els = await site.SignedIn();
        await els.Propose(anna, Volunteer);
        await els.Step(anna, Volunteer, "chosen");
        await els.Step(anna, Volunteer, "searching", ("Next", "2026-05-04"));
        var page = await site.OnOwnPage(Anna);

        await Refuse(page, "Liever geen vreemde in huis.");

        Assert.Has("Wij lezen dit en bespreken het met u. Er stopt nog niets.", page.Text);
        Assert.Has("U zei: ‘Dat wil ik niet’. Liever geen vreemde in huis.", page.Text);
        Assert.Has("Els bespreekt dit uiterlijk 3 maart 2026 met u.", page.Text);
        Assert.Equal("searching,2026-03-03", await site.Joined("select step || ',' || next_on from help"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'help' and due_on = '2026-03-03' and done_at is null"));
        await els.Open("/werklijst");
        Assert.Has($"{Volunteer}. Zegt: dat wil ik niet. Bespreek dit.", els.Text);
        Assert.Has("Liever geen vreemde in huis.", els.Text);
        await els.Open($"/zaak/{anna}");
        Assert.Has("Liever geen vreemde in huis.", els.Text);
        await els.Follow($"Wat is er met ‘{Volunteer}’?");
        Assert.Has("Zegt: dat wil ik niet. “Liever geen vreemde in huis.”", els.Text);
        Assert.Equal("declined", Chosen(els));

        // They talked, and it goes on after all.
        await els.Send(Volunteer, "searching");
        Assert.Equal("searching", await site.Joined("select step from help"));
        await els.Open("/werklijst");
        Assert.Lacks("Zegt: dat wil ik niet", els.Text);
        Assert.Lacks("U zei", (await page.Open("/mijn")).Text);
        await page.Open("/mijn/afschrift");
        await page.GiveCode(site, Anna);
        await page.Open("/mijn/afschrift");
        Assert.Has("2 maart 2026: zegt: dat wil ik niet. Liever geen vreemde in huis.", page.Text);
        Assert.Equal(
            1,
            await site.Count("audit_log", "object = 'help' and by_role = 'caregiver' and action = 'change'")
        );
        await site.RunJobs();
        Assert.DoesNotContain(site.Mails(), mail => mail.Contains("vreemde", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_runs_and_does_not_help_is_taken_back_until_somebody_answered_it_and_the_line_stays()
    {
        var els = await Runs(DayCare);
        var page = await site.OnOwnPage(Anna);

        await Refuse(page, "");
        Assert.Has("U zei: ‘Het helpt niet’.", page.Text);
        Assert.Has($"{DayCare}. Zegt: het helpt niet.", (await els.Open("/werklijst")).Text);
        await page.Press("Dit klopt niet: Dagopvang");
        Assert.Lacks("U zei", page.Text);

        // Whoever reads along pressed it, perhaps.
        await els.Open("/werklijst");
        Assert.Has($"{DayCare}. Loopt.", els.Text);
        Assert.Lacks("het helpt niet", els.Text);
        Assert.Has("nam dat terug", (await els.Open($"/zaak/{anna}/hulp")).Text);
        await Refuse(page, "");
        await els.Step(anna, DayCare, "ended");
        Assert.Has("Dit is gestopt op 2 maart 2026.", (await page.Open("/mijn")).Text);
        Assert.Empty(page.Page.QuerySelectorAll("form[action*=Refuse], form[action*=Wanted]"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'help' and done_at is null"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_red_or_waits_for_a_call_has_it_looked_at_today(bool isRed)
    {
        await Runs(DayCare);
        var page = await site.OnOwnPage(Anna);
        if (isRed)
            await site.Sql("update caregiver set red_on = '2026-03-01'");
        else
            await site.Write(transaction => PromisedCall.AskAlone(transaction, anna, new CallTime(), site.Time));

        await Refuse(page, "");

        Assert.Equal(1, await site.Count("staff_task", "kind = 'help' and due_on = '2026-03-02' and done_at is null"));
    }

    [Fact]
    public async Task Words_that_are_too_long_stay_in_their_field_and_nothing_is_stored()
    {
        await Runs(DayCare);
        var page = await site.OnOwnPage(Anna);

        await Refuse(page, new string('a', 2001));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(2001, page.Page.QuerySelector("textarea#Words")!.TextContent.Trim().Length);
        Assert.Equal(0, await site.Count("help_step", "step = 'said'"));
    }

    [Fact]
    public async Task A_case_that_was_closed_together_is_said_to_be_so_with_what_to_do_when_it_comes_back()
    {
        await site.AddSignal(anna);
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");
        await els.SaveContact("spoken");
        Assert.Lacks("samen af", (await site.OnOwnPage(Anna)).Text);
        await site.Sql("update signal set closed_at = @now, outcome = 'lighter'", new { now = site.Time.Now });

        Assert.Has(
            "Wij sloten dit samen af op 2 maart 2026. Wordt het weer zwaar? Druk dan op ‘Bel mij’",
            (await site.OnOwnPage(Anna)).Text
        );
        await site.Sql("update signal set outcome = 'not-reached'");
        Assert.Lacks("samen af", (await site.OnOwnPage(Anna)).Text);
    }

    private async Task<Browser> Runs(string help)
    {
        var els = await site.SignedIn();
        await els.Propose(anna, help);
        await els.Step(anna, help, "chosen");
        await els.Step(anna, help, "running", ("Next", "2026-05-04"));
        return els;
    }

    private static Task<Browser> Refuse(Browser page, string words) =>
        page.Write("Wilt u er iets bij zeggen?", words).Press("Geef dit door");

    private static string Chosen(Browser els) =>
        els.Page.QuerySelector("button.button:not(.button-quiet)[name$=Step]")!.GetAttribute("value")!;
}
