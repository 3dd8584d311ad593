using CaregiverSignal.Import;
using CaregiverSignal.Referrals;
using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.Pages.ForCoordinators.Help;

/// <summary>Help that failed or stopped is one fact, however it is told.</summary>
public sealed class OneRoadTests() : AtASite("2026-03-02")
{
    private const string Anna = "persoon1@example.org";
    private const string Volunteer = "Een vrijwilliger thuis";
    private const string Ask = $"Wat is er met ‘{Volunteer}’?";

    private long anna;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
    }

    [Fact]
    public async Task Told_by_the_caregiver_it_stands_beside_nothing_that_says_otherwise_and_one_form_ends_all_of_it()
    {
        await Runs(saidYes: true);
        await Tells();

        var els = await site.SignedIn();
        Assert.Has($"{Volunteer}. Gehoord: dit lukte niet, of stopte. Bespreek dit.", els.Text);
        Assert.Lacks("Zegt: het helpt", els.Text);
        await els.Open($"/zaak/{anna}");
        Assert.Lacks($"{Volunteer}. Loopt", els.Text);
        Assert.Lacks("Zegt: het helpt", els.Text);
        await els.Follow(Ask);
        Assert.Lacks("Zegt: het helpt", els.Page.QuerySelector("article ul")!.TextContent);
        Assert.Equal(
            "failed",
            els.Page.QuerySelector("button.button:not(.button-quiet)[name$=Step]")!.GetAttribute("value")
        );

        await els.Send(Volunteer, "failed", ("Reason", "too-heavy"));

        Assert.Equal("failed", await site.Joined("select step from help"));
        Assert.Equal("RespiteStarted,RespiteFailed", await site.Joined("select kind from event order by id"));
        Assert.Equal(
            "",
            await site.Joined("select kind from staff_task where done_at is null and kind <> 'after-event'")
        );
        Assert.Lacks(Ask, (await els.Open($"/zaak/{anna}")).Text);
    }

    [Fact]
    public async Task Noted_with_a_contact_it_leads_to_the_same_form_which_asks_why()
    {
        await Runs();
        var els = await site.SignedIn();
        await Notes(els, "Respijt is geprobeerd en lukte niet");

        Assert.Equal($"/zaak/{anna}/hulp#help-1", els.Path);
        await els.Send(Volunteer, "failed");
        Assert.Has("Kies waarom.", els.Text);
        await els.Send(Volunteer, "failed", ("Reason", "refuses-strangers"));

        Assert.Equal(1, await site.Count("event", "kind = 'RespiteFailed'"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'help' and done_at is null"));
    }

    [Fact]
    public async Task Of_help_that_was_told_to_have_stopped_its_end_is_the_likely_step()
    {
        await Runs();
        var els = await site.SignedIn();

        await Notes(els, Dutch("CaseModel.Arranged.RespiteEnded"));

        Assert.Equal(
            "ended",
            els.Page.QuerySelector("button.button:not(.button-quiet)[name$=Step]")!.GetAttribute("value")
        );
    }

    [Fact]
    public async Task Once_it_is_said_which_of_two_was_meant_the_other_stands_as_it_did()
    {
        var dayCare = Dutch("HelpKindWords.day-care.Name");
        await Runs();
        var els = await site.SignedIn();
        await els.Propose(anna, dayCare);
        await els.Step(anna, dayCare, "chosen");
        await Tells();

        await els.Step(anna, Volunteer, "failed", ("Reason", "too-heavy"));

        Assert.Lacks("Wat is er met", (await els.Open($"/zaak/{anna}")).Text);
        Assert.Has($"{dayCare}. Gekozen.", els.Text);
        Assert.Equal(1, await site.Count("event", "kind = 'RespiteFailed'"));
        await els.Step(anna, dayCare, "failed", ("Reason", "nobody-available"));
        Assert.Equal(2, await site.Count("event", "kind = 'RespiteFailed'"));
    }

    [Fact]
    public async Task A_contact_that_is_taken_back_takes_that_back_too_and_later_it_is_told_to_the_rules_anew()
    {
        await Runs();
        var els = await site.SignedIn();
        await Notes(els, "Respijt is gestopt");
        await els.Open($"/zaak/{anna}");

        await els.Press("Klopt niet: haal terug");

        Assert.Has($"{Volunteer}. Loopt.", els.Text);
        await els.Step(anna, Volunteer, "ended");
        Assert.Equal(1, await site.Count("event", "kind = 'RespiteEnded'"));
    }

    [Fact]
    public async Task What_the_caregiver_takes_back_is_asked_about_no_more()
    {
        await Runs();
        var page = await Tells();
        await page.Open("/mijn");

        await page.Press("Dit klopt niet: Iemand zou het overnemen, en dat lukte niet");

        Assert.Lacks(Ask, (await (await site.SignedIn()).Open($"/zaak/{anna}")).Text);
    }

    [Fact]
    public async Task It_is_asked_about_too_where_another_program_told_it()
    {
        await Runs();
        var row = new EventRow(
            new FilePlace("events.csv", 2),
            "1",
            site.Time.Today,
            EventKind.RespiteFailed,
            ReportedBy.Professional,
            "",
            null
        );
        var imports = new Imports(
            site.Database,
            site.Installation.Settings,
            site.Instruments,
            site.Installation.Plan,
            site.Time
        );
        var result = await imports.StoreAsync(new ImportFolder([], [], [], [row]), dryRun: false);
        Assert.Empty(result.Faults);

        Assert.Has(Ask, (await (await site.SignedIn()).Open($"/zaak/{anna}")).Text);
    }

    [Fact]
    public async Task Help_that_nobody_chose_yet_or_of_another_kind_is_not_meant()
    {
        var els = await site.SignedIn();
        await els.Propose(anna, Volunteer);
        await els.Propose(anna, Dutch("HelpKindWords.buddy.Name"));
        await els.Step(anna, Dutch("HelpKindWords.buddy.Name"), "chosen");
        await Tells();

        Assert.Lacks("Wat is er met", (await els.Open($"/zaak/{anna}")).Text);
        Assert.Equal(0, await site.Count("help_step", "step = 'heard'"));
    }

    private async Task Runs(bool saidYes = false)
    {
        var els = await site.SignedIn();
        await els.Propose(anna, Volunteer);
        await els.Step(anna, Volunteer, "chosen");
        await els.Step(anna, Volunteer, "running", ("Next", "2026-05-04"));
        if (saidYes)
            await site.Write(async transaction =>
                await HelpArrangements.Say(
                    transaction,
                    (await HelpTable.Of(transaction, anna)).Single(),
                    HelpVerdict.Yes,
                    null,
                    site.Time
                )
            );
    }

    private static async Task Notes(Browser els, string arranged)
    {
        await els.Open("/zaak/1");
        await els.Choose(Dutch("CaseModel.Step"), "Gesproken")
            .ChooseFirst(Dutch("CaseModel.When"))
            .Write(Dutch("CaseModel.Arranged"), arranged)
            .Press("Bewaar contact");
    }

    private async Task<Browser> Tells()
    {
        var page = await site.OnOwnPage(Anna);
        await page.Follow("Er is iets veranderd");
        await page.Choose("Wat is er veranderd?", "Iemand zou het overnemen, en dat lukte niet").Press("Verstuur");
        await site.RunJobs();
        return page;
    }
}
